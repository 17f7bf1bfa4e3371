"""The Cabinet Division's marks, by known sums and by properties that hold for any counts."""

from hypothesis import given
from hypothesis import strategies as st

from charter_pages.duties import scoring
from charter_pages.duties.scoring import WHOLE, Counts, Terms

COMMITTEE = Terms("committee", 3, 100)
MINUTES = Terms("committee_minutes", 4, 90)


@st.composite
def counted(draw: st.DrawFn, most: int = 400) -> Counts:
    owed = draw(st.integers(0, most))
    shown = draw(st.integers(0, owed))
    in_time = draw(st.integers(0, shown))
    accepted = draw(st.integers(0, shown))
    return Counts(owed, in_time, shown - in_time, accepted, draw(st.integers(0, 9)), draw(st.integers(0, 9)))


terms = st.builds(Terms, st.sampled_from("abcd"), st.integers(0, 10), st.integers(1, 100))
sheets = st.dictionaries(terms, counted(), max_size=6)


def test_the_committee_is_reconstituted_four_times_a_year_for_three_marks() -> None:
    assert [scoring.marks({COMMITTEE: Counts(4, done)})[0] for done in range(5)] == [
        0, 7_500, 15_000, 22_500, 30_000,
    ]  # fmt: skip


def test_nine_tenths_of_the_minutes_earn_all_four_marks_and_one_less_does_not() -> None:
    assert scoring.marks({MINUTES: Counts(10, 9)}) == (40_000, 40_000)
    assert scoring.marks({MINUTES: Counts(10, 8)}) == (35_555, 40_000)
    assert scoring.marks({MINUTES: Counts(1000, 899)})[0] < 40_000


def test_seven_marks_are_the_most_of_both_lines() -> None:
    found = scoring.score({COMMITTEE: Counts(4, 2, 1), MINUTES: Counts(4, 4)})
    assert found == scoring.Score(22_500 + 40_000, 70_000, 8_750, 7_500)
    assert found.bp == 8_928


def test_a_kind_without_weight_shows_how_much_was_shown_and_brings_no_marks() -> None:
    found = scoring.score({Terms("training", 0, 100): Counts(2, 1)})
    assert (found.marks, found.most, found.bp, found.in_time_bp) == (0, 0, None, 5_000)


def test_where_nothing_was_owed_there_is_neither_praise_nor_blame() -> None:
    assert scoring.score({COMMITTEE: Counts(waived=3, to_come=2)}) == scoring.Score(0, 0, None, None)


def test_quarters_under_another_weight_weigh_by_what_was_owed_under_it() -> None:
    later = COMMITTEE._replace(weight=4)
    assert scoring.marks({COMMITTEE: Counts(3, 3), later: Counts(1, 0)}) == (22_500, 32_500)


@given(sheets)
def test_marks_lie_between_nothing_and_the_weight(sheet: dict[Terms, Counts]) -> None:
    found = scoring.score(sheet)
    assert 0 <= found.marks <= found.most <= sum({each.kind: 10 for each in sheet}.values()) * WHOLE
    for part in (found.bp, found.shown_bp, found.in_time_bp):
        assert part is None or 0 <= part <= WHOLE


@given(sheets, st.data())
def test_showing_one_more_never_lowers_the_score(sheet: dict[Terms, Counts], data: st.DataObject) -> None:
    lacking = [each for each, counts in sheet.items() if counts.missing]
    if not lacking:
        return
    one = data.draw(st.sampled_from(lacking))
    before = scoring.score(sheet)
    late = scoring.score({**sheet, one: sheet[one].plus(Counts(late=1))})
    in_time = scoring.score({**sheet, one: sheet[one].plus(Counts(in_time=1))})
    assert late.marks >= before.marks
    assert in_time.marks == late.marks
    assert in_time.in_time_bp >= late.in_time_bp == before.in_time_bp


@given(sheets, st.data())
def test_showing_what_is_not_due_yet_never_lowers_the_score(
    sheet: dict[Terms, Counts], data: st.DataObject
) -> None:
    early = [each for each, counts in sheet.items() if counts.to_come and counts.owed]
    if not early:
        return
    one = data.draw(st.sampled_from(early))
    after = {**sheet, one: sheet[one].plus(Counts(owed=1, in_time=1, to_come=-1))}
    rules = {each: counts for each, counts in sheet.items() if each.kind == one.kind}
    if len([counts for counts in rules.values() if counts.owed]) == 1:
        assert scoring.score(after).bp is None or scoring.score(after).bp >= scoring.score(sheet).bp


@given(sheets, st.integers(0, 9), st.integers(0, 9))
def test_what_is_waived_or_not_due_yet_counts_not_at_all(
    sheet: dict[Terms, Counts], waived: int, to_come: int
) -> None:
    more = Counts(waived=waived, to_come=to_come)
    assert scoring.score({each: counts.plus(more) for each, counts in sheet.items()}) == scoring.score(sheet)


@given(terms, st.lists(counted(), min_size=1, max_size=8))
def test_a_division_stands_between_the_best_and_the_worst_of_its_offices(
    rule: Terms, offices: list[Counts]
) -> None:
    """Counts are added and then judged: whoever owes more weighs more, and nobody's marks are made up."""
    judged = [scoring.marks({rule: each})[0] for each in offices if each.owed]
    whole = scoring.total(offices)
    assert whole.owed == sum(each.owed for each in offices)
    if judged:
        assert min(judged) <= scoring.marks({rule: whole})[0] <= max(judged)


@given(st.lists(counted(), max_size=8), st.randoms())
def test_parts_add_up_in_any_order_and_by_any_grouping(offices: list[Counts], chance: object) -> None:
    shuffled = list(offices)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    parted = scoring.total([scoring.total(shuffled[:3]), scoring.total(shuffled[3:])])
    assert parted == scoring.total(offices)
