"""What may be meant by what is being typed: titles of pages and products that go on so. Nothing is kept of it."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from bangla import analysis
from portal.finding import bets, filters, rows
from publishing.pages import PUBLIC_FOR_A_WHILE
from search import objects, tables

MOST = 8
FEWEST_LETTERS = 2
LONGEST = 80


@require_safe
def show(request: HttpRequest) -> JsonResponse:
    """Answer with titles and addresses, the best first, as any cache may keep them."""
    text = request.GET.get("q", "").replace("\x00", "")[:LONGEST].strip()
    answer = JsonResponse({"suggestions": of(text, request)}, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return answer


def of(text: str, request: HttpRequest) -> list[dict[str, str]]:
    """Return what begins like what was typed, its last word unfinished; chosen answers come first."""
    terms = analysis.ask(text).terms
    if len(text) < FEWEST_LETTERS or not terms:
        return []
    groups = list(tables.words_of_terms(terms, with_sounds=True))
    prefixes: list[tuple[str, ...]] = [()] * len(groups)
    prefixes[-1] = tuple(start for start in analysis.beginnings(terms[-1]) if start)
    querysets = rows.querysets()[:2]
    kinds = [objects.content_types_of(queryset.model) for queryset in querysets]
    matches = tables.match(
        groups,
        prefixes=prefixes,
        content_type_ids=frozenset().union(*kinds),
        title_only=True,
        among=tables.Among(is_public=True, language=get_language() or "bn"),
        limit=3 * MOST,
    )
    found = objects.objects_of(matches, querysets, kinds)
    shown = [{"title": bet["title"], "url": bet["url"], "kind": ""} for bet in bets.for_words(text, request)]
    names = filters.kinds()
    for match in matches:
        thing = found.get((match.content_type_id, match.object_id))
        if thing is not None:
            url = thing.get_url(request) if isinstance(thing, Page) else thing.get_absolute_url()
            shown.append({"title": thing.title, "url": url, "kind": str(names.get(match.kind, ""))})
    first = {each["title"]: each for each in reversed(shown)}
    return [each for each in shown if first[each["title"]] is each][:MOST]
