"""The files of a bundle: one PDF to read from the first page to the last, one ZIP to check and to file."""

import csv
import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from pypdf.errors import PyPdfError

import clock
from charter_pages import turns
from charter_pages.duties import binding, board_words, bundle_contents
from charter_pages.duties.binding import Part
from charter_pages.duties.bundle_contents import Contents, Item
from charter_pages.models import QuarterBundle
from printing import exports, pdf

# The contents name pages, and naming them takes pages: after so many turns something else is wrong.
MOST_PASSES = 4


class NothingOwed(Exception):
    """The duties of the quarter are gone since the bundle was asked for."""


class Unsettled(Exception):
    """The pages before the papers do not come to rest."""


@dataclass(frozen=True)
class Made:
    pdf: Path
    zip: Path
    pages: int
    at: datetime.datetime


def make(
    bundle: QuarterBundle, folder: Path, *, begin: Callable[[int], None], step: Callable[[], None]
) -> Made:
    """Make both files in a folder, in Bangla. `begin` is told how many steps there are, `step` of each done."""
    with translation.override("bn"):
        contents = bundle_contents.read(bundle)
        if contents is None:
            raise NothingOwed
        items = contents.items
        # Each paper is fetched and bound; the pages between them are set by division, before them twice at least.
        begin(2 * len(items) + len(contents.groups) + 4)
        for item in items:
            _fetch(item, folder)
            step()
        whole = _whole(contents, folder, step)
        packed = folder / "bundle.zip"
        _pack(contents, packed)
        step()
        return Made(whole[0], packed, whole[1], contents.at)


def _fetch(item: Item, folder: Path) -> None:
    bundle_contents.fetch(item, folder)
    if item.path is None:
        return
    try:
        item.pages = binding.pages_of(item.path)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # A file that was filed may be locked or broken: it lies in the ZIP as it was filed.
        item.lacking, item.pages = "unreadable", 0


def _whole(contents: Contents, folder: Path, step: Callable[[], None]) -> tuple[Path, int]:
    sheets = _sheets(contents, folder, step)
    front, count = folder / "front.pdf", 0
    for _pass in range(MOST_PASSES):
        before = count
        total = _number(contents, sheets, before)
        front.write_bytes(_set("printing/bundle.html", contents, total=total))
        count = binding.pages_of(front)
        step()
        if count == before:
            break
    else:
        raise Unsettled
    total = _number(contents, sheets, count)
    stamps = _stamps(total, folder)
    step()
    to = folder / "bundle.pdf"
    parts = [Part(_("Letter, table and contents"), front, 0, count), *_parts(contents, sheets)]
    pages = binding.bind(
        parts,
        stamps,
        to,
        title=f"{contents.bundle.office.name_bn}, {contents.quarter.label('bn')}",
        author=_("Department of Prisons"),
        tell=step,
    )
    return to, pages


def _set(template: str, contents: Contents, **more: Any) -> bytes:
    context = {
        "contents": contents,
        "bundle": contents.bundle,
        "letter_above": [office.name for office in contents.bundle.office.ancestors()],
        "page": {"title": contents.quarter.label("bn")},
        "kind_names": [board_words.kind_name(kind) for kind in contents.kinds],
        "rows": _rows(contents),
        **more,
    }
    return pdf.render(render_to_string(template, context))


def _rows(contents: Contents) -> list[tuple[Any, list[tuple[Any, list[str]]]]]:
    """Return the table of compliance: a group of rows for each division, a word for each duty."""
    found = []
    for group in contents.groups:
        rows = []
        for section in group.sections:
            words = {item.duty.kind: item.words for item in section.items}
            cells = [_said(words.get(kind)) for kind in contents.kinds]
            rows.append((section, cells))
        found.append((group, rows))
    return found


def _said(shown: board_words.Shown | None) -> str:
    if shown is None:
        return "–"
    return f"{shown.text}: {shown.note}" if shown.note else shown.text


