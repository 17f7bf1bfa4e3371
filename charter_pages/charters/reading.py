"""From the database to a charter as its reader meets it: the office's rows and headquarters', each with its officer
of today. One page, or all of a sort at once, in the same few queries.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Subquery
from django.utils import translation
from django.utils.translation import gettext, ngettext

from bangla import digits, numbers
from charter_pages import quarters
from charter_pages.charters import fetching, inheriting, posts
from charter_pages.charters.content import Charter, Level, Line, Officer
from charter_pages.charters.fetching import Rows
from charter_pages.charters.inheriting import EffectiveRow, Origin
from charter_pages.charters.posts import Posts
from charter_pages.models import CharterPage, MasterCharterPage, MasterService, Post, Service, ServiceRow
from offices.models import Office

PARTS = {"bn": "কখগঘঙচছজঝঞটঠডঢণ", "en": "abcdefghijklmno"}
# In which columns an office may say something else than headquarters.
COMPARED = ("name", "method", "papers", "fee", "time")
SHARED_WORDS = ("vision_text", "mission_text")


@dataclasses.dataclass(frozen=True)
class Shared:
    """What a charter takes over: a master with its rows, headquarters' vision and mission, posts fetched already."""

    master: MasterCharterPage | None = None
    rows: Rows = dataclasses.field(default_factory=Rows)
    words: Mapping[str, str] = dataclasses.field(default_factory=dict)
    posts: Sequence[Post] | None = None


def read(page: CharterPage, found: Sequence[Post] | None = None) -> Charter:
    """Return the charter of a page, whether its rows come from the database or from a draft.

    It is in the language of the page's words, whatever the language of the screen. `found`: the posts of its office
    and of those above it, where they are at hand.
    """
    master = master_of(page)
    ids = [found.pk for found in (page, master) if found is not None and found.pk is not None]
    fetched = fetching.of_pages(ids)
    own = fetching.of(page, fetched.get(page.pk, Rows()))
    if master is not None:
        words = {field: getattr(master, f"shared_{field}") or "" for field in SHARED_WORDS}
    else:
        complete = all(getattr(page, field) for field in SHARED_WORDS)
        words = {} if complete else shared_words().get(page.text_language, {})
    return assemble(page, own, Shared(master, fetched[master.pk] if master else Rows(), words, found))


def read_all(pages: Sequence[CharterPage]) -> list[Charter]:
    """Return the charters of pages as they stand in the database, in as many queries as one takes."""
    return [assemble(page, own, shared) for page, own, shared in _gathered(pages)]


def naming(pages: Sequence[CharterPage], post: Post) -> list[CharterPage]:
    """Return of the pages those that name a post: in a row or a level, by itself or as the kind that is meant."""
    found = []
    for page, own, shared in _gathered(pages):
        rows = [
            each.row for each in inheriting.effective(shared.rows.services, own.services) if each.is_offered
        ]
        rows += own.grievance_levels or shared.rows.grievance_levels
        held = Posts(page, rows, shared.posts)
        named = (held.post(row, name) for row in rows for name in posts.NAMES)
        if any(each is not None and each.pk == post.pk for each in named):
            found.append(page)
    return found


def _gathered(pages: Sequence[CharterPage]) -> Iterator[tuple[CharterPage, Rows, Shared]]:
    """Yield each page with its own rows and with what it takes over, all of it fetched at once."""
    masters = list(MasterCharterPage.objects.live())
    rows = fetching.of_pages([*(page.pk for page in pages), *(master.pk for master in masters)])
    words = shared_words()
    offices = Office.objects.select_related(quarters.ABOVE).in_bulk(
        {page.office_id for page in pages if page.office_id}
    )
    ids = set().union(*(posts.named_by([*each.services, *each.grievance_levels]) for each in rows.values()))
    found = posts.fetch({above for office in offices.values() for above in posts.chain(office)}, ids)
    by_office = posts.by_office(found)
    for page in pages:
        if page.office_id:
            page.office = offices[page.office_id]
        master = among(masters, page)
        own = rows[page.pk]
        near = posts.near(by_office, page.office, posts.named_by([*own.services, *own.grievance_levels]))
        yield (
            page,
            own,
            Shared(master, rows[master.pk] if master else Rows(), words.get(page.text_language, {}), near),
        )


