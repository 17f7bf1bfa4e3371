"""A charter is found in whatever shape an office has it, and no word of it is lost."""

import collections
import random
import unicodedata

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charter_pages.importing import (
    documents,
    headings,
    proposing,
    reading_html,
    reading_text,
    reading_word,
    reading_workbook,
    recognising,
)
from charter_pages.importing.documents import Cell, Document, Grid, Paragraph
from charter_pages.importing.headings import Field, Kind
from charter_pages.importing.officers import MORE_WORDS, NO_POST, Guess, PostLine, guess
from charter_pages.importing.proposing import Proposal
from tests.charter_pages.importing import sources

POSTS = [
    PostLine(1, ("জেল সুপার", "Superintendent"), "superintendent", 0, ("নাটোর জেলা কারাগার", "+880 1700-000000")),
    PostLine(2, ("জেলার", "Jailer"), "jailer"),
    PostLine(3, ("ডেপুটি জেলার", "Deputy jailer"), "deputy_jailer"),
    PostLine(4, ("কারা উপ মহাপরিদর্শক", "Deputy Inspector General"), "deputy_inspector_general", 1),
]


def proposed(document: Document) -> Proposal:
    return proposing.propose(recognising.recognise(document), POSTS)


def lost(document: Document) -> collections.Counter[str]:
    """Return the words of a document that are in no field, no heading and not in the remainder."""
    found = recognising.recognise(document)
    proposal = proposing.propose(found, POSTS)
    kept = {
        word
        for text in (*proposal.placed(), *proposal.remainder, *proposing.headings_of(found))
        for word in documents.words(text)
    }
    return collections.Counter(
        word for text in document.texts() for word in documents.words(text) if word not in kept
    )


def facts(proposal: Proposal) -> list[tuple[object, ...]]:
    return [
        (
            each.section,
            each.number,
            each.is_part,
            each.name,
            each.time.kind,
            each.time.amount,
            each.fee.kind,
            each.fee.poisha,
            each.posts[Field.RESPONSIBLE].post,
        )
        for each in proposal.services
    ]


CITIZEN = [
    (Kind.CITIZEN, "১", False, "বন্দির সাথে সাক্ষাৎ", "hours", 3, "free", None, 3),
    (Kind.CITIZEN, "(ক)", True, "হাজতি বন্দি: ১৫ দিনে একবার", "hours", 3, "free", None, 3),
    (Kind.CITIZEN, "(খ)", True, "কয়েদি বন্দি: মাসে একবার", "hours", 3, "free", None, 2),
    (Kind.CITIZEN, "২", False, "কারাবাসের প্রত্যয়ন", "working_days", 7, "money", 2000, 1),
]


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def test_a_whole_page_is_found_with_all_its_parts() -> None:
    document = reading_html.read(sources.whole_page())
    proposal = proposed(document)
    assert facts(proposal)[:4] == CITIZEN
    assert facts(proposal)[4][:4] == (Kind.INTERNAL, "১", False, "নৈমিত্তিক ছুটি")
    assert (proposal.vision, proposal.mission) == (sources.VISION, sources.MISSION)
    assert proposal.expectations == sources.EXPECTATIONS
    assert [(level.working_days, level.post.post) for level in proposal.levels] == [(30, 1), (20, None)]
    assert proposal.remainder == ["সেবা প্রদান প্রতিশ্রুতি", "সর্বশেষ হালনাগাদ: ১৫ নভেম্বর ২০২৬"]
    assert not lost(document)


@pytest.mark.parametrize("seed", range(8))
def test_columns_are_known_by_their_headings_in_any_order(seed: int) -> None:
    order = list(range(8))
    random.Random(seed).shuffle(order)
    rows = [sources.EIGHT, *([*row, "জেল সুপার"] for row in sources.ROWS)]
    document = reading_text.read(sources.tabbed([[row[place] for place in order] for row in rows]))
    assert facts(proposed(document)) == CITIZEN
    assert all(each.posts[Field.SUPERIOR].post == 1 for each in proposed(document).services)
    assert not lost(document)


def test_five_columns_are_enough() -> None:
    rows = [sources.FIVE, *map(sources.five, sources.ROWS)]
    proposal = proposed(reading_text.read(sources.tabbed(rows)))
    assert [(each.name, each.time.amount, each.fee.kind) for each in proposal.services] == [
        (row[3], row[5], row[6]) for row in CITIZEN
    ]


