"""What is published of each thing, field by field: the answers are made of these, and OpenAPI is written from them.

A promise to those who read by machine: a new field comes last, none is renamed, none is taken away while the address
says v1. Codes are the register's and never change with a name. Nothing stands here that the thing's own page does not
show, and of what it shows neither who was present by name nor who holds a post (docs/adr/0050).
"""

import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(description="Empty where the paper says nothing.")]
OfficeCode = Annotated[str | None, Field(description="The code of its office, as in `offices`.")]
FiscalYear = Annotated[str | None, Field(description="July to June: `2026-2027`.", examples=["2026-2027"])]
Quarter = Annotated[int | None, Field(description="Of the fiscal year; 1 is July to September.")]


class Datum(BaseModel):
    """Nothing but what is declared goes out."""

    model_config = ConfigDict(extra="forbid")


class VisitingHours(Datum):
    who: str = Field(description="Who is visited.")
    days: str
    hours: str
    how_often: Text


class Office(Datum):
    """An office of the register that has a page."""

    id: str = Field(description="Its code, which stays when its name changes.", examples=["dj-natore"])
    url: str = Field(description="Its page for people.")
    kind: Literal["hq", "division", "central_prison", "district_prison"]
    parent: str | None = Field(description="The code of the office above it.")
    name_bn: str
    name_en: str
    division: Text
    district: Text
    address_bn: Text
    address_en: Text
    phone: Text
    email: Text
    opened_on: datetime.date | None
    closed_on: datetime.date | None
    visiting_hours: list[VisitingHours]


class Publication(Datum):
    """What every published paper has."""

    id: UUID = Field(description="The same in both languages, for ever.")
    url: str = Field(description="Its page for people.")
    office: OfficeCode
    title: str
    language: Literal["bn", "en"] = Field(
        description="The language of its words: `bn` in the English list, too, until somebody has translated it."
    )
    fiscal_year: FiscalYear
    published_on: datetime.date = Field(description="The date that it is shown with.")
    changed_at: datetime.datetime = Field(description="When it was last published or changed.")


class Level(Datum):
    when: str = Field(description="When to turn to it.")
    whom: str = Field(description="The post.")
    address: Text
    working_days: int = Field(description="By when an answer is due.")


class Charter(Publication):
    """The citizen charter of one office as it holds today, headquarters' rows among its own."""

    quarter: Quarter
    last_reviewed_on: datetime.date | None
    next_due_on: datetime.date | None
    version: int | None = Field(description="Counted from 1; each is kept below the charter's page.")
    vision: Text
    mission: Text
    warning: Text
    expectations: list[str] = Field(description="What the office asks of citizens.")
    levels: list[Level] = Field(description="Whom to turn to when a service fails.")


class Officer(Datum):
    """A post, not who holds it."""

    title: str
    office: Text
    phone: Text
    email: Text


class Service(Datum):
    """A row of a charter as it holds at one office. What an office does not offer is left out."""

    id: str = Field(description="The charter's and the row's, with a full stop between them.")
    charter: UUID
    row: UUID = Field(
        description="The same at every office that has the row of headquarters, and in both languages."
    )
    url: str
    office: OfficeCode
    language: Literal["bn", "en"]
    section: Literal["citizen", "institutional", "internal"]
    number: Text
    is_part: bool = Field(description="Whether it is a part of the service before it.")
    task: str = Field(description="What a citizen comes for, where it is one of the six common ones.")
    name: str
    method: Text
    papers: str = Field(description="What must be brought, and where to get it.")
    fee: str = Field(description="In words.")
    fee_kind: Literal["free", "money", "words"]
    fee_poisha: int | None = Field(description="Hundredths of a taka, where the price is an amount.")
    time: str = Field(description="In words.")
    time_kind: Literal["at_once", "hours", "working_days", "words"]
    time_amount: int | None = Field(description="So many hours or working days.")
    origin: Literal["inherited", "override", "local"] = Field(
        description="`inherited`: as headquarters lays down; `override`: in the office's own words; `local`: the "
        "office's alone."
    )
    responsible: Officer | None
    superior: Officer | None