def assemble(page: CharterPage, own: Rows, shared: Shared) -> Charter:
    """Return the charter of a page, of its own rows and of what it takes over."""
    rows = inheriting.effective(shared.rows.services, own.services)
    levels = own.grievance_levels or shared.rows.grievance_levels
    held = Posts(page, [*(row.row for row in rows), *levels], shared.posts)
    language = page.text_language
    with translation.override(language):
        return Charter(
            title=page.title,
            office=held.office.name if held.office else "",
            language=language,
            vision=words_of(page, shared, "vision_text"),
            mission=words_of(page, shared, "mission_text"),
            warning=page.warning or (shared.master.warning if shared.master else ""),
            lines=tuple(_lines(rows, held, language, counted=shared.master is not None)),
            expectations=tuple(row.text for row in [*shared.rows.expectations, *own.expectations]),
            levels=tuple(
                Level(
                    when=row.when,
                    working_days=row.working_days,
                    officer=held.officer(row, "whom"),
                    whom=row.whom_text,
                    address=row.address,
                )
                for row in levels
            ),
        )


def read_master(master: MasterCharterPage) -> Charter:
    """Return a master as a charter: where an office has an officer, it names the kind of post."""
    rows = fetching.of(master)
    language = master.text_language
    with translation.override(language):
        return Charter(
            title=master.title,
            office="",
            language=language,
            vision=master.vision_text,
            mission=master.mission_text,
            warning=master.warning,
            lines=tuple(_lines(inheriting.effective(rows.services, []), Kinds(), language, counted=True)),
            expectations=tuple(row.text for row in rows.expectations),
            levels=tuple(
                Level(
                    when=row.when,
                    working_days=row.working_days,
                    officer=Kinds().officer(row, "whom"),
                    whom=row.whom_text,
                    address=row.address,
                )
                for row in rows.grievance_levels
            ),
        )


class Kinds:
    """In the place of officers: the kinds of post that a master names."""

    def officer(self, row: Any, name: str) -> Officer | None:
        role = getattr(row, f"{name}_role", "")
        return Officer(title=str(Post.Role(role).label)) if role else None


def master_of(page: CharterPage) -> MasterCharterPage | None:
    """Return the live master that a page follows; None where it writes all rows itself.

    It is the one in the page's language, or the Bangla one as long as nobody has translated it.
    """
    sort = sort_of(page)
    if not sort:
        return None
    # Headquarters' vision and mission come with it, in the page's language.
    above = CharterPage.objects.live().filter(office__kind=Office.Kind.HQ, language=page.text_language)
    with_words = {f"shared_{field}": Subquery(above.values(field)[:1]) for field in SHARED_WORDS}
    return among(list(MasterCharterPage.objects.live().filter(applies_to=sort).annotate(**with_words)), page)


def among(masters: Iterable[MasterCharterPage], page: CharterPage) -> MasterCharterPage | None:
    """Return which of the masters a page follows."""
    sort = sort_of(page)
    found = {master.language: master for master in masters if master.applies_to == sort}
    return found.get(page.text_language) or found.get("bn")


def sort_of(page: CharterPage) -> str:
    """Return the sort of master that a page follows; empty where it follows none."""
    office = quarters.office_of(page) if page.follows_master else None
    return MasterCharterPage.sort_of(office) if office else ""


def shared_words() -> dict[str, dict[str, str]]:
    """Return headquarters' vision and mission by language: they are written once for all offices."""
    above = CharterPage.objects.live().filter(office__kind=Office.Kind.HQ)
    return {row["language"]: row for row in above.values("language", *SHARED_WORDS)}


def words_of(page: CharterPage, shared: Shared, field: str) -> str:
    """Return an office's own vision or mission, else that of its master, else headquarters'."""
    return getattr(page, field) or getattr(shared.master, field, "") or shared.words.get(field, "")


