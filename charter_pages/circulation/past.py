"""What readers find of a paper: its text as it holds, what was corrected since, and each former text."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.http import Http404
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

import clock
from bangla import fiscal
from charter_pages.circulation import content, differing
from charter_pages.circulation.models import PaperVersion
from charter_pages.models.papers import SENTENCE_ENDS, OfficialPaper, lines_of
from language.spoken import active
from language.templatetags import language


@dataclass(frozen=True)
class Told:
    """An entry of a difference as a reader has it: where, before, now."""

    where: str
    old: str = ""
    new: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Corrigendum:
    """What was corrected on which day, and why; `entries` is empty where the former words are withheld."""

    number: int
    on: datetime.date
    why: str
    memo_number: str
    dated_on: datetime.date | None
    former_url: str
    entries: Sequence[Told]
    is_withheld: bool

    @property
    def former_number(self) -> int:
        return self.number - 1


def versions_of(page: OfficialPaper) -> list[PaperVersion]:
    """Return the versions of the paper itself, of which this page may be an alias or a translation; the newest first.

    What stands first is without its content, which no list shows.
    """
    found = PaperVersion.objects.select_related("withheld").defer("content").order_by("-number")
    if page.alias_of_id is None and page.language == "bn":
        return list(found.filter(page_id=page.pk))
    return list(found.filter(page__translation_key=page.translation_key, page__alias_of__isnull=True))


def today(page: OfficialPaper, context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paper as it holds, with its corrigenda, the newest first; one query more than the paper itself."""
    versions = versions_of(page) if page.pk else []
    told = corrigenda(page, versions)
    said = {each.why for each in told}
    changes = [each for each in context.get("page_changes", ()) if each.note not in said]
    return {"paper": shown(content.of(page)), "corrigenda": told, "page_changes": changes, "former": None}


def corrigenda(page: OfficialPaper, versions: Sequence[PaperVersion]) -> list[Corrigendum]:
    withheld = {version.number for version in versions if hasattr(version, "withheld")}
    return [
        Corrigendum(
            number=version.number,
            on=clock.local(version.made_at).date(),
            why=version.why,
            memo_number=version.memo_number,
            dated_on=version.dated_on,
            former_url=page.version_url(version.number - 1)
            if page.url and version.number - 1 not in withheld
            else "",
            entries=[]
            if withheld & {version.number, version.number - 1}
            else tell(type(page), version.difference),
            is_withheld=bool(withheld & {version.number, version.number - 1}),
        )
        for version in versions
        if version.number > 1
    ]


def former(page: OfficialPaper, number: int) -> dict[str, Any]:
    """Return a former text; 404 where there is none, or where readers do not get it."""
    versions = {version.number: version for version in versions_of(page)}
    version = versions.get(number)
    if version is None or number == max(versions) or hasattr(version, "withheld"):
        raise Http404
    corrected = versions[number + 1]
    return {
        "paper": shown(version.content),
        "former": {
            "number": number,
            "since": clock.local(version.made_at).date(),
            "until": clock.local(corrected.made_at).date(),
            "why": corrected.why,
            "pdf_url": page.version_pdf_url(number),
        },
        # What this text was itself corrected from stands on top of the one that holds.
        "corrigenda": [],
        "page_changes": [],
        # Versions are kept of the paper itself, which is in Bangla, whatever page of it was asked for.
        "text_language": "bn",
    }


# --- as templates have it ---------------------------------------------------

DATES = ("meeting_on", "issued_on")
LINES = (
    "chair_posts", "issuer_posts", "issuer_contacts", "chair_signature", "addressee", "letterhead", "copies_memo",
)  # fmt: skip
STREAMS = ("body",)
MEMO_LABELS = dict(OfficialPaper.MemoLabel.choices)
HEADINGS = dict(OfficialPaper.DistributionHeading.choices)


def shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return a paper's content for its templates: days as days, lines as lines, decisions below their item."""
    paper: dict[str, Any] = dict(said)
    for name in DATES:
        paper[name] = parse_date(said[name]) if said.get(name) else None
    for name in LINES:
        paper[name] = lines_of(str(said.get(name) or ""))
    for name in STREAMS:
        if name in said:
            field = content.PAPERS[said["kind"]]._meta.get_field(name)
            paper[name] = field.to_python(said[name]) if said[name] else None
    paper["heading"] = said.get("printed_title") or said["title"]
    paper["dated_on"] = paper["issued_on"] or paper.get("meeting_on")
    paper["memo_label_shown"] = str(MEMO_LABELS.get(said["memo_label"], ""))
    paper["distribution_heading_shown"] = str(HEADINGS.get(said["distribution_heading"], ""))
    lines = said["distribution"]
    paper["recipients"] = [line for line in lines if not line["is_copy"]]
    paper["copies"] = [line for line in lines if line["is_copy"]]
    paper |= _letter(paper) if "body" in said else {}
    paper["annex_parts"] = _annex(str(said.get("annex") or ""))
    paper["annex_is_wide"] = _has_wide_table(paper.get("letter_annex") or ())
    return {**paper, **_meeting(said)} if "decisions" in said else paper


