"""What is given may be anything: it is read, or refused with a reason, and costs little either way."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_pages.importing import (
    documents,
    keeping,
    reading_html,
    reading_text,
    reading_word,
    reading_workbook,
)
from charter_pages.importing.documents import DAMAGED, EMPTY, MACROS, TOO_LARGE, UNKNOWN, Grid, Unreadable
from tests.archives import archive
from tests.charter_pages.importing import sources


def reason(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        keeping.read(name, content)
    return refused.value.reason


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.docx", b"", DAMAGED),
        ("a.docx", b"PK\x03\x04 no archive", DAMAGED),
        ("a.docx", archive(word__document=b"<w:document/>"), DAMAGED),
        ("a.xlsx", archive(xl__workbook=b"<x/>"), DAMAGED),
        ("a.xlsx", sources.word_file([sources.SEVEN]), DAMAGED),
        ("a.docx", archive(word__vbaProject=b"x"), MACROS),
        ("a.xlsm", b"", MACROS),
        ("a.exe", b"MZ", UNKNOWN),
        ("charter", b"x", UNKNOWN),
        ("a.html", b"", EMPTY),
        ("a.html", b"<script>alert(1)</script>", EMPTY),
        ("a.txt", b"\x00\x00 \n", EMPTY),
        ("a.txt", "ক".encode() * 2_000_000, TOO_LARGE),
        ("a.html", b"<p>" + b"x" * 1_100_000, TOO_LARGE),
        # A megabyte of it would unpack to a hundred.
        ("a.docx", archive(word__document=b"0" * 100_000_000), TOO_LARGE),
        ("a.xlsx", archive(**{f"xl__{number}": b"" for number in range(4000)}), TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, content: bytes, expected: str) -> None:
    begun = time.process_time()
    assert reason(name, content) == expected
    assert time.process_time() - begun < 3


def test_a_table_that_says_it_is_as_wide_as_the_sky_is_refused() -> None:
    rows = "".join(f"<tr><td rowspan=9999 colspan=9999>{place}</td></tr>" for place in range(300))
    assert reason("a.html", f"<table>{rows}</table>".encode()) == TOO_LARGE


def test_a_cell_at_the_end_of_a_sheet_is_refused_and_colour_there_is_not() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "সেবার নাম"
    sheet["XFD1048576"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    held = io.BytesIO()
    book.save(held)
    assert list(reading_workbook.read(held.getvalue()).texts()) == [sources.nfc("সেবার নাম")]
    sheet["XFD1048576"] = "x"
    held = io.BytesIO()
    book.save(held)
    assert reason("a.xlsx", held.getvalue()) == TOO_LARGE


def test_nothing_outside_the_file_is_read() -> None:
    secret = Path("/etc/hostname").read_text().strip()
    document = (
        '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/hostname">]><link rel=stylesheet href="file:///etc/passwd">'
        "<p>&secret; কারাগার</p>"
    )
    assert "কারাগার" in " ".join(reading_html.read(document).texts())
    assert secret not in " ".join(reading_html.read(document).texts())
    parcel = zipfile.ZipFile(io.BytesIO(sources.word_file([sources.SEVEN], in_bijoy=False)))
    files = {name: parcel.read(name) for name in parcel.namelist()}
    body = files["word/document.xml"].decode()
    declared = body.replace(
        "<w:document", '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/hostname">]><w:document', 1
    )
    files["word/document.xml"] = declared.replace("<w:t>", "<w:t>&s;", 1).encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as changed:
        for name, content in files.items():
            changed.writestr(name, content)
    said = " ".join(reading_word.read(held.getvalue()).texts())
    assert secret not in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_page_is_read_in_the_letters_it_was_written_in(encoding: str) -> None:
    text = "<p>†Rj mycvi</p>" if encoding == "cp1252" else "<p>জেল সুপার</p>"
    assert list(reading_html.read_bytes(text.encode(encoding)).texts()) == ["জেল সুপার"]


def test_a_page_that_says_windows_of_itself_is_read_so() -> None:
    page = '<meta charset="windows-1252"><p>†Kvb Kg©KZ©v</p>'.encode("cp1252")
    assert list(reading_html.read_bytes(page).texts()) == [sources.nfc("কোন কর্মকর্তা")]


def test_quoted_cells_of_a_workbook_keep_their_lines() -> None:
    (grid,) = reading_text.read('নাম\t"এক\nদুই"\nক\tখ').blocks
    assert isinstance(grid, Grid)
    assert [[cell.text for cell in row] for row in grid.rows] == [["নাম", "এক\nদুই"], ["ক", "খ"]]


def test_a_quotation_mark_is_no_quoted_cell() -> None:
    (grid,) = reading_text.read('ক\t5" পাইপ\nখ\tগ').blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 2


@settings(max_examples=200)
@given(st.text(alphabet=st.sampled_from('<>/tdrable"= \tকখ1&;!-colspanw\n')))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = keeping.read_text(text)
    except Unreadable:
        return
    assert any(found.texts())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for name in ("a.docx", "a.xlsx", "a.html", "a.txt"):
        try:
            keeping.read(name, content)
        except Unreadable as refused:
            assert refused.reason in {DAMAGED, EMPTY, TOO_LARGE}  # noqa: PT017 (any other would be a fault)


def test_a_large_table_is_read_in_a_second() -> None:
    rows = [sources.SEVEN, *sources.ROWS * 100]
    begun = time.process_time()
    document = keeping.read("a.html", sources.page(sources.table(rows)).encode())
    assert time.process_time() - begun < 5
    assert sum(len(block.rows) for block in document.blocks if isinstance(block, documents.Grid)) == 401
