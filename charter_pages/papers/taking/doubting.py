"""What an editor must look at: what the reader of papers was unsure of, and what the house knows better.

And the account of words: which of the paper's stand in no field any more.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from bangla import memo
from charter_pages import dating, paper_panels
from charter_pages.models.memos import MemoNumber
from charter_pages.papers import accounting, lines, prefixes, register
from charter_pages.papers.paper import Doubt, Paper
from charter_pages.papers.taking import drafting, fields
from charter_pages.papers.taking.typed import Typed
from charter_pages.papers.wording import say
from offices.models import Office

# The reader's names of fields that are others here.
NAMES = {
    "chair": "chair_name", "chair.name": "chair_name", "chair.rank": "chair_rank", "chair.posts": "chair_posts",
    "chair.office": "chair_posts", "time": "meeting_time", "issued_on_bangla_printed": "issued_on_bangla",
    "issuer": "issuer_name", "issuer.name": "issuer_name", "issuer.rank": "issuer_rank", "memo_key": "memo_number",
    "issuer.posts": "issuer_posts", "issuer.on_behalf_of": "on_behalf_of", "issuer.mailbox": "mailbox",
    "tables": "body", "annex": "body", "copies_note": "copies_heading",
}  # fmt: skip


def kept(paper: Paper, typed: Typed) -> list[dict[str, Any]]:
    """Return the reader's doubts, each with the field it belongs to and what stood there when it arose."""
    found = []
    for doubt in paper.warnings:
        # What can be seen anew at each look is not kept.
        if doubt.code == "remainder" or (doubt.code, doubt.field) == ("dates-differ", "issued_on_bangla"):
            continue
        name = NAMES.get(doubt.field, doubt.field)
        if name == "title" and typed.kind == fields.LETTER:
            name = "subject"
        if name == "body" and typed.kind == fields.MINUTES:
            name = "annex"
        was = typed.values.get(name)
        found.append({**dataclasses.asdict(doubt), "field": name, "was": was})
    return found


def by_field(
    kept_doubts: Sequence[dict[str, Any]], typed: Typed, office: Office, page: Any
) -> dict[str, list[str]]:
    """Return what is doubtful by field, in words; what belongs to no field stands under an empty name."""
    said: dict[str, list[str]] = {}
    names = set(fields.names_of(typed.kind))
    for each in kept_doubts:
        name = each["field"]
        if name in names and typed.values.get(name, "") != each["was"]:
            continue  # the editor has seen to it
        place = name if name in names else _row_name(name, typed)
        sentence = say(Doubt(each["code"], each["message"], each["field"], each.get("parameters", {})))
        said.setdefault(place, []).append(sentence)
    for name, sentence in _own(typed, office, page):
        said.setdefault(name, []).append(sentence)
    return said


def _row_name(name: str, typed: Typed) -> str:
    """Return the name of the rows, or of a cell of theirs ("decisions.2.number"), that a doubt is about."""
    relation, _dot, rest = name.partition(".")
    rows = next((rows for rows in fields.rows_of(typed.kind) if rows.name == relation), None)
    if rows is None:
        return ""
    place, _dot, cell = rest.partition(".")
    if place.isascii() and place.isdigit() and int(place) < len(typed.rows.get(relation, ())):
        return f"{relation}-{place}-{cell if cell in rows.fields else rows.takes}"
    return relation


def _own(typed: Typed, office: Office, page: Any) -> Iterable[tuple[str, str]]:
    number = typed.values.get("memo_number", "")
    key = register.key_of(number)
    if key and (question := prefixes.question(key, office)):
        yield "memo_number", question
    if key and "/" not in key and MemoNumber.objects.filter(key__startswith=f"{key}/").exists():
        yield "memo_number", _("Copies of a paper with this serial are published here already.")
    elif "/" in key and MemoNumber.objects.filter(key=key.partition("/")[0]).exists():
        yield "memo_number", _("The paper whose copies bear this number is here already.")
    issued_on = drafting.day(typed.values.get("issued_on", ""))
    if dating.differ(issued_on, typed.values.get("issued_on_bangla", "")):
        yield (
            "issued_on_bangla",
            _("By the calendar the date of issue is %(day)s. What is printed is kept.")
            % {"day": paper_panels.computed(issued_on)},
        )
    for place, row in enumerate(typed.rows.get("references", ())):
        named = row.get("memo_number", "")
        if named.strip() and not register.key_of(named):
            yield f"references-{place}-memo_number", _("This is no memo number: it will not become a link.")
        elif not named.strip() and any(memo.find_all(row.get("text", ""))):
            yield f"references-{place}-memo_number", _("The number stands in the words beside it.")


def unaccounted(text: str, said: Iterable[str], stands_for: Iterable[str]) -> list[str]:
    """Return the words of the paper that stand in no text, in the paper's order."""
    left = Counter(word for each in said for word in accounting.words(each))
    left.update(stands_for)
    missing = []
    for word in accounting.words(lines.prepare(text)):
        if left[word] > 0:
            left[word] -= 1
        else:
            missing.append(word)
    return missing
