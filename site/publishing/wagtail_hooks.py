"""Documents are given to those who may read them."""

from django.http import Http404, HttpRequest
from wagtail import hooks

from publishing import reading
from publishing.models import PortalDocument


@hooks.register("before_serve_document")
def ask_who_reads(document: PortalDocument, request: HttpRequest) -> None:
    if not reading.may_read(request, document):
        # Not 403: that a paper exists is told to nobody.
        raise Http404
