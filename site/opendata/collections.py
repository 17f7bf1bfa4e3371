"""What is published, collection by collection: how each is asked, ordered and read. Addresses and OpenAPI follow it."""

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel

from charter_pages.models import Decision, LetterPage, MinutesPage, PracticeReportPage
from opendata import asking, charters, keyset, offices, papers, public, schemas
from opendata.keyset import Step
from publishing.models import Withdrawal
from publishing.pages import Published, guards

# A file is read so many rows at a time, whatever its length.
AT_A_TIME = 250
# So many charters have services for a page of a list, as a rule; where they have fewer, the page is shorter.
CHARTERS_AT_A_TIME = 12


@dataclasses.dataclass(frozen=True)
class Part:
    """Some items of a collection, and the place behind the last one where more follow."""

    items: Sequence[BaseModel]
    place: Sequence[Any] | None


@dataclasses.dataclass(frozen=True)
class Collection:
    """One kind of thing. `found` narrows to what was asked, `read` makes of rows what is published of them."""

    name: str
    title: Any
    about: Any
    item: type[BaseModel]
    asks: type[Any]
    steps: Sequence[Step]
    found: Callable[[Any], QuerySet[Any]]
    columns: Sequence[str]
    read: Callable[..., Sequence[BaseModel]]
    # By what an item is asked for by itself; empty where it is none.
    key: str = ""

    def part(self, asked: Any, place: Sequence[Any] | None, limit: int, *, whole: bool = True) -> Part:
        """Return the items behind a place, from the beginning without one."""
        found = self._listed(self.found(asked))
        if place is not None:
            found = found.filter(keyset.behind(self.steps, place))
        rows = list(found[: limit + 1])
        shown = rows[:limit]
        following = keyset.place_of(self.steps, shown[-1]) if len(rows) > limit else None
        return Part(self.read(shown, whole=whole), following)

    def one(self, asked: Any, key: Any) -> BaseModel | None:
        rows = list(self._listed(self.found(asked).filter(**{self.key: key}))[:1])
        return self.read(rows)[0] if rows else None

    def every(self, asked: Any) -> Iterator[BaseModel]:
        """Yield all items without what hangs on them, in memory that does not grow with their number."""
        place: Sequence[Any] | None = None
        while True:
            part = self.part(asked, place, AT_A_TIME, whole=False)
            yield from part.items
            if part.place is None:
                return
            place = part.place

    def _listed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by(*keyset.order(self.steps)).values(*self.columns)


class Services(Collection):
    """Rows of charters exist only as they are read: so charters are paged, and within one its rows are counted."""

    def part(self, asked: Any, place: Sequence[Any] | None, limit: int, *, whole: bool = True) -> Part:
        steps = self.steps[:-1]
        begun, given = (list(place[:-1]), place[-1]) if place is not None else (None, 0)
        found = self._listed(self.found(asked))
        if begun is not None:
            # The charter in which the page before ended comes first, once more.
            found = found.filter(keyset.at(steps, begun) | keyset.behind(steps, begun))
        rows = list(found[: CHARTERS_AT_A_TIME + 1])
        read, addresses = rows[:CHARTERS_AT_A_TIME], public.Addresses()
        items: list[BaseModel] = []
        for each in charters.read(read):
            here = keyset.place_of(steps, each.row)
            lines = [line for line in charters.services(each, addresses) if _is_asked_for(line, asked)]
            begins = given if here == begun else 0
            room = limit - len(items)
            items += lines[begins : begins + room]
            if len(lines) > begins + room:
                return Part(items, [*here, begins + room])
        more = len(rows) > len(read)
        return Part(items, [*keyset.place_of(steps, read[-1]), ALL_OF_IT] if more else None)

    def _listed(self, found: QuerySet[Any]) -> QuerySet[Any]:
        return found.order_by(*keyset.order(self.steps[:-1])).values(*self.columns)


# More rows than any charter has.
ALL_OF_IT = 100_000


def _is_asked_for(line: schemas.Service, asked: Any) -> bool:
    return (not asked.section or line.section == asked.section) and (
        not asked.task or line.task == asked.task
    )


NEWEST_FIRST = (Step("published_on", keyset.DAY, descending=True), Step("translation_key", keyset.KEY))


def _narrowed(pages: Callable[[str], QuerySet[Any]]) -> Callable[[Any], QuerySet[Any]]:
    """Return what finds, of the pages in a language, those that are asked for, each with its office's code."""

    def found(asked: Any) -> QuerySet[Any]:
        return public.narrowed(pages(asked.language), asked).annotate(**public.OFFICE)

    return found


