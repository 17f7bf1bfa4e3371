"""What may be meant by what is being typed: titles of pages and products that go on so. Nothing is kept of it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from bangla import analysis
from language.spoken import active
from portal.finding import bets, filters, rows
from publishing.pages import PUBLIC_FOR_A_WHILE
from search import objects, tables
from shop.storefront.models import Listing

MOST = 8
FEWEST_LETTERS = 2
LONGEST = 80


@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """Answer with titles and addresses, the best first, as any cache may keep them."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    answer = JsonResponse({"suggestions": of(text)}, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return answer


def of(text: str) -> list[dict[str, str]]:
    """Return what begins like what was typed, its last word unfinished; chosen answers come first."""
    terms = analysis.ask(text).terms
    if len(text) < FEWEST_LETTERS or not terms:
        return []
    groups = list(tables.words_of_terms(terms, with_sounds=True))
    prefixes: list[tuple[str, ...]] = [()] * len(groups)
    prefixes[-1] = tuple(start for start in analysis.beginnings(terms[-1]) if start)
    models = (Page, Listing)
    matches = tables.match(
        groups,
        prefixes=prefixes,
        content_type_ids=frozenset().union(*map(objects.content_types_of, models)),
        title_only=True,
        among=tables.Among(is_public=True, language=active()),
        limit=3 * MOST,
    )
    found = objects.shown(matches, models, rows.public)
    shown = [{"title": bet["title"], "url": bet["url"], "kind": ""} for bet in bets.for_words(text)]
    names = filters.kinds()
    for match in matches:
        thing = found.get((match.content_type_id, match.object_id))
        if thing is not None:
            url = thing.url if isinstance(thing, Page) else thing.get_absolute_url()
            shown.append({"title": thing.title, "url": url, "kind": str(names.get(match.kind, ""))})
    first = {each["title"]: each for each in reversed(shown)}
    return [each for each in shown if first[each["title"]] is each][:MOST]
