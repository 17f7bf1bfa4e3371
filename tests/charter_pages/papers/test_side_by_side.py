"""Signatures side by side are read one after the other: in text, in cells, in a PDF; the chair is known by name."""

import io

import docx
import pytest

from charter_pages.papers import accounting, beside, reading
from charter_pages.papers.beside import Piece
from charter_pages.papers.files import text_of
from charter_pages.papers.paper import Paper
from tests.charter_pages.papers import laying

HEAD = """নৈতিকতা কমিটির ৪র্থ সভার কার্যবিবরণী

সভাপতি : জনাব লুৎফর কল্পিত, সিনিয়র জেল সুপার
তারিখ : ২০ জুন ২০২৩
সময় : বেলা ১১.০০ ঘটিকা
স্থান : অফিস কক্ষ

সভায় নিম্নরূপ সিদ্ধান্ত গৃহীত হয়:
(ক) জুলাই মাসে প্রশিক্ষণ হবে।

সভাপতি ধন্যবাদ দিয়ে সভার সমাপ্তি ঘোষণা করেন।
"""
SIGNED = (
    ("(নাহিদা কল্পিতা)", "(লুৎফর কল্পিত)"),
    ("জেলার", "সিনিয়র জেল সুপার"),
    ("ও", "ও"),
    ("সদস্য-সচিব", "সভাপতি"),
    ("নৈতিকতা কমিটি", "নৈতিকতা কমিটি"),
)
ISSUED = """
স্মারক নং-৫৮.০৪.৪১০০.০০১.০৬.০০৪.২৩-৬৬৬ তারিখ: ২১ জুন ২০২৩

বিতরণ:
১। জেলার, যশোর কেন্দ্রীয় কারাগার।
২। কমিটির সদস্য (সকল)।
"""
BELOW = "\nইমরান কল্পিত\nডেপুটি জেলার\n"


def by_spaces(after: str = "") -> str:
    rows = "\n".join(f"    {left.ljust(40)}{right}" for left, right in SIGNED)
    return f"{HEAD}\n{rows}\n{ISSUED}{after}"


def by_cells(after: str = "") -> str:
    made = docx.Document()
    for line in HEAD.split("\n"):
        made.add_paragraph(line)
    table = made.add_table(rows=len(SIGNED), cols=2)
    for row, (left, right) in zip(table.rows, SIGNED, strict=True):
        row.cells[0].text, row.cells[1].text = left, right
    for line in f"{ISSUED}{after}".split("\n"):
        made.add_paragraph(line)
    held = io.BytesIO()
    made.save(held)
    return text_of("paper.docx", held.getvalue())


def by_blocks(after: str = "") -> str:
    made = docx.Document()
    for line in HEAD.split("\n"):
        made.add_paragraph(line)
    table = made.add_table(rows=1, cols=2)
    for place, column in enumerate(zip(*SIGNED, strict=True)):
        table.rows[0].cells[place].text = "\n".join(column)
    for line in f"{ISSUED}{after}".split("\n"):
        made.add_paragraph(line)
    held = io.BytesIO()
    made.save(held)
    return text_of("paper.docx", held.getvalue())


def by_places(after: str = "") -> str:
    def lines(text: str) -> str:
        return "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())

    columns = "".join(f"<div>{'<br>'.join(column)}</div>" for column in zip(*SIGNED, strict=True))
    style = ".signed { display: flex; justify-content: space-between; text-align: center; margin: 30pt 0 }"
    whole = f"{lines(HEAD)}<div class=signed>{columns}</div>{lines(ISSUED + after)}"
    return text_of("paper.pdf", laying.rendered(whole, style))


WRITTEN = (by_spaces, by_cells, by_blocks, by_places)


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: written.__name__)
def test_the_chair_is_found_on_the_right_and_the_secretary_issues(written: object) -> None:
    assert callable(written)
    text = written()
    paper: Paper = reading.read(text)
    assert paper.chair_signature == [right for _, right in SIGNED]
    assert (paper.issuer.name, paper.issuer.posts) == ("নাহিদা কল্পিতা", ["জেলার", "সদস্য-সচিব, নৈতিকতা কমিটি"])
    assert paper.remainder == []
    assert accounting.missing_words(text, paper) == []


@pytest.mark.parametrize("written", WRITTEN[:1], ids=lambda written: written.__name__)
def test_who_signs_below_the_memo_number_issues(written: object) -> None:
    assert callable(written)
    text = written(BELOW)
    paper: Paper = reading.read(text)
    assert paper.chair_signature == [right for _, right in SIGNED]
    assert (paper.issuer.name, paper.issuer.posts) == ("ইমরান কল্পিত", ["ডেপুটি জেলার"])
    # Who signed beside the chair has no field: an editor says what becomes of it.
    assert paper.remainder == [left for left, _ in SIGNED]


@pytest.mark.parametrize(
    "rows",
    [
        [("জেল সুপার", "ডেপুটি জেলার"), ("যশোর কেন্দ্রীয় কারাগার", "ঢাকা")],
        [("লুৎফর কল্পিত", "ইমরান কল্পিত"), ("১২ জন", "১৪ জন")],
        [("সভাপতি :", "লুৎফর কল্পিত"), ("তারিখ :", "২০ জুন ২০২৩")],
        [("লুৎফর কল্পিত",), ("জেল সুপার",)],
        [],
    ],
)
def test_what_only_stands_beside_each_other_is_no_signature(rows: list[tuple[str, ...]]) -> None:
    pieces = [[Piece(text, place * 100, place * 100 + 50) for place, text in enumerate(row)] for row in rows]
    assert beside.parted(pieces) == ([], 0)
