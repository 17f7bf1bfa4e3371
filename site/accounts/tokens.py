"""Small forms outside every cache, which outlive their token: what was typed is shown again, never thrown away."""

import functools
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


class _Check(CsrfViewMiddleware):
    """Django's own check, which tells its reason instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> str:  # type: ignore[override]
        return reason


def kept(view: View) -> View:
    """Check the form's token, and tell the view by `request.token_is_good` instead of refusing.

    The view must change nothing where it is False: it shows the form again, filled in, with a fresh token.
    """

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        check = _Check(_nothing)
        check.process_request(request)
        request.token_is_good = check.process_view(request, _nothing, (), {}) is None  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        return check.process_response(request, response)

    return csrf_exempt(checked)


def is_good(request: HttpRequest) -> bool:
    """Return whether the form's token was right (always, for a page that is only read)."""
    return bool(getattr(request, "token_is_good", False))


def private(response: HttpResponse, *, has_form: bool = False) -> HttpResponse:
    """Keep a page that belongs to one reader out of every cache and out of every other site's logs.

    From a page without any referrer a browser sends its forms with `Origin: null`, which Django refuses: a
    page with a form tells its address to our own site, and to no other.
    """
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "same-origin" if has_form else "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
