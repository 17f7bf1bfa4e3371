"""Addresses below a paper's own, public like it: what it said before it was corrected, and that text's PDF.

<paper>/versions/1/
<paper>/versions/1/pdf/
"""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from charter_pages.charters import addresses
from charter_pages.sheets import PDF
from printing import paper, pdf
from publishing.pages import Published

if TYPE_CHECKING:
    Base = Published
else:
    Base = object


class WithFormer(Base):
    """Mixed in before Sheet: the paper with its corrigenda, and its former texts at addresses of their own."""

    # What a subclass says of its template: of the page, and of its paper.
    pdf_template: str

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        asked = addresses.read(path_components)
        if self.live and asked is not None and asked.number is not None and asked.since is None:
            return RouteResult(self, kwargs={"asked": asked})
        return super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # What reads versions knows the models, so that the models cannot name it at import.
        from charter_pages.circulation import past

        context = super().get_context(request, *args, **kwargs)
        return {**context, **past.today(self, context)}  # type: ignore[arg-type]

    def serve(
        self, request: HttpRequest, *args: Any, asked: addresses.Asked | None = None, **kwargs: Any
    ) -> HttpResponse:
        from charter_pages.circulation import content

        for relation in content.rows_of(type(self)):  # type: ignore[arg-type]
            # Once for all who read the rows: the paper, its citations, its corrigenda.
            getattr(self, relation).get_object_list()
        if asked is None or asked.number is None:
            return super().serve(request, *args, **kwargs)
        from charter_pages.circulation import past

        context = {**self.get_context(request), **past.former(self, asked.number)}  # type: ignore[arg-type]
        if not asked.as_pdf:
            page = TemplateResponse(request, "charter_pages/paper_former.html", context)
            return self.for_caches(request, page)
        made = paper.respond(self.pdf_template, context, name=f"{self.slug}-{asked.number}")
        return made if made.status_code >= 500 else self.for_caches(request, made)

    def version_url(self, number: int) -> str:
        """Return the address of one former text."""
        return f"{self.url}versions/{number}/"

    def version_pdf_url(self, number: int) -> str:
        return f"{self.version_url(number)}{PDF}/" if pdf.available() else ""
