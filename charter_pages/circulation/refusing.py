"""What a road that knows nothing of corrigenda says when a paper would change in silence: the reason, and the form."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from charter_pages.circulation.corrigenda import Unexplained


class AskForTheReason:
    """Middleware: approving, publishing many at once and the like lead to the paper's form, with what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unexplained) or not request.path_info.startswith("/admin/"):
            return None
        messages.error(request, " ".join(exception.messages))
        return redirect("wagtailadmin_pages:edit", exception.page_id)
