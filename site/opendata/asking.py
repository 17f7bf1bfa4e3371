"""What may be asked of a collection: the parameters of each address, declared once for checking and for OpenAPI."""

import datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import Field

import clock
from bangla import fiscal

MOST = 200
USUAL = 50
# An unescaped plus sign arrives as a space.
INSTANT = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+ -][0-9]{2}:[0-9]{2}))?$"
)

Language = Annotated[
    Literal["bn", "en"],
    Field(description="Bangla (the default) or English: the tree of pages, and the language of messages."),
]
OfficeCode = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$", description="The code of an office, as in `offices`.")
]
Year = Annotated[
    str,
    Field(pattern=r"^[12][0-9]{3}-[12][0-9]{3}$", description="A fiscal year, July to June: `2026-2027`."),
]


class Asked(Schema):
    """What every collection may be asked."""

    language: Language = "bn"
    office: Annotated[OfficeCode | None, Field(description="Only this office's.")] = None
    within: Annotated[OfficeCode | None, Field(description="This office's and those of all below it.")] = None


class AskedOfPapers(Asked):
    fiscal_year: Year | None = None
    changed_since: Annotated[
        str | None,
        Field(
            pattern=INSTANT,
            description="Only what was published or changed since this day of Dhaka (`2026-07-01`), or this instant "
            "with its zone (`2026-07-01T00:00:00Z`).",
        ),
    ] = None


class AskedOfWithdrawn(Schema):
    language: Language = "bn"
    changed_since: Annotated[
        str | None, Field(pattern=INSTANT, description="Only what was withdrawn since this day or instant.")
    ] = None


class AskedOfMinutes(AskedOfPapers):
    meeting_kind: Annotated[
        Literal["coordination", "committee", "stakeholders", "review", "other"] | None,
        Field(description="Only of meetings of this kind."),
    ] = None


class AskedOfQuarters(AskedOfPapers):
    quarter: Annotated[
        int | None, Field(ge=1, le=4, description="A quarter of the fiscal year: 1 is July to September.")
    ] = None


class AskedOfPractices(AskedOfQuarters):
    subject: Annotated[
        Literal[
            "family", "training", "education", "health", "children", "law", "hearing", "management"
        ] | None,
        Field(description="Only practices on this subject."),
    ] = None  # fmt: skip


class AskedOfServices(Asked):
    section: Annotated[
        Literal["citizen", "institutional", "internal"] | None,
        Field(description="Only of this table of the charters."),
    ] = None
    task: Annotated[
        Literal["visit", "pc-cash", "vakalatnama", "release", "treatment", "complaint"] | None,
        Field(description="Only what a citizen comes for by this task."),
    ] = None


class Paged(Schema):
    """Which part of a list in JSON; a CSV file is the whole list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="At most so many items.")] = USUAL
    after: Annotated[
        str | None,
        Field(max_length=400, description="Where to go on: as the address `next` of the page before has it."),
    ] = None


class AsFile(Schema):
    bom: Annotated[
        int,
        Field(
            ge=0,
            le=1,
            description="1: the file begins with a byte order mark, without which Excel misreads Bangla.",
        ),
    ] = 0


class Refused(Exception):
    """A parameter that cannot be: its name and what it takes, in the reader's language."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter, self.message = parameter, message


def taken(parameter: str) -> str:
    """Return what a parameter takes, in the active language."""
    said = {
        "language": _("Either bn or en."),
        "office": _("The code of an office, as the list of offices has it."),
        "within": _("The code of an office, as the list of offices has it."),
        "fiscal_year": _("Two years that follow each other, with a hyphen: 2026-2027."),
        "quarter": _("A number from 1 to 4; 1 is July to September."),
        "changed_since": _("A day such as 2026-07-01, or an instant with its zone such as 2026-07-01T00:00:00Z."),
        "limit": _("A whole number from 1 to %(most)s.") % {"most": MOST},
        "after": _("Take the address of the next page as it stands."),
        "bom": _("Either 0 or 1."),
        "id": _("An identifier as the list has it."),
    }  # fmt: skip
    return said.get(parameter) or _("One of the words that the documentation names.")


def year_of(text: str) -> int:
    """Return the year in which a fiscal year begins. Raises Refused."""
    try:
        return fiscal.parse(text).start
    except ValueError as wrong:
        raise Refused("fiscal_year", taken("fiscal_year")) from wrong


def instant_of(text: str) -> datetime.datetime:
    """Return the instant that a text names; a day begins in Dhaka. Raises Refused."""
    try:
        if "T" in text:
            return datetime.datetime.fromisoformat(text.replace(" ", "+"))
        return clock.midnight(datetime.date.fromisoformat(text))
    except (ValueError, OverflowError) as wrong:
        raise Refused("changed_since", taken("changed_since")) from wrong


def chosen(asked: Any) -> dict[str, Any]:
    """Return the parameters that were given, and those that have a value of their own."""
    return {name: value for name, value in asked.model_dump().items() if value is not None}
