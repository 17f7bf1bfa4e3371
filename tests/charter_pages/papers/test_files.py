"""Files of Word, PDFs with text and plain texts give the paper that they hold, or a reason why not."""

# ruff: noqa: E501 (papers are quoted line by line)

import html
import io
import time
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from charter_pages.importing.documents import DAMAGED, EMPTY, MACROS, TOO_LARGE, UNKNOWN, Unreadable
from charter_pages.papers import accounting, printing, reading, reading_pdf, wording
from charter_pages.papers.files import text_of
from charter_pages.papers.lines import CELL_BREAK
from charter_pages.papers.reading_pdf import LOCKED, SCAN
from printing import pdf
from tests.archives import archive
from tests.bangla import bijoy_writer
from tests.charter_pages.papers import laying, test_odd_papers

# Columns that spaces part are text alone, and a form feed is no sign of Word's.
SET_BY_SPACES = (
    "minutes-table-by-spaces",
    "minutes-wrapped-columns",
    "minutes-spaced-attendance",
    "minutes-purchase-pages",
)
SAMPLES = Path(__file__).parent / "samples"
MINUTES = "minutes-best-practice-2020-12-14.txt"
LETTER = "letter-smart-plan-2024-03-10.txt"
HEADINGS = ("ক্রমিক", "সিদ্ধান্ত", "বাস্তবায়নকারী", "সময়")
DECISIONS = (
    (
        "১",
        "কারাগারসমূহে বন্দিদের জন্য প্রশিক্ষণ কর্মসূচি চালু করতে হবে এবং অগ্রগতি প্রতিবেদন প্রতি মাসে প্রেরণ করতে হবে।",
        "সকল কারাগার",
        "৩১ ডিসেম্বর ২০২৪",
    ),
    ("২", "পাঠাগারে নতুন বই দিতে হবে।", "বিভাগীয় দপ্তর (সকল)", "চলমান"),
)


def word_of(text: str) -> bytes:
    """Return a Word file of a text: lines with tabs are tables."""
    paper = docx.Document()
    table: Any = None
    for line in text.split("\n"):
        cells = line.split("\t")
        if len(cells) < 3 or not line.strip():
            table = None
            paper.add_paragraph(line)
            continue
        if table is None or len(table.columns) != len(cells):
            table = paper.add_table(rows=0, cols=len(cells))
        row = table.add_row()
        for number, cell in enumerate(cells):
            row.cells[number].text = cell
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


def pdf_of(text: str, table: str = "", after: str = "") -> bytes:
    def paragraphs(said: str) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in said.split("\n") if line.strip())

    style = (
        "@page { size: A4; margin: 2cm; @bottom-center { content: counter(page) } } p { margin: 4pt 0 }"
        " body { font-family: 'Noto Sans Bengali'; font-size: 11pt; line-height: 1.5 } td, th { padding: 4pt 8pt; text-align: left }"
    )
    return pdf.render(
        f"<html lang=bn><head><title>x</title><style>{style}</style></head><body>{paragraphs(text)}{table}{paragraphs(after)}</body></html>"
    )


def fields(text: str, *left_out: str) -> dict[str, Any]:
    values = printing.as_values(reading.read(text))
    return {name: value for name, value in values.items() if name not in (*left_out, "page_marks", "labels")}


@pytest.mark.parametrize("name", [MINUTES, LETTER])
def test_a_word_file_gives_what_its_text_gives(papers: Path, name: str) -> None:
    text = (papers / name).read_text(encoding="utf-8")
    made = text_of("paper.docx", word_of(text))
    assert fields(made) == fields(text)
    assert accounting.missing_words(text, reading.read(made)) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_read_in_each_unicode(papers: Path, encoding: str) -> None:
    text = (papers / MINUTES).read_text(encoding="utf-8")
    assert fields(text_of("PAPER.TXT", text.encode(encoding))) == fields(text)