def test_headings_in_two_rows_part_papers_from_place_and_price_from_payment() -> None:
    document = reading_html.read(sources.in_two_rows())
    first, second = proposed(document).services
    assert first.papers == "পরিচয়পত্র\nঅভ্যর্থনা কক্ষ"
    assert (first.fee.kind, first.fee.words) == ("free", "নগদ")
    # Merged over both rows.
    assert (second.fee.kind, second.fee.words) == ("free", "নগদ")
    assert (first.posts[Field.SUPERIOR].post, second.posts[Field.SUPERIOR].post) == (1, 2)
    assert first.doubts[Field.RESPONSIBLE] == (MORE_WORDS,)
    assert not lost(document)


def test_a_table_within_a_page_laid_out_by_tables_is_found() -> None:
    document = reading_html.read(sources.laid_out())
    proposal = proposed(document)
    assert facts(proposal) == CITIZEN
    assert "মেনু" in proposal.remainder
    assert "পাদটীকা" in proposal.remainder


def test_a_list_within_a_cell_stays_in_its_cell() -> None:
    row = [*sources.VISIT]
    row[3] = "কাগজ: <table><tr><td>জন্মসনদ</td></tr><tr><td>ছবি</td></tr></table>"
    proposal = proposed(
        reading_html.read(sources.page(sources.table([sources.SEVEN, row, sources.CERTIFICATE])))
    )
    assert proposal.services[0].papers == "কাগজ:\nজন্মসনদ\nছবি"


@pytest.mark.parametrize("parted", [False, True])
def test_a_word_file_in_bijoy_reads_as_one_in_unicode(parted: bool) -> None:
    rows = [sources.SEVEN, *sources.ROWS]
    bijoy = reading_word.read(sources.word_file(rows, parted=parted))
    plain = reading_word.read(sources.word_file(rows, in_bijoy=False))
    assert bijoy.was_bijoy
    assert not plain.was_bijoy
    assert list(bijoy.texts()) == [nfc(text) for text in plain.texts()]
    assert facts(proposed(bijoy)) == CITIZEN
    assert "jailer.natore@prison.gov.bd" in " ".join(proposed(bijoy).remainder)


def test_a_font_says_what_a_short_text_does_not() -> None:
    word = docx.Document()
    for font in ("SutonnyMJ", "Arial"):
        word.add_paragraph().add_run("bvg").font.name = font
    assert list(reading_word.read(sources.saved(word)).texts()) == ["নাম", "bvg"]


def test_a_serial_merged_over_rows_makes_the_later_ones_parts() -> None:
    document = reading_word.read(sources.word_with_merged_cells())
    assert [(each.number, each.is_part) for each in proposed(document).services] == [
        ("১", False), ("", True), ("২", False),
    ]  # fmt: skip
    said = " ".join(document.texts())
    assert "যোগ-করা" in said
    assert "মুছে-ফেলা" not in said
    assert not lost(document)


@pytest.mark.parametrize("font", ["", "SutonnyMJ"])
def test_a_workbook_with_two_tables_on_a_sheet_is_parted(font: str) -> None:
    document = reading_workbook.read(sources.workbook(font=font))
    proposal = proposed(document)
    assert facts(proposal)[:4] == CITIZEN
    assert facts(proposal)[4][:4] == (Kind.INSTITUTIONAL, "১", False, "নৈমিত্তিক ছুটি")
    assert proposal.services[0].papers == "জাতীয় পরিচয়পত্র\nঅভ্যর্থনা"
    assert document.was_bijoy == bool(font)
    assert not lost(document)


def test_a_table_goes_on_below_the_end_of_a_page() -> None:
    tables = sources.table([sources.SEVEN, *sources.ROWS[:2]]) + sources.table(sources.ROWS[2:])
    proposal = proposed(reading_html.read(sources.page(tables)))
    assert facts(proposal) == CITIZEN


def test_headings_that_stand_again_are_no_service() -> None:
    rows = [sources.SEVEN, *sources.ROWS[:2], sources.SEVEN, *sources.ROWS[2:]]
    assert facts(proposed(reading_text.read(sources.tabbed(rows)))) == CITIZEN