def _decisions(asked: Any) -> QuerySet[Any]:
    """Return the rows of minutes that can be read. What became of them is not told here."""
    readable = public.narrowed(public.pages(MinutesPage, asked.language), asked)
    of_page = ("url_path", "language", "alias_of_id", "fiscal_year", "meeting_on", "memo_key", "published_on")
    return Decision.objects.filter(page__in=readable.values("pk")).annotate(
        **{name: F(f"page__{name}") for name in of_page},
        minutes_key=F("page__translation_key"),
        office_code=F("page__office__code"),
        changed_at=public.changed_at("page__"),
        place=Coalesce("sort_order", Value(0)),
    )


def _withdrawn(asked: Any) -> QuerySet[Any]:
    since = asking.chosen(asked).get("changed_since")
    return withdrawn().filter(withdrawn_at__gte=asking.instant_of(since)) if since else withdrawn()


def withdrawn() -> QuerySet[Withdrawal]:
    """Return what was withdrawn and not given back, of pages that anybody could read."""
    return Withdrawal.objects.filter(~guards("page__path"), restored_at__isnull=True)


def _read_withdrawn(rows: Any, *, whole: bool = True) -> list[schemas.Withdrawn]:
    return [
        schemas.Withdrawn(
            id=row["translation_key"],
            **{name: row[name] for name in ("withdrawn_at", "reason_bn", "reason_en")},
        )
        for row in rows
    ]


def _of_papers(model: type[Published], *, columns: Sequence[str], **told: Any) -> Collection:
    """Return the collection of a kind of paper: its pages, the newest first, each known by its translation key."""
    return Collection(
        **told,
        steps=NEWEST_FIRST,
        found=_narrowed(functools.partial(public.pages, model)),
        columns=(*columns, "office_code"),
        key="translation_key",
    )


CHARTER_STEPS = (Step("office_code", keyset.code), Step("translation_key", keyset.KEY))

COLLECTIONS: tuple[Collection, ...] = (
    Collection(
        name="offices",
        title=_("Offices"),
        about=_(
            "Headquarters, divisional offices and prisons: names, addresses, telephones, visiting hours."
        ),
        item=schemas.Office,
        asks=asking.Asked,
        steps=(Step("office_code", keyset.code),),
        found=_narrowed(offices.pages),
        columns=offices.COLUMNS,
        read=offices.read,
        key="office_code",
    ),
    Collection(
        name="charters",
        title=_("Citizen charters"),
        about=_("What each office promises as it holds today, and whom to turn to when a service fails."),
        item=schemas.Charter,
        asks=asking.AskedOfQuarters,
        steps=CHARTER_STEPS,
        found=_narrowed(charters.pages),
        columns=(*charters.COLUMNS, "office_code"),
        read=charters.charters,
        key="translation_key",
    ),
    Services(
        name="services",
        title=_("Services of the charters"),
        about=_(
            "Each service at each office: how it is given, with which papers, at what price, how fast, by whom."
        ),
        item=schemas.Service,
        asks=asking.AskedOfServices,
        steps=(*CHARTER_STEPS, Step("given", keyset.number)),
        found=_narrowed(charters.pages),
        columns=(*charters.COLUMNS, "office_code"),
        read=charters.charters,
    ),
    _of_papers(
        MinutesPage,
        name="minutes",
        title=_("Minutes"),
        about=_("Minutes of meetings as issued, with agenda, decisions and memo number."),
        item=schemas.Minutes,
        asks=asking.AskedOfMinutes,
        columns=papers.MINUTES,
        read=papers.minutes,
    ),
    Collection(
        name="decisions",
        title=_("Decisions of meetings"),
        about=_("Each decision with its number as printed, and the minutes that it stands in."),
        item=schemas.Decision,
        asks=asking.AskedOfMinutes,
        steps=(
            Step("published_on", keyset.DAY, descending=True),
            Step("minutes_key", keyset.KEY),
            Step("place", keyset.number),
            Step("translation_key", keyset.KEY),
        ),
        found=_decisions,
        columns=papers.DECISIONS,
        read=papers.decisions,
        key="translation_key",
    ),
    _of_papers(
        LetterPage,
        name="letters",
        title=_("Letters"),
        about=_("Official letters as issued."),
        item=schemas.Letter,
        asks=asking.AskedOfPapers,
        columns=papers.LETTER,
        read=papers.letters,
    ),
    _of_papers(
        PracticeReportPage,
        name="practices",
        title=_("Best-practice reports"),
        about=_("What offices do well, with figures before and after."),
        item=schemas.Practice,
        asks=asking.AskedOfPractices,
        columns=papers.PRACTICE,
        read=papers.practices,
    ),
    Collection(
        name="withdrawn",
        title=_("Withdrawn papers"),
        about=_("What was taken back, and why: whoever keeps a copy deletes it."),
        item=schemas.Withdrawn,
        asks=asking.AskedOfWithdrawn,
        steps=(Step("withdrawn_at", keyset.INSTANT, descending=True), Step("translation_key", keyset.KEY)),
        found=_withdrawn,
        columns=("translation_key", "withdrawn_at", "reason_bn", "reason_en"),
        read=_read_withdrawn,
    ),
)