def _letter(paper: Mapping[str, Any]) -> dict[str, Any]:
    """Return the text of a letter, and apart from it what it encloses: a plan is printed behind the copies.

    That is what begins with the first table, and the lines above it that are no sentences (the plan's own office and
    subject), where the letter says that something is attached.
    """
    blocks = list(paper["body"] or ())
    tables = [place for place, block in enumerate(blocks) if block.block_type == "table"]
    if not tables or not paper["attachments"]:
        return {"letter_text": blocks, "letter_annex": []}
    begins = tables[0]
    while begins and not _is_sentence(blocks[begins - 1]):
        begins -= 1
    return {"letter_text": blocks[:begins], "letter_annex": blocks[begins:]}


def _is_sentence(block: Any) -> bool:
    """Return whether a block is a paragraph of the letter, and no line of a heading."""
    said = content.words(str(block.value))
    return block.block_type == "paragraph" and said.endswith(SENTENCE_ENDS)


def _annex(text: str) -> list[dict[str, Any]]:
    """Return an annex in parts: text, and tables where lines have tabs between their cells, the heading first."""
    parts: list[dict[str, Any]] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        kind = "rows" if "\t" in line else "lines"
        if not parts or kind not in parts[-1]:
            parts.append({kind: []})
        parts[-1][kind].append(
            [cell.strip() for cell in line.split("\t")] if kind == "rows" else line.strip()
        )
    for part in parts:
        if "rows" in part:
            head, *rows = part["rows"]
            filled = [row + [""] * (len(head) - len(row)) for row in rows]
            part["head"], part["is_wide"] = head, len(head) > 3
            part["cells"] = [list(zip_longest(head, row, fillvalue="")) for row in filled]
    return parts


def _has_wide_table(blocks: Any) -> bool:
    return any(block.block_type == "table" and len(block.value.columns) > 3 for block in blocks)


def _meeting(said: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {item["number"] for item in said["agenda"] if item["number"]}
    of_item: dict[str, list[Any]] = {}
    at_the_end = []
    for decision in said["decisions"]:
        if decision["agenda_number"] in numbers:
            of_item.setdefault(decision["agenda_number"], []).append(decision)
        else:
            # A decision whose item does not exist still stands on the paper, at its end.
            at_the_end.append(decision)
    year = said.get("fiscal_year")
    return {
        "agenda": [{**item, "decisions": of_item.get(item["number"], [])} for item in said["agenda"]],
        "closing_decisions": at_the_end,
        "year_label": fiscal.FiscalYear(year).label(active()) if year else "",
    }


def tell(model: Any, difference: Sequence[differing.Entry]) -> list[Told]:
    """Return a difference in the words of the reader's language; the paper's own words stay as they are."""
    return [
        Told(where(model, each), _value(model, each, "old"), _value(model, each, "new"), "moved" in each)
        for each in difference
    ]


def where(model: Any, entry: differing.Entry) -> str:
    rows = content.rows_of(model)
    if entry["what"] not in rows:
        return label(model, entry["what"])
    names = {
        "agenda": _("Agenda item"), "decisions": _("Decision"), "attendance": _("Present"),
        "distribution": _("Recipient"), "references": _("Reference"), "attachments": _("Attachment"),
    }  # fmt: skip
    told = f"{names.get(entry['what'], entry['what'])} {entry['row']}".strip()
    column = next((field for field in rows[entry["what"]] if field.name == entry["column"]), None)
    return f"{told}: {column.verbose_name}" if column is not None else told


def label(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    except LookupError:
        return name


def _value(model: Any, entry: differing.Entry, side: str) -> str:
    """Return a value as readers know it: days and choices in words."""
    value = entry[side]
    field = next((each for each in content.fields_of(model) if each.name == entry["what"]), None)
    if field is None or not value:
        return value
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name in DATES and (day := parse_date(value)) is not None:
        return str(language.day(day))
    return _("yes") if value == "True" else value