def test_a_column_that_nobody_knows_goes_to_the_remainder() -> None:
    rows = [[*sources.SEVEN, "মন্তব্য"], *([*row, f"মন্তব্য-{place}"] for place, row in enumerate(sources.ROWS))]
    document = reading_text.read(sources.tabbed(rows))
    assert {"মন্তব্য-0", "মন্তব্য-3"} <= set(proposed(document).remainder)
    assert not lost(document)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ক্রঃ নং", Field.SERIAL), ("ক্র. নং", Field.SERIAL), ("নং", Field.SERIAL), ("SL No.", Field.SERIAL),
        ("সেবাসমূহ", Field.NAME), ("Name of Service", Field.NAME), ("সেবাপ্রদান পদ্ধতি", Field.METHOD),
        ("সেবা প্রাপ্তির পদ্ধতি", Field.METHOD), ("প্রয়োজনিয় কাগজ পত্র", Field.PAPERS),
        ("প্রয়োজনীয় কাগজপত্র/আবেদন ফরম", Field.PAPERS), ("কাগজপত্র প্রাপ্তির স্থান", Field.PLACE),
        ("প্রাপ্তিস্থান", Field.PLACE), ("সেবামূল্য", Field.FEE), ("সেবা মূল্য ও পরিশোধ পদ্ধতি", Field.FEE),
        ("মূল্য পরিশোধ পদ্ধতি", Field.PAYMENT), ("সময়সীমা", Field.TIME), ("Time Limit", Field.TIME),
        ("দায়িতপ্রাপ্ত কর্মকতা", Field.RESPONSIBLE), ("Responsible Officer", Field.RESPONSIBLE),
        ("উর্দ্ধতন কর্মকর্তা", Field.SUPERIOR), ("কার সঙ্গে যোগাযোগ করবেন", Field.WHOM),
        ("মন্তব্য", Field.NONE), ("", Field.NONE),
    ],
)  # fmt: skip
def test_a_heading_is_known_in_its_spellings(heading: str, field: Field) -> None:
    found, score = headings.field_of(heading)
    assert found == field
    assert (score >= headings.PROBABLE) == bool(field)


@pytest.mark.parametrize(
    ("text", "guessed"),
    [
        ("জেল সুপার", Guess(1)), ("সিনিয়র জেল সুপার", Guess(1)), ("জেলার", Guess(2)),
        ("ডেপুটি জেলার", Guess(3)), ("Deputy Jailer", Guess(3)), ("কারা উপ-মহাপরিদর্শক", Guess(4)),
        ("জেল সুপার, ফোন ০১৭০০-০০০০০০", Guess(1)), ("জেল সুপার, ফোন ০১৭৯৯-৯৯৯৯৯৯", Guess(1, MORE_WORDS)),
        ("জনাব ক খ, জেলার", Guess(2, MORE_WORDS)), ("হিসাবরক্ষক", Guess(None, NO_POST)), ("", Guess()),
    ],
)  # fmt: skip
def test_an_officer_is_found_among_the_posts(text: str, guessed: Guess) -> None:
    assert guess(text, POSTS) == guessed


def test_an_office_without_a_deputy_names_nobody_else_for_one() -> None:
    assert guess("ডেপুটি জেলার", [POSTS[1]]) == Guess(None, NO_POST)


LETTERS = "কখগঘচজটডতদনপবমযরলশসহািীেো"
WORD = st.text(LETTERS, min_size=1, max_size=8)
HEADINGS = [*sources.EIGHT, *sources.FIVE, *sources.GRIEVANCE_HEAD, "মন্তব্য", "প্রাপ্তিস্থান", "পরিশোধ পদ্ধতি"]
CELL = st.one_of(
    WORD, st.lists(WORD, max_size=6).map(" ".join), st.lists(WORD, max_size=3).map("\n".join),
    st.sampled_from(["", "", "১", "(ক)", "৩ ঘণ্টার মধ্যে", "২০ টাকা নগদে", "জেল সুপার", "২.২ প্রাতিষ্ঠানিক সেবা"]),
)  # fmt: skip


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid with or without headings, with cells merged at random."""
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    rows = [[Cell(draw(CELL)) for _ in range(width)] for _ in range(height)]
    if draw(st.booleans()):
        rows.insert(
            draw(st.integers(0, height)), [Cell(draw(st.sampled_from(HEADINGS))) for _ in range(width)]
        )
    for _ in range(draw(st.integers(0, 4))):
        y, x = draw(st.integers(0, len(rows) - 1)), draw(st.integers(0, width - 1))
        for down in range(y, min(len(rows), y + draw(st.integers(1, 3)))):
            for across in range(x, min(width, x + draw(st.integers(1, 3)))):
                rows[down][across] = rows[y][x]
    return Grid(rows)


PARAGRAPHS = st.one_of(
    CELL, st.sampled_from(["ভিশন: আলোর পথ", "৩. আমাদের প্রত্যাশা", "২.১ নাগরিক সেবা", "৪. অভিযোগ প্রতিকার"])
).map(Paragraph)


@settings(max_examples=300)
@given(st.lists(st.one_of(grids(), PARAGRAPHS), min_size=1, max_size=5))
def test_no_word_of_any_document_is_lost(blocks: list[documents.Block]) -> None:
    try:
        document = documents.finish(blocks)
    except documents.Unreadable as empty:
        assert empty.reason == documents.EMPTY  # noqa: PT017 (only an empty document is refused)
        return
    assert not lost(document)