def _lines(
    rows: Sequence[EffectiveRow[MasterService, Service]], held: Posts | Kinds, language: str, *, counted: bool
) -> list[Line]:
    shown = [row.row for row in rows if row.origin != Origin.WITHHELD]
    serials = iter(inheriting.serials(shown))
    lines = []
    for each in rows:
        row = each.row
        number = "" if each.origin == Origin.WITHHELD else serial(next(serials), language)
        words = words_of_row(row, language)
        lines.append(
            Line(
                key=str((each.headquarters or row).translation_key),
                section=row.section,
                # A charter that follows no master keeps the numbers that were typed.
                number=number if counted or not row.number else row.number,
                is_part=row.is_part,
                task=row.task,
                **words,
                origin=each.origin,
                officer=held.officer(row, "responsible"),
                superior=held.officer(row, "superior"),
                headquarters=_other_words(each, words, language),
                withheld_because=each.own.withheld_because if each.own else "",
                figures={
                    name: getattr(row, name)
                    for name in ("time_kind", "time_amount", "fee_kind", "fee_poisha")
                },
            )
        )
    return lines


def _other_words(
    each: EffectiveRow[MasterService, Service], own: Mapping[str, str], language: str
) -> dict[str, str]:
    """Return what headquarters says in the columns in which an office says something else."""
    if each.origin != Origin.OVERRIDE or each.headquarters is None:
        return {}
    theirs = words_of_row(each.headquarters, language)
    return {name: theirs[name] for name in COMPARED if theirs[name] != own[name]}


def words_of_row(row: ServiceRow, language: str) -> dict[str, str]:
    """Return the columns of a row in words; figures become words of the active language."""
    return {
        "name": row.name,
        "method": row.method,
        "papers": row.papers,
        "fee": fee_words(row, language),
        "time": time_words(row, language),
    }


def fee_words(row: ServiceRow, language: str) -> str:
    """Return a price in words: "বিনামূল্যে", "৳২০", each followed by the words beside it."""
    match row.fee_kind:
        case ServiceRow.Fee.FREE:
            said = gettext("Free")
        case ServiceRow.Fee.MONEY if row.fee_poisha is not None:
            said = numbers.taka(row.fee_poisha, language)
        case _:
            return row.fee
    return _beside(said, row.fee)


def time_words(row: ServiceRow, language: str) -> str:
    """Return a time limit in words: "৩ ঘণ্টা", "৭ কার্যদিবস", "তাৎক্ষণিক", each followed by the words beside it."""
    count = row.time_amount or 0
    shown = {"number": digits.in_language(count, language)}
    match row.time_kind:
        case ServiceRow.Time.AT_ONCE:
            said = gettext("At once")
        case ServiceRow.Time.HOURS if count:
            said = ngettext("%(number)s hour", "%(number)s hours", count) % shown
        case ServiceRow.Time.WORKING_DAYS if count:
            said = ngettext("%(number)s working day", "%(number)s working days", count) % shown
        case _:
            return row.time_limit
    return _beside(said, row.time_limit)


def _beside(said: str, words: str) -> str:
    return f"{said} ({words})" if words else said


def serial(counted: tuple[int, int], language: str) -> str:
    """Return a row's number as papers print it: "১", and "(ক)" for the first part of a service."""
    number, part = counted
    if not part:
        return digits.in_language(number, language)
    letters = PARTS.get(language, PARTS["en"])
    return f"({letters[part - 1]})" if part <= len(letters) else f"({digits.in_language(part, language)})"


def officers_of_levels(page: CharterPage) -> list[tuple[Post | None, Any]]:
    """Return the levels of redress of a charter with their posts, for those who send complaints there."""
    master = master_of(page)
    levels = fetching.of(page).grievance_levels or (fetching.of(master).grievance_levels if master else [])
    held = Posts(page, levels)
    return [(held.post(row, "whom"), row) for row in levels]
