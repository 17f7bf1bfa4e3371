"""What a recognised charter would be as rows of a page, and what is doubtful in it. Pure.

Every word of the source is in a proposed row or in the remainder (a property test holds it to that).
"""

import dataclasses
import re
from collections.abc import Iterator, Sequence

from bangla import digits
from charter_pages.importing import figures, headings, officers
from charter_pages.importing.documents import tidy
from charter_pages.importing.headings import Field, Kind
from charter_pages.importing.officers import PostLine
from charter_pages.importing.recognising import Recognised, SourceRow, SourceTable

# Reasons of doubt beside those of figures and officers.
NO_NAME, TOO_LONG, LATIN, NO_LIMIT = "no_name", "too_long", "latin", "no_limit"
LONGEST = {Field.NAME: 300, Field.TIME: 200, Field.WHEN: 300, Field.WHOM: 300}
LONGEST_SERIAL, LONGEST_EXPECTATION, MOST_LEVELS = 12, 500, 3
_LETTER = r"[ক-হa-z]"
_PART = re.compile(rf"[\s(\[]*(?P<letter>{_LETTER})\s*[)\].।:]+(?=\s|$|[\u0980-\u09ff])", re.IGNORECASE)
_PART_NUMBER = re.compile(rf"\d{{1,2}}[.।]\d{{1,2}}[.।)]?|\d{{1,2}}\s*\(?{_LETTER}\)?", re.IGNORECASE)


@dataclasses.dataclass(slots=True)
class ProposedService:
    section: Kind
    # Where it stands in the source: table and row.
    place: tuple[int, int]
    number: str = ""
    is_part: bool = False
    texts: dict[Field, str] = dataclasses.field(default_factory=dict)
    time: figures.Time = dataclasses.field(default_factory=lambda: figures.Time("words"))
    fee: figures.Fee = dataclasses.field(default_factory=lambda: figures.Fee("words"))
    posts: dict[Field, officers.Guess] = dataclasses.field(default_factory=dict)
    doubts: dict[Field, tuple[str, ...]] = dataclasses.field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.texts.get(Field.NAME, "").replace("\n", " ")

    @property
    def papers(self) -> str:
        return "\n".join(filter(None, (self.texts.get(Field.PAPERS), self.texts.get(Field.PLACE))))