class DecisionInMinutes(Datum):
    id: UUID
    number: str = Field(description="As printed, gaps and all.")
    text: str
    owner: str = Field(description="Who is to do it, as printed.")
    due_text: str = Field(description="By when, as printed.")
    agenda_number: str = Field(description="The number of its agenda item.")


class AgendaItem(Datum):
    number: Text
    subject: Text
    discussion: Text


class Recipient(Datum):
    number: Text
    text: str
    attention: Text
    is_copy: bool


class Reference(Datum):
    text: str
    memo_number: Text
    memo_key: str = Field(description="The number cited in one form; empty where none can be read.")


class Attachment(Datum):
    title: str
    pages: int | None
    url: str = Field(description="Empty where the paper names it without giving it.")


class OfficialPaper(Publication):
    """What minutes and letters have alike."""

    memo_number: str = Field(description="As printed.", examples=["৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"])
    memo_key: str = Field(
        description="The number in ASCII digits and one form.", examples=["58.04.0000.021.03.020.24-262"]
    )
    issued_on: datetime.date | None
    issued_on_bangla: str = Field(
        description="In the Bangla calendar, as printed.", examples=["২৬ ফাল্গুন ১৪৩০"]
    )
    issuer_name: Text
    issuer_posts: list[str]
    on_behalf_of: Text
    mailbox: Text
    distribution: list[Recipient]
    references: list[Reference]
    attachments: list[Attachment]


class Minutes(OfficialPaper):
    """The minutes of one meeting, as issued. Who was present is told by post."""

    meeting_kind: Literal["coordination", "committee", "stakeholders", "review", "other"]
    series: Text
    serial: int | None = Field(description="1 for the first meeting of the fiscal year.")
    chair_name: Text
    chair_rank: Text
    chair_posts: list[str]
    meeting_on: datetime.date
    meeting_time: Text
    venue: Text
    is_online: bool
    agenda: list[AgendaItem]
    decisions: list[DecisionInMinutes]
    attendance: list[str]


class Decision(DecisionInMinutes):
    """A decision of a meeting, with the minutes that it stands in."""

    minutes: UUID
    url: str
    office: OfficeCode
    language: Literal["bn", "en"]
    fiscal_year: FiscalYear
    meeting_on: datetime.date
    memo_key: str
    published_on: datetime.date
    changed_at: datetime.datetime


class Letter(OfficialPaper):
    """An official letter, as issued."""

    subject: str
    text: str = Field(description="Without its layout; a table is told row by row.")


class Figure(Datum):
    label: str
    before: Text
    after: str


class Picture(Datum):
    caption: str
    alt_text: str
    moment: str = Field(description="`before`, `after`, or empty.")


class Practice(Publication):
    """A best-practice report of one office."""

    quarter: Quarter
    subject: str
    lead: str
    text: str = Field(description="Without its layout.")
    adopted_from: UUID | None = Field(description="The report from which the office took it up.")
    figures: list[Figure]
    pictures: list[Picture] = Field(description="Their words; the pictures are on the page.")


class Withdrawn(Datum):
    """A paper that was taken back. Whoever keeps a copy deletes it."""

    id: UUID
    withdrawn_at: datetime.datetime
    reason_bn: str
    reason_en: Text


class Wrong(Datum):
    """What is wrong with one parameter."""

    parameter: str
    message: str


class Problem(Datum):
    """Why there is no answer."""

    code: Literal["bad-parameter", "not-found", "withdrawn", "busy"]
    message: str
    parameters: list[Wrong] = []


class Envelope(Datum):
    """A page of a list."""

    licence: str = Field(description="The licence under which the data may be used.")
    source: str = Field(description="Whom to name as the source.")
    documentation: str
    next: str | None = Field(description="The address of the next page; null on the last.")