@pytest.mark.parametrize("has_poppler", [True, False])
@pytest.mark.parametrize("name", [MINUTES, LETTER])
def test_our_own_pdf_gives_what_its_text_gives(
    papers: Path, name: str, has_poppler: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (papers / name).read_text(encoding="utf-8")
    if name == LETTER:
        text = text[: text.index("স্মার্ট উদ্যোগ/কার্যক্রমের শিরোনাম")]
    if not has_poppler:
        monkeypatch.setattr(reading_pdf.shutil, "which", lambda *_given: None)
    made = text_of("paper.pdf", pdf_of(text))
    assert accounting.missing_words(text, reading.read(made)) == []
    assert fields(made, "agenda", "opening", "body") == fields(text, "agenda", "opening", "body")
    flat = [" ".join(item["text"].split()) for item in fields(made)["agenda"]]
    assert flat == [" ".join(item["text"].split()) for item in fields(text)["agenda"]]


def test_a_table_of_decisions_in_a_pdf_is_read_by_its_columns() -> None:
    head = "সভার কার্যবিবরণী\nসভাপতি : করিম কল্পিত\nজেল সুপার\nসভার তারিখ : ০৫ নভেম্বর ২০২৩\nস্থান : সম্মেলন কক্ষ\nসভায় নিম্নরূপ সিদ্ধান্ত গৃহীত হয়:"
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in DECISIONS)
    table = f"<table><tr>{''.join(f'<th>{cell}</th>' for cell in HEADINGS)}</tr>{rows}</table>"
    made = text_of(
        "paper.pdf", pdf_of(head, table, "পরিশেষে সভাপতি সভার সমাপ্তি ঘোষণা করেন।\n(করিম কল্পিত)\nজেল সুপার")
    )
    paper = reading.read(made)
    assert [(row.number, row.text, row.owner, row.time) for row in paper.decisions] == list(DECISIONS)
    assert paper.closing == "পরিশেষে সভাপতি সভার সমাপ্তি ঘোষণা করেন।"
    assert paper.chair_signature == ["(করিম কল্পিত)", "জেল সুপার"]


def test_a_table_of_decisions_in_word_keeps_the_lines_of_its_cells() -> None:
    paper = docx.Document()
    for line in ("সভার কার্যবিবরণী", "সভাপতি : করিম কল্পিত", "সভার তারিখ : ০৫ নভেম্বর ২০২৩"):
        paper.add_paragraph(line)
    table = paper.add_table(rows=2, cols=3)
    for number, heading in enumerate(("আলোচ্যসূচি", "সিদ্ধান্ত", "বাস্তবায়নকারী")):
        table.rows[0].cells[number].text = heading
    table.rows[1].cells[0].text = "১। পাঠাগার"
    table.rows[1].cells[1].text = "১.১ নতুন বই দিতে হবে।\n১.২ তালিকা করতে হবে।"
    table.rows[1].cells[2].text = "জেল সুপার\nজেলার"
    held = io.BytesIO()
    paper.save(held)
    made = text_of("paper.docx", held.getvalue())
    assert CELL_BREAK in made
    found = reading.read(made)
    assert [(row.number, row.text, row.owner, row.item) for row in found.decisions] == [
        ("১.১", "নতুন বই দিতে হবে।", "জেল সুপার", "১"),
        ("১.২", "তালিকা করতে হবে।", "জেলার", "১"),
    ]
    assert [(item.number, item.subject) for item in found.agenda] == [("১", "পাঠাগার")]


