"""The share implemented, by known sums and by properties that hold for any counts."""

from hypothesis import given
from hypothesis import strategies as st

from charter_pages.decisions import scoring
from charter_pages.decisions.scoring import Counts
from charter_pages.duties import scoring as duties
from charter_pages.duties.scoring import WHOLE, Terms

LINE = Terms("committee_minutes", 4, 90)


@st.composite
def counted(draw: st.DrawFn) -> Counts:
    tasks = draw(st.integers(0, 80))
    judged = draw(st.integers(0, tasks))
    agreed = draw(st.integers(0, judged))
    return Counts(tasks, agreed, 0, judged - agreed, judged)


decisions = st.lists(counted(), max_size=12)


def test_a_decision_of_eighty_offices_weighs_like_one_of_a_single_office() -> None:
    found = scoring.implemented([Counts(80, 40, judged=80), Counts(1, 1, judged=1)])
    assert found == scoring.Share(judged=2, whole=1, bp=7_500)
    assert found.short_bp == 2_500


def test_what_is_still_to_come_counts_neither_for_nor_against() -> None:
    assert scoring.implemented([Counts(5), Counts(2, 2, judged=2)]) == scoring.Share(1, 1, WHOLE)
    assert scoring.implemented([Counts(5), Counts()]) == scoring.Share(0, 0, None)


def test_nine_tenths_of_the_decisions_earn_all_four_marks() -> None:
    assert scoring.marks(9_000, 4, 90) == 40_000
    assert scoring.marks(8_999, 4, 90) == 4 * 9_998
    assert scoring.marks(0, 4, 90) == 0
    assert scoring.marks(None, 4, 90) is None


def test_the_duties_give_the_same_marks_for_the_same_share() -> None:
    half = duties.Counts(owed=1, in_time=1, short_bp=5_000)
    assert duties.marks({LINE: half}) == (22_222, 40_000)
    assert duties.marks({LINE: duties.Counts(owed=2, in_time=2, short_bp=5_000)})[0] == 33_333
    assert duties.marks({LINE: duties.Counts(owed=1, in_time=1, short_bp=1_000)})[0] == 40_000


@given(decisions)
def test_the_share_lies_between_nothing_and_all(found: list[Counts]) -> None:
    share = scoring.implemented(found)
    assert share.bp is None or 0 <= share.bp <= WHOLE
    assert share.whole <= share.judged <= len(found)


@given(decisions, st.data())
def test_agreeing_on_one_more_never_lowers_the_share(found: list[Counts], data: st.DataObject) -> None:
    lacking = [place for place, each in enumerate(found) if each.late]
    if not lacking:
        return
    place = data.draw(st.sampled_from(lacking))
    after = list(found)
    after[place] = found[place].plus(Counts(agreed=1, late=-1))
    before_bp, after_bp = scoring.implemented(found).bp, scoring.implemented(after).bp
    assert before_bp is not None
    assert after_bp is not None
    assert after_bp >= before_bp


@given(decisions, st.randoms())
def test_the_order_of_decisions_does_not_matter(found: list[Counts], chance: object) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert scoring.implemented(shuffled) == scoring.implemented(found)
