"""Pages that are papers in official life: the same data at `<address>pdf/`, in the official layout."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from wagtail.url_routing import RouteResult

from printing import paper, pdf
from publishing.pages import Published

PDF = "pdf"

if TYPE_CHECKING:
    Base = Published
else:
    Base = object


class Sheet(Base):
    """Mixed in before Published; a subclass names the template of its paper."""

    pdf_template = ""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if path_components == [PDF] and self.live:
            return RouteResult(self, kwargs={"as_pdf": True})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, as_pdf: bool = False, **kwargs: Any) -> HttpResponse:
        if not as_pdf:
            return super().serve(request, *args, **kwargs)
        made = paper.respond(self.pdf_template, self.get_context(request), name=self.slug)
        return made if made.status_code >= 500 else self.for_caches(request, made)

    @property
    def pdf_url(self) -> str:
        """Return where the paper is, empty where this server cannot set type."""
        return f"{self.url}{PDF}/" if self.url and pdf.available() else ""