def _sheets(contents: Contents, folder: Path, step: Callable[[], None]) -> dict[str, Path]:
    """Set the pages that stand before an office's papers and in the place of missing ones, division by division."""
    found = {}
    for group in contents.groups:
        path = folder / f"sheets-{group.office.pk}.pdf"
        path.write_bytes(_set("printing/bundle_sheets.html", contents, group=group))
        expected = sum(1 + sum(item.is_missing for item in section.items) for section in group.sections)
        if binding.pages_of(path) != expected:
            raise Unsettled
        found[group.office.code] = path
        step()
    return found


def _number(contents: Contents, sheets: dict[str, Path], front: int) -> int:
    """Say of each part on which page of the whole it stands; return how many pages there are."""
    at = front
    for group in contents.groups:
        group.page = at + 1
        for section in group.sections:
            at += 1
            section.page = at
            for item in section.items:
                own = 1 if item.is_missing else item.pages
                item.page = at + 1 if own else 0
                at += own
    return at


def _parts(contents: Contents, sheets: dict[str, Path]) -> list[Part]:
    found = []
    for group in contents.groups:
        path, at = sheets[group.office.code], 0
        offices = []
        for section in group.sections:
            office = Part(section.office.name_bn, path, at, 1)
            at += 1
            for item in section.items:
                name = board_words.kind_name(item.duty.kind)
                if item.is_missing:
                    office.below.append(Part(f"{name}: {_('not here')}", path, at, 1))
                    at += 1
                elif item.path is not None and item.pages:
                    office.below.append(Part(name, item.path, 0, item.pages))
            offices.append(office)
        # A division's own title leads to its first page.
        found.append(Part(group.office.name_bn, path, 0, 0, offices))
    return found


def _stamps(total: int, folder: Path) -> Path:
    """Set the running numbers of all pages: each a small page of its own."""
    path = folder / "stamps.pdf"
    context = {"numbers": range(1, total + 1), "total": total, "page": {"title": ""}}
    path.write_bytes(pdf.render(render_to_string("printing/bundle_stamps.html", context)))
    return path


MANIFEST = (
    "office_code", "office", "division", "fiscal_year", "quarter", "duty", "state", "due_on", "shown_at", "days_late",
    "evidence_number", "how", "address", "file", "bytes", "sha256", "page_in_pdf",
)  # fmt: skip


def _pack(contents: Contents, to: Path) -> None:
    """Write the papers by office, the list of all duties, and sums by which `sha256sum -c` finds each file whole."""
    at = clock.local(contents.at).timetuple()[:6]
    sums = []
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as packed:

        def add(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, at)  # type: ignore[arg-type]
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)

        for item in contents.items:
            if item.path is not None:
                add(item.file_name, item.path.read_bytes())
                sums.append(f"{turns.sha256(item.path)}  {item.file_name}\n")
        manifest = _manifest(contents)
        add("manifest.csv", manifest)
        sums.append(f"{hashlib.sha256(manifest).hexdigest()}  manifest.csv\n")
        add("SHA256SUMS", "".join(sums).encode())


def _manifest(contents: Contents) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(MANIFEST)
    for group in contents.groups:
        for section in group.sections:
            for item in section.items:
                row = _manifest_row(item, section.office, group.office)
                writer.writerow([exports.text(cell) if isinstance(cell, str) else cell for cell in row])
    return (exports.BYTE_ORDER_MARK + written.getvalue()).encode()


def _manifest_row(item: Item, office: Any, division: Any) -> list[Any]:
    duty, shown = item.duty, item.evidence
    own = item.path is not None
    return [
        office.code, office.name_bn, division.name_bn, str(duty.period.fiscal_year), duty.quarter, duty.kind,
        duty.state, duty.due_on.isoformat(),
        clock.local(duty.shown_at).isoformat(timespec="seconds") if duty.shown_at else "",
        item.days_late or "", shown.number if shown else "", shown.how if shown else "",
        item.address, item.file_name if own else "",
        item.path.stat().st_size if item.path else "", shown.snapshot_sha256 if shown and own else "",
        item.page or "",
    ]  # fmt: skip