def test_a_head_that_is_laid_out_as_a_table_is_read_line_by_line() -> None:
    paper = docx.Document()
    paper.add_paragraph("মাসিক সভার কার্যবিবরণী")
    table = paper.add_table(rows=3, cols=3)
    for row, cells in zip(
        table.rows,
        (
            ("সভাপতি", ":", "করিম কল্পিত\nযুগ্মসচিব\nও\nএপিএ টিম প্রধান"),
            ("তারিখ ও সময়", ":", "০৫ নভেম্বর ২০২৩, সকাল ১০.০০ টা"),
            ("স্থান", ":", "সম্মেলন কক্ষ"),
        ),
        strict=True,
    ):
        for number, cell in enumerate(cells):
            row.cells[number].text = cell
    paper.add_paragraph("সভাপতি সকলকে স্বাগত জানিয়ে সভা শুরু করেন।")
    held = io.BytesIO()
    paper.save(held)
    found = reading.read(text_of("paper.docx", held.getvalue()))
    assert (found.chair.name, found.chair.rank, found.chair.posts) == (
        "করিম কল্পিত",
        "যুগ্মসচিব",
        ["এপিএ টিম প্রধান"],
    )
    assert (found.time, found.venue) == ("সকাল ১০.০০ টা", "সম্মেলন কক্ষ")


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def blank() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ", UNKNOWN),
        ("a", b"text", UNKNOWN),
        ("a.txt", b" \n ", EMPTY),
        ("a.docx", b"no archive", DAMAGED),
        ("a.docx", archive(word__document=b"x"), DAMAGED),
        ("a.docx", archive(bomb=b"\0" * 70_000_000), TOO_LARGE),
        ("a.docx", archive(word__vbaProject=b"x"), MACROS),
        ("a.docm", b"", MACROS),
        ("a.pdf", b"%PDF-1.7 broken", DAMAGED),
        ("a.pdf", b"", DAMAGED),
        ("a.pdf", locked(), LOCKED),
        ("a.pdf", blank(), SCAN),
        ("a.txt", b"x" * 10_485_761, TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        text_of(name, content)
    assert refused.value.reason == reason
    assert reason in wording.REASONS


def test_a_pdf_that_is_cut_short_is_refused_or_read_never_a_fault(papers: Path) -> None:
    whole = pdf_of("সভার কার্যবিবরণী\nসভাপতি : করিম কল্পিত\nসভার তারিখ : ০৫ নভেম্বর ২০২৩")
    assert len(PdfReader(io.BytesIO(whole)).pages) == 1
    for cut in range(0, len(whole), max(1, len(whole) // 25)):
        try:
            text_of("a.pdf", whole[:cut])
        except Unreadable:
            continue


def flat(value: Any) -> Any:
    """Return values with single spaces: a page's width breaks lines elsewhere than the paper did."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: flat(each) for key, each in value.items()}
    return [flat(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.txt")))
def test_papers_of_other_forms_say_the_same_as_files(name: str, kind: str) -> None:
    text = (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    if kind == "pdf":
        # Tables are laid out in a PDF, never written with tabs.
        text = text.replace("\t", " ")
    made = text_of(f"paper.{kind}", word_of(text) if kind == "docx" else pdf_of(text))
    assert flat(fields(made)) == flat(fields(text))
    assert accounting.missing_words(text, reading.read(made)) == []


@pytest.mark.parametrize("name", [name for name in test_odd_papers.NAMES if name not in SET_BY_SPACES])
def test_odd_papers_say_the_same_in_word(name: str) -> None:
    text = (test_odd_papers.PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    made = text_of("paper.docx", word_of(text))
    assert flat(test_odd_papers.judged(made)) == flat(test_odd_papers.expected(name))


@pytest.mark.parametrize(
    "name",
    [
        "letter-reminder",
        "letter-to-many",
        "minutes-attendance-first",
        "minutes-attendance-table",
        "minutes-three-columns",
        "minutes-visarga-no-space",
        "order-forms-a-committee",
        "order-moves-officers",
    ],
)
def test_odd_papers_say_the_same_in_a_pdf(name: str) -> None:
    text = (test_odd_papers.PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    made = text_of("paper.pdf", laying.pdf_of(text))
    assert flat(test_odd_papers.judged(made)) == flat(test_odd_papers.expected(name))
    assert accounting.missing_words(text, reading.read(made)) == []


def test_a_paper_in_bijoy_is_read_as_if_it_were_unicode(papers: Path) -> None:
    text = (
        "মাসিক সমন্বয় সভার কার্যবিবরণী\n\nসভাপতি : করিম কল্পিত\nজেল সুপার\nসভার তারিখ : ০৫ নভেম্বর ২০২৩\nস্থান : সম্মেলন কক্ষ\n\n"
        "সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কার্যক্রম শুরু করেন।\nসভায় নিম্নবর্ণিত সিদ্ধান্ত গৃহীত হয়:\n"
        "(ক) প্রতিটি কারাগারে প্রতিবেদন প্রেরণ করতে হবে।\n(খ) পাঠাগারে নতুন বই সরবরাহ করতে হবে।\n"
    )
    in_bijoy = "\n".join(bijoy_writer.write(line) for line in text.split("\n"))
    made = text_of("old.txt", in_bijoy.encode("cp1252", "ignore"))
    assert fields(in_bijoy) == fields(text)
    assert reading.read(made).meeting_on == reading.read(text).meeting_on
    assert accounting.missing_words(in_bijoy, reading.read(in_bijoy)) == []


def test_forty_pages_of_word_cost_little(papers: Path) -> None:
    text = (papers / MINUTES).read_text(encoding="utf-8")
    body = text[text.index("২। ইমিগ্রেশন") : text.index("৬। বিস্তারিত")]
    content = word_of(text.replace(body, body * 24))
    began = time.process_time()
    paper = reading.read(text_of("paper.docx", content))
    assert time.process_time() - began < 3.0
    assert len(paper.decisions) == 3
