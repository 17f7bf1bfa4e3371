"""Language from the path, for pages; staff's and providers' addresses have none and get no redirect into one."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware

WITHOUT_LANGUAGE = ("/admin/", "/payments/", "/documents/", "/media/", "/health/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's, except that a 404 there stays a 404: Wagtail's pages take every path, so Django would redirect."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 404 and request.path_info.startswith(WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)
