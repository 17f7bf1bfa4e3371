"""The review of a paper as its template shows it: parts, fields with their doubts, rows, the lines that are left."""

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from charter_pages import paper_panels
from charter_pages.models import PaperImport
from charter_pages.papers import accounting
from charter_pages.papers.taking import doubting, drafting, fields, typed

# Lines that want the whole width.
BROAD = {"title", "venue", "series", "distribution_note", "copies_heading"}
MOST_LINES = 24
WIDE = 70
DAYS = {"meeting_on", "issued_on"}


@dataclasses.dataclass
class Box:
    """One field: what it is called, what stands in it, and what is to be said of it."""

    name: str
    label: str
    text: str
    sort: str = "line"
    options: Sequence[tuple[str, str]] = ()
    help: str = ""
    reading: str = ""
    doubts: Sequence[str] = ()
    errors: Sequence[str] = ()

    @property
    def is_broad(self) -> bool:
        return self.name in BROAD

    @property
    def lines(self) -> int:
        wrapped = sum(1 + len(line) // WIDE for line in self.text.split("\n"))
        return min(MOST_LINES, max(2, wrapped))


@dataclasses.dataclass
class RowView:
    place: int
    label: str
    boxes: list[Box]
    below: str
    remove: str


@dataclasses.dataclass
class PartView:
    name: str
    heading: str
    boxes: list[Box]
    relation: str = ""
    add_label: str = ""
    rows: Sequence[RowView] = ()
    doubts: Sequence[str] = ()


@dataclasses.dataclass
class LineView:
    place: int
    text: str
    target: str


class View:
    """All that the template asks for."""

    def __init__(
        self,
        row: PaperImport,
        sheet: typed.Typed,
        doubts: Mapping[str, Sequence[str]],
        errors: drafting.Errors,
    ) -> None:
        self.row, self.sheet, self.doubts, self.errors = row, sheet, doubts, errors
        self._shown: set[str] = set()
        self.parts = [self._part(place, part) for place, part in enumerate(fields.parts_of(sheet.kind))]
        self.lines = [
            LineView(place, text, sheet.targets.get(place, "")) for place, text in enumerate(sheet.lines)
        ]

    # --- fields

    def _part(self, place: int, part: fields.Part) -> PartView:
        boxes = [
            self._box(fields.column(self.sheet.kind, name), name, self.sheet.values.get(name, ""))
            for name in part.fields
        ]
        view = PartView(f"part-{place}", str(part.heading), boxes)
        if part.rows:
            view.relation, view.add_label = part.rows.name, str(part.rows.add)
            view.rows = list(self._rows(part.rows))
            view.doubts = self._said(self.doubts, part.rows.name)
        return view

    def _rows(self, rows: fields.Rows) -> Iterator[RowView]:
        columns = {name: fields.row_column(self.sheet.kind, rows, name) for name in rows.fields}
        for place, cells in enumerate(self.sheet.rows.get(rows.name, ())):
            boxes = [
                self._box(column, f"{rows.name}-{place}-{name}", cells.get(name, ""))
                for name, column in columns.items()
            ]
            yield RowView(
                place, str(place + 1), boxes, f"below:{rows.name}:{place}", f"remove:{rows.name}:{place}"
            )

    def _box(self, column: Any, name: str, text: str) -> Box:
        options: Sequence[tuple[str, str]] = ()
        sort = "text" if column.name in fields.LONG else "line"
        if column.name in typed.FLAGS:
            sort = "flag"
        elif column.choices:
            sort, options = "choice", [(str(value), str(words)) for value, words in column.choices]
            if column.null:
                options = [("", "–"), *options]
        return Box(
            name,
            fields.label(column),
            text,
            sort,
            options,
            str(column.help_text) if name == column.name else "",
            self._reading(name),
            self._said(self.doubts, name),
            self._said(self.errors, name),
        )

    def _said(self, about: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
        self._shown.add(name)
        return about.get(name, ())

    def _reading(self, name: str) -> str:
        """Return the day in the other calendar, beside the one that is printed."""
        if name != "issued_on_bangla":
            return ""
        return paper_panels.computed(drafting.day(self.sheet.values.get("issued_on", "")))

    # --- what is said above all

    @property
    def other_doubts(self) -> list[str]:
        return [each for name, said in self.doubts.items() if name not in self._shown for each in said]

    @property
    def other_errors(self) -> list[str]:
        return [each for name, said in self.errors.items() if name not in self._shown for each in said]

    @property
    def doubtful(self) -> int:
        return sum(len(said) for said in self.doubts.values())

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """Return name and label of each field that is wrong, for a list with links above the form."""
        boxes = [box for part in self.parts for box in part.boxes]
        boxes += [box for part in self.parts for row in part.rows for box in row.boxes]
        return [(box.name, box.label) for box in boxes if box.errors]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind, str(page.kind_label)) for kind, page in fields.PAGES.items()]

    @cached_property
    def targets(self) -> list[tuple[str, str]]:
        """Return where a line may go: each field of text, a new row, or nowhere."""
        kind = self.sheet.kind
        places = [("", _("Leave it here"))]
        for part in fields.parts_of(kind):
            for name in part.fields:
                column = fields.column(kind, name)
                if name not in typed.FLAGS | DAYS and not column.choices:
                    places.append((name, fields.label(column)))
            if part.rows:
                places.append((f"row:{part.rows.name}", str(part.rows.add)))
        return [*places, (typed.LEAVE_OUT, _("Leave it out of the paper"))]

    # --- the account of words

    @cached_property
    def all_words(self) -> int:
        return len(accounting.words(self.row.text))

    @cached_property
    def stands_for(self) -> list[str]:
        return list(self.row.typed.get("stands_for", []))

    @cached_property
    def missing(self) -> list[str]:
        said = [*self.sheet.texts(), *self.sheet.lines]
        return doubting.unaccounted(self.row.text, said, self.stands_for)

    @cached_property
    def left_words(self) -> int:
        return sum(len(accounting.words(line)) for line in self.sheet.lines)

    @property
    def placed_words(self) -> int:
        return self.all_words - self.left_words - len(self.missing) - len(self.stands_for)

    @cached_property
    def source(self) -> list[SafeString]:
        """Return the paper line by line; words that stand nowhere any more are marked."""
        left = Counter(self.missing)
        return [_marked(line, left) for line in self.row.text.split("\n") if line.strip()]


_RUN = re.compile(r"\S+")


def _marked(line: str, left: Counter[str]) -> SafeString:
    if not left:
        return format_html("{}", line)
    made, at = [], 0
    for found in _RUN.finditer(line):
        within = [word for word in accounting.words(found[0]) if left[word] > 0]
        if within:
            left.subtract(within)
            made.append(format_html("{}<mark>{}</mark>", line[at : found.start()], found[0]))
            at = found.end()
    return mark_safe("".join([*made, format_html("{}", line[at:])]))  # noqa: S308 (each part is escaped)
