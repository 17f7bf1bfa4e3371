"""Addresses below a charter's own, public like it: its history, each version as it stood, that version's paper, and
what changed between two versions.

    <charter>/history/
    <charter>/versions/3/
    <charter>/versions/3/pdf/
    <charter>/versions/3/since/1/
"""

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.url_routing import RouteResult

from charter_pages.sheets import PDF
from printing import paper, pdf
from publishing.pages import Published

# A version has one address: no leading zero, no digits of another script.
NUMBER = re.compile(r"[1-9][0-9]{0,5}")

if TYPE_CHECKING:
    Base = Published
else:
    Base = object


@dataclasses.dataclass(frozen=True)
class Asked:
    """What an address below a charter's asks for: its history, where no version is named."""

    number: int | None = None
    since: int | None = None
    as_pdf: bool = False


def read(path_components: list[str]) -> Asked | None:
    """Return what the rest of an address asks for, None where it is none of ours."""
    if path_components[2:] == [PDF] and (paper_of := read(path_components[:2])):
        return dataclasses.replace(paper_of, as_pdf=True)
    if not all(NUMBER.fullmatch(each) for each in path_components[1::2]):
        return None
    match path_components:
        case ["history"]:
            return Asked()
        case ["versions", number]:
            return Asked(int(number))
        case ["versions", number, "since", since]:
            return Asked(int(number), since=int(since))
    return None


class WithHistory(Base):
    """Mixed in before Sheet."""

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        if self.live and (asked := read(path_components)):
            return RouteResult(self, kwargs={"asked": asked})
        return super().route(request, path_components)

    def serve(
        self, request: HttpRequest, *args: Any, asked: Asked | None = None, **kwargs: Any
    ) -> HttpResponse:
        if asked is None:
            return super().serve(request, *args, **kwargs)
        # What reads versions knows the models, so that the models cannot name it at import.
        from charter_pages.charters import past

        context = super().get_context(request)
        if asked.number is None:
            template, told = "versions", past.history(self, request)  # type: ignore[arg-type]
        elif asked.since is not None:
            template, told = "versions_between", past.between(self, asked.since, asked.number)  # type: ignore[arg-type]
        else:
            template, told = "versions_one", past.version(self, asked.number)  # type: ignore[arg-type]
        context |= told
        if not asked.as_pdf:
            page = TemplateResponse(request, f"charter_pages/{template}.html", context)
            return self.for_caches(request, page)
        made = paper.respond("printing/charter_version.html", context, name=f"{self.slug}-{asked.number}")
        return made if made.status_code >= 500 else self.for_caches(request, made)

    @property
    def history_url(self) -> str:
        return f"{self.url}history/" if self.url else ""

    def version_url(self, number: int) -> str:
        """Return the address of one version."""
        return f"{self.url}versions/{number}/"

    def between_url(self, since: int, number: int) -> str:
        """Return the address of what changed from one version to a later one."""
        return f"{self.version_url(number)}since/{since}/"

    def version_pdf_url(self, number: int) -> str:
        return f"{self.version_url(number)}{PDF}/" if pdf.available() else ""
