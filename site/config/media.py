"""Renditions and stripped pictures, served to anybody. Nothing else lies under /media/."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.views.static import serve

# A picture's name changes when its bytes do.
A_YEAR = 365 * 24 * 3600


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one file; a host in front of us (a CDN, nginx) may serve the folder instead."""
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if isinstance(response, FileResponse):
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
