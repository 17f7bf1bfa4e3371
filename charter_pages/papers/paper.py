"""What is read out of a paper: plain rows, in the paper's own words and order. Pure."""

import dataclasses
import datetime
import enum


class Kind(enum.StrEnum):
    MINUTES = "minutes"
    LETTER = "letter"
    NOTICE = "notice"
    NEWS = "news"
    PROGRAMME = "programme"
    REPORT = "report"
    CHARTER = "charter"
    OTHER = "other"


@dataclasses.dataclass(slots=True)
class Person:
    """Who chairs or signs, as printed: a name, a rank, and one post or more."""

    name: str = ""
    rank: str = ""
    posts: list[str] = dataclasses.field(default_factory=list)
    # Where: the wing, the department, the town.
    office: str = ""


@dataclasses.dataclass(slots=True)
class Item:
    """An agenda item or a numbered paragraph; `subject` is empty where the paper gives none."""

    number: str = ""
    subject: str = ""
    text: str = ""


@dataclasses.dataclass(slots=True)
class Decision:
    """`number` as printed without brackets ("৬.১", "ক"); `item` is the number of the agenda item it belongs to."""

    number: str
    text: str
    owner: str = ""
    time: str = ""
    item: str = ""
    # The owner is printed once, behind a list of decisions that this one belongs to.
    is_owner_shared: bool = False


@dataclasses.dataclass(slots=True)
class Recipient:
    number: str
    text: str
    attention: str = ""
    is_copy: bool = False


@dataclasses.dataclass(slots=True)
class Citation:
    """A paper that is cited, as printed; its memo number as printed and in one form, empty where it has none."""

    text: str
    memo_number: str = ""
    memo_key: str = ""
    # Cited within the running text, not in the line of references.
    is_in_text: bool = False


@dataclasses.dataclass(slots=True)
class Attachment:
    title: str
    pages: int | None = None
    pages_printed: str = ""


@dataclasses.dataclass(slots=True)
class Issuer(Person):
    """Who signs for the issue; another person than the chair, perhaps on behalf of somebody."""

    on_behalf_of: str = ""
    mailbox: str = ""
    # Telephones and the like, as printed.
    contacts: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class Doubt:
    """Something an editor must look at: a code for machines, a sentence for people, the field it is about."""

    code: str
    message: str
    field: str = ""
    # What the sentence is about, for saying it in another language.
    parameters: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True)
class Paper:
    """A paper, field by field. Each word of its text stands in one of the fields or in `remainder`."""

    kind: Kind = Kind.OTHER
    title: str = ""
    subject: str = ""
    # Lines above the title: the government, the office, its address and website.
    letterhead: list[str] = dataclasses.field(default_factory=list)
    chair: Person = dataclasses.field(default_factory=Person)
    has_several_chairs: bool = False
    meeting_on: datetime.date | None = None
    meeting_on_printed: str = ""
    time: str = ""
    venue: str = ""
    is_online: bool = False
    attendance_note: str = ""
    attendance: list[Person] = dataclasses.field(default_factory=list)
    series: str = ""
    serial: int | None = None
    # The first year of the fiscal year that the series names.
    fiscal_year: int | None = None
    opening: str = ""
    agenda: list[Item] = dataclasses.field(default_factory=list)
    decisions_heading: str = ""
    decisions_are_a_table: bool = False
    decisions: list[Decision] = dataclasses.field(default_factory=list)
    closing: str = ""
    # The chair's block of signature, line by line as printed.
    chair_signature: list[str] = dataclasses.field(default_factory=list)
    # The text of what is no minutes, paragraph by paragraph; and its tables, a header row first.
    body: list[str] = dataclasses.field(default_factory=list)
    tables: list[list[list[str]]] = dataclasses.field(default_factory=list)
    # Before which paragraph of the body each table stands, counted from 0.
    table_places: list[int] = dataclasses.field(default_factory=list)
    # What stands behind a letter's signature and copies: the headings of the annex whose tables follow.
    annex: list[str] = dataclasses.field(default_factory=list)
    memo_label: str = ""
    memo_number: str = ""
    memo_key: str = ""
    issued_on: datetime.date | None = None
    # The Gregorian and the Bangla date of issue as printed; the latter's figures as (year, month, day).
    issued_on_printed: str = ""
    issued_on_bangla_printed: str = ""
    issued_on_bangla: tuple[int, int, int] | None = None
    # Whom a letter is written to, line by line; its copies are the distribution.
    addressee: list[str] = dataclasses.field(default_factory=list)
    distribution_heading: str = ""
    distribution_note: str = ""
    distribution: list[Recipient] = dataclasses.field(default_factory=list)
    # Where a paper has a distribution and copies besides: the heading of the copies, and above and
    # below them the memo number, the date and the signature once more.
    copies_heading: str = ""
    copies_note: str = ""
    copies_memo: list[str] = dataclasses.field(default_factory=list)
    references: list[Citation] = dataclasses.field(default_factory=list)
    issuer: Issuer = dataclasses.field(default_factory=Issuer)
    attachments: list[Attachment] = dataclasses.field(default_factory=list)
    warnings: list[Doubt] = dataclasses.field(default_factory=list)
    # Words that only name a field ("সভার তারিখ :"), and what numbers the pages.
    labels: list[str] = dataclasses.field(default_factory=list)
    page_marks: list[str] = dataclasses.field(default_factory=list)
    # Texts that stand in two fields, so that words are counted once.
    copied: list[str] = dataclasses.field(default_factory=list)
    # Lines that were placed nowhere, in the order of the paper.
    remainder: list[str] = dataclasses.field(default_factory=list)
