"""Language from the path, for pages; staff's and providers' addresses have none and get no redirect into one."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

# Says by itself what language it is in, and is the same whatever language a reader's browser asks for.
OPEN_DATA = "/api/"
STAFFS = "/admin/"
WITHOUT_LANGUAGE = (STAFFS, "/payments/", "/documents/", "/media/", "/health/", OPEN_DATA)


class LanguageMiddleware(LocaleMiddleware):
    """Django's, except that a 404 there stays a 404: Wagtail's pages take every path, so Django would redirect."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(OPEN_DATA):
            return response
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class StaffLanguage:
    """Answers staff in the language that they chose from beginning to end.

    Wagtail does so for its views alone: what a middleware, an error page or a refusal says would be in Bangla always.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        profile = (
            getattr(request.user, "wagtail_userprofile", None)
            if request.path_info.startswith(STAFFS)
            else None
        )
        if profile is None:
            return self.get_response(request)
        with translation.override(profile.get_preferred_language()):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
            return response