@dataclasses.dataclass(slots=True)
class ProposedLevel:
    place: tuple[int, int]
    number: str
    when: str
    whom: str
    address: str
    limit: str
    working_days: int | None
    post: officers.Guess
    doubts: dict[Field, tuple[str, ...]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class Proposal:
    services: list[ProposedService] = dataclasses.field(default_factory=list)
    levels: list[ProposedLevel] = dataclasses.field(default_factory=list)
    vision: str = ""
    mission: str = ""
    expectations: list[str] = dataclasses.field(default_factory=list)
    # What is placed nowhere, in the order of the source.
    remainder: list[str] = dataclasses.field(default_factory=list)

    def placed(self) -> Iterator[str]:
        """Yield every text that has a place."""
        yield from (self.vision, self.mission, *self.expectations)
        for service in self.services:
            yield service.number
            yield from service.texts.values()
        for level in self.levels:
            yield from (level.number, level.when, level.whom, level.address, level.limit)


def propose(found: Recognised, posts: Sequence[PostLine]) -> Proposal:
    """Return the rows that a recognised charter would have."""
    proposal = Proposal(vision=found.vision, mission=found.mission, remainder=list(found.left))
    for text in found.expectations:
        if len(text) > LONGEST_EXPECTATION:
            proposal.remainder.append(text)
        else:
            proposal.expectations.append(text)
    latin = frozenset(word for words in found.doubtful for word in words.split())
    for number, table in enumerate(found.tables):
        if table.kind in headings.SERVICES:
            _services(proposal, number, table, posts, latin)
        elif table.kind == Kind.GRIEVANCE:
            _levels(proposal, number, table, posts, latin)
        else:
            proposal.remainder += [cell for row in table.rows for cell in row.cells if cell]
    return proposal


def headings_of(found: Recognised) -> Iterator[str]:
    """Yield the headings that tables took up: they name the columns and tables, and are shown so."""
    yield from found.headings
    for table in found.tables:
        yield table.heading
        yield from (column.heading for column in table.columns)
        yield from table.repeated


def _texts(table: SourceTable, row: SourceRow) -> tuple[dict[Field, str], list[str]]:
    """Return what a row says in each field, and what it says in columns that hold none, or if it is left out."""
    if row.is_left_out:
        return {}, [cell for cell in row.cells if cell]
    texts: dict[Field, list[str]] = {}
    left = []
    for column, cell in zip(table.columns, row.cells, strict=True):
        if not cell:
            continue
        if column.field == Field.NONE:
            left.append(cell)
        elif cell not in texts.setdefault(column.field, []):
            texts[column.field].append(cell)
    return {field: tidy("\n".join(cells)) for field, cells in texts.items()}, left


def _services(
    proposal: Proposal, number: int, table: SourceTable, posts: Sequence[PostLine], latin: frozenset[str]
) -> None:
    name_at = [place for place, column in enumerate(table.columns) if column.field == Field.NAME]
    serial_at = [place for place, column in enumerate(table.columns) if column.field == Field.SERIAL]
    last: ProposedService | None = None
    for place, row in enumerate(table.rows):
        texts, left = _texts(table, row)
        proposal.remainder += left
        if not texts:
            continue
        goes_on = (
            last is not None
            and bool(name_at)
            and all(row.goes_on[at] for at in name_at)
            and Field.NAME in texts
        )
        if goes_on and last is not None:
            _add(last, texts)
            continue
        service = ProposedService(table.kind, (number, place), texts=texts)
        _number(service, shares_number=bool(serial_at) and all(row.goes_on[at] for at in serial_at))
        if len(service.number) > LONGEST_SERIAL:
            proposal.remainder.append(service.number)
            service.number = ""
        proposal.services.append(service)
        last = service
    for service in proposal.services:
        if service.place[0] == number:
            _weigh(service, posts, latin, proposal.remainder)


def _add(service: ProposedService, texts: dict[Field, str]) -> None:
    """Put what a row says beside a name that is merged over several rows to what stands there already."""
    for field, text in texts.items():
        said = service.texts.get(field, "")
        new = [line for line in text.split("\n") if line not in said.split("\n")]
        service.texts[field] = "\n".join(filter(None, (said, *new)))


def _number(service: ProposedService, *, shares_number: bool) -> None:
    """Take a row's number from its column or from before its name; letters, and a number shared, make it a part."""
    number = service.texts.pop(Field.SERIAL, "").replace("\n", " ")
    name = service.texts.get(Field.NAME, "")
    lettered = _PART.match(name)
    if lettered and lettered.end() < len(name) and (not number or shares_number):
        service.texts[Field.NAME] = name[lettered.end() :].strip()
        number = " ".join(filter(None, (number if not shares_number else "", lettered[0].strip())))
    plain = digits.to_ascii(number).strip()
    service.is_part = bool(
        shares_number or lettered or _PART.fullmatch(plain) or _PART_NUMBER.fullmatch(plain)
    )
    service.number = number if not (shares_number and not lettered) else ""


def _weigh(
    service: ProposedService, posts: Sequence[PostLine], latin: frozenset[str], remainder: list[str]
) -> None:
    """Read a row's figures and officers, and say what is doubtful."""
    doubts: dict[Field, list[str]] = {}
    service.time = figures.time_of(service.texts.get(Field.TIME, ""))
    service.fee = figures.fee_of(service.texts.get(Field.FEE, ""))
    if payment := service.texts.get(Field.PAYMENT):
        service.fee = dataclasses.replace(
            service.fee, words="\n".join(filter(None, (service.fee.words, payment)))
        )
    for field, doubt in ((Field.TIME, service.time.doubt), (Field.FEE, service.fee.doubt)):
        if doubt:
            doubts.setdefault(field, []).append(doubt)
    for field in (Field.RESPONSIBLE, Field.SUPERIOR):
        text = service.texts.get(field, "")
        service.posts[field] = officers.guess(text, posts)
        if doubt := service.posts[field].doubt:
            doubts.setdefault(field, []).append(doubt)
            # A row names a post and nothing else: what else was said of the officer is not lost.
            if text not in remainder:
                remainder.append(text)
    if not service.name:
        doubts.setdefault(Field.NAME, []).append(NO_NAME)
    _weigh_words(service.texts, doubts, latin)
    service.doubts = {field: tuple(found) for field, found in doubts.items()}


def _weigh_words(texts: dict[Field, str], doubts: dict[Field, list[str]], latin: frozenset[str]) -> None:
    for field, text in texts.items():
        if len(text) > LONGEST.get(field, len(text)):
            doubts.setdefault(field, []).append(TOO_LONG)
        if latin and latin.intersection(text.split()):
            doubts.setdefault(field, []).append(LATIN)


def _levels(
    proposal: Proposal, number: int, table: SourceTable, posts: Sequence[PostLine], latin: frozenset[str]
) -> None:
    for place, row in enumerate(table.rows):
        texts, left = _texts(table, row)
        proposal.remainder += left
        serial = texts.pop(Field.SERIAL, "")
        # Levels are counted; what is more than a number is kept, and so is the number of no level.
        if serial and (not texts or not re.fullmatch(r"[\W_]*\d{1,2}[\W_]*", serial)):
            proposal.remainder.append(serial)
        if not texts:
            continue
        when, limit = texts.get(Field.WHEN, ""), texts.pop(Field.LIMIT, "") or texts.pop(Field.TIME, "")
        whom = texts.get(Field.WHOM, "") or texts.pop(Field.RESPONSIBLE, "")
        time = figures.time_of(limit)
        post = officers.guess(whom, posts)
        if len(proposal.levels) >= MOST_LEVELS:
            proposal.remainder += dict.fromkeys([serial, *texts.values(), whom, limit])
            continue
        doubts: dict[Field, list[str]] = {}
        if time.kind != "working_days":
            doubts[Field.LIMIT] = [time.doubt or NO_LIMIT]
        if time.kind != "working_days" or time.words:
            # A level holds working days and no words beside them.
            proposal.remainder.append(limit)
        if post.doubt == officers.MORE_WORDS:
            proposal.remainder.append(whom)
            doubts[Field.WHOM] = [post.doubt]
        if not when:
            doubts[Field.WHEN] = [NO_NAME]
        _weigh_words(texts, doubts, latin)
        address = texts.get(Field.ADDRESS, "")
        others = [
            text for field, text in texts.items() if field not in (Field.WHEN, Field.WHOM, Field.ADDRESS)
        ]
        proposal.remainder += others
        amount = time.amount if time.kind == "working_days" else None
        proposal.levels.append(
            ProposedLevel(
                (number, place), serial, when.replace("\n", " "), whom.replace("\n", " "), address, limit, amount, post,
                {field: tuple(found) for field, found in doubts.items()},
            )
        )  # fmt: skip
