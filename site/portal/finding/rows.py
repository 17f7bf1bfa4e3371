"""How each answer is shown: a page, a product, a decision, a file."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from bangla import digits
from charter_pages.circulation.models import PaperVersion
from charter_pages.models import Decision
from charter_pages.papers import register
from language.spoken import active
from portal.models import PublishedFile
from publishing.pages import for_readers, guarded_paths, stands_below
from search import query
from shop.storefront.models import Listing

WORDS_OF_A_DECISION = 14


# What readers may find.
MODELS: tuple[type[Model], ...] = (Page, Listing, Decision, PublishedFile)


def public(model: type[Any]) -> QuerySet[Any]:
    """Return what readers may have now of one of the models, in the language of the page."""
    if model is Listing:
        return Listing.objects.public().for_cards()
    if model is Decision:
        decisions: Any = Decision.objects.filter(page__live=True, page__language=active())
        return decisions.exclude(stands_below(guarded_paths(), "page__path")).select_related("page")
    if model is PublishedFile:
        return PublishedFile.objects.public().select_related("document", "page").defer("text")
    return for_readers(active())


def of(found: query.Found) -> list[dict[str, Any]]:
    """Return the answers of a page as the template shows them."""
    above = titles_above([_page_of(hit.object) for hit in found.hits if not isinstance(hit.object, Listing)])
    rows = []
    for hit in found.hits:
        thing = hit.object
        if isinstance(thing, Listing):
            rows.append(_product(hit, found))
        elif isinstance(thing, Decision):
            rows.append(_decision(hit, found, above))
        elif isinstance(thing, PublishedFile):
            rows.append(_file(hit, found, above))
        else:
            rows.append(_page(hit, found, above))
    return rows


def bearers(text: str) -> list[dict[str, Any]]:
    """Return the papers that bear the number that was typed, or whose corrigendum does: they stand above all that
    name it.
    """
    language = active()
    pages = {page.pk: page for page in register.asked_for(text, language)}
    corrected = {page.pk: page for page in _corrected_by(text, language)}
    above = titles_above([*pages.values(), *corrected.values()])
    return [
        {
            "url": page.url,
            "lang": _words_in(page),
            "title": page.title,
            "kind": _("Corrigendum") if page.pk in corrected else _kind(page),
            "above": above.get(page.pk, ""),
        }
        for page in (pages | corrected).values()
    ]


def _corrected_by(text: str, language: str) -> list[Page]:
    """Return the published papers of which a corrigendum bears the number that was typed."""
    keys = register.keys_of(text)
    if not keys:
        return []
    rows = PaperVersion.objects.filter(memo_number__regex=_ending_like(keys))
    numbers = rows.values_list("memo_number", "page__translation_key")
    papers = {paper for number, paper in numbers if register.key_of(number) in keys}
    return list(for_readers(language).filter(translation_key__in=papers)) if papers else []


def _ending_like(keys: Collection[str]) -> str:
    """Return an expression for the numbers that have the serial of one of the keys, in either digits: what is typed
    of a corrigendum is kept as it was typed, and most are told apart by it.
    """
    serials = {key.partition("-")[2].partition("/")[0] for key in keys}
    return "|".join("".join(f"[{digit}{digits.to_bangla(digit)}]" for digit in serial) for serial in serials)


def titles_above(pages: Sequence[Page]) -> dict[int, str]:
    """Return the title of the page above each, mostly the office's, in one query."""
    paths = {page.pk: page.path[: -Page.steplen] for page in pages if page.depth > 3}
    titles = (
        dict(Page.objects.filter(path__in=set(paths.values())).values_list("path", "title")) if paths else {}
    )
    return {pk: titles.get(path, "") for pk, path in paths.items()}


def _page_of(thing: Any) -> Page:
    page: Page = thing if isinstance(thing, Page) else thing.page
    return page


def _kind(page: Page) -> Any:
    return getattr(page.specific_class, "kind_label", "")


def _words_in(page: Page) -> str:
    """Return the language of a page's words where it is not that of the tree that it stands in (`text_language`)."""
    return "bn" if page.alias_of_id and active() != "bn" else ""


def _page(hit: query.Hit, found: query.Found, above: dict[int, str]) -> dict[str, Any]:
    page: Page = hit.object
    return {
        "url": page.url,
        "lang": _words_in(page),
        "title": found.mark(page.title),
        "kind": _kind(page),
        "above": above.get(page.pk, ""),
        "date": page.first_published_at,
        "snippet": hit.snippet,
    }


def _decision(hit: query.Hit, found: query.Found, above: dict[int, str]) -> dict[str, Any]:
    decision: Decision = hit.object
    page: Page = decision.page
    text = Truncator(decision.text).words(WORDS_OF_A_DECISION)
    return {
        "url": f"{page.url}#decisions-title",
        "lang": _words_in(page),
        "title": found.mark(f"{decision.number} {text}".strip()),
        "kind": _("Decision"),
        "above": " · ".join(filter(None, [page.title, above.get(page.pk, "")])),
        "date": page.first_published_at,
        "snippet": hit.snippet,
    }


def _file(hit: query.Hit, found: query.Found, above: dict[int, str]) -> dict[str, Any]:
    file: PublishedFile = hit.object
    return {
        "url": file.document.url,
        "title": found.mark(file.title),
        "kind": f"{_('Document file')} · {file.document.file_extension.upper()}",
        "above": " · ".join(filter(None, [file.page.title, above.get(file.page_id, "")])),
        "snippet": hit.snippet,
    }


def _product(hit: query.Hit, found: query.Found) -> dict[str, Any]:
    listing: Listing = hit.object
    return {
        "url": listing.get_absolute_url(),
        "title": found.mark(listing.title),
        "kind": _("Product"),
        "above": listing.office.name,
        "price_poisha": listing.price_poisha,
        "sold_out": listing.units_left == 0,
        "snippet": found.mark(listing.summary),
        "picture": listing.picture,
    }
