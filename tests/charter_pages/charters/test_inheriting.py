"""Inherited and overridden rows over generated trees: nothing is lost, and headquarters' order stands."""

import dataclasses
import uuid

from hypothesis import given
from hypothesis import strategies as st

from charter_pages.charters import inheriting
from charter_pages.charters.content import Charter
from charter_pages.charters.inheriting import Origin
from tests.charter_pages.charters import generated

SECTIONS = ["citizen", "institutional", "internal"]


@dataclasses.dataclass(frozen=True)
class Row:
    translation_key: uuid.UUID
    section: str = "citizen"
    is_part: bool = False
    words: str = ""
    overrides: uuid.UUID | None = None
    withholds: bool = False


def key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number)


def rows(first: int, draws: st.SearchStrategy[tuple[str, bool, str]]) -> st.SearchStrategy[list[Row]]:
    return st.lists(draws, max_size=7).map(
        lambda drawn: [Row(key(first + place), *each) for place, each in enumerate(drawn)]
    )


words = st.tuples(st.sampled_from(SECTIONS), st.booleans(), st.sampled_from(["এক", "দুই"]))
masters = rows(0, words)


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    """A master, and an office's rows: for rows of the master, for rows that are gone, and of its own."""
    above = draw(masters)
    own = [
        dataclasses.replace(
            row, overrides=stands_for, withholds=stands_for is not None and draw(st.booleans())
        )
        for row in draw(rows(100, words))
        for stands_for in [
            draw(st.none() | st.sampled_from([*(each.translation_key for each in above), key(999)]))
        ]
    ]
    return above, own


@given(trees())
def test_every_row_of_either_side_stands_exactly_once(tree: tuple[list[Row], list[Row]]) -> None:
    above, own = tree
    made = inheriting.effective(above, own)
    assert sorted(each.headquarters.translation_key for each in made if each.headquarters) == sorted(
        row.translation_key for row in above
    )
    assert sorted(each.own.translation_key for each in made if each.own) == sorted(
        row.translation_key for row in own
    )


@given(trees())
def test_headquarters_order_stands_within_each_table(tree: tuple[list[Row], list[Row]]) -> None:
    above, own = tree
    made = [each.headquarters for each in inheriting.effective(above, own) if each.headquarters]
    for section in SECTIONS:
        assert [row for row in made if row.section == section] == [
            row for row in above if row.section == section
        ]


@given(trees())
def test_an_own_row_is_marked_for_what_it_is(tree: tuple[list[Row], list[Row]]) -> None:
    above, own = tree
    known = {row.translation_key for row in above}
    first = {}
    for row in own:
        if row.overrides in known:
            first.setdefault(row.overrides, row)
    for each in inheriting.effective(above, own):
        if each.own is None:
            assert each.origin in (Origin.INHERITED, Origin.WITHHELD)
        elif each.own is first.get(each.own.overrides):
            assert each.origin == (Origin.WITHHELD if each.own.withholds else Origin.OVERRIDE)
            assert each.headquarters is not None
            assert each.headquarters.translation_key == each.own.overrides
        else:
            # A second row for the same one, or one whose master row is gone, stands by itself.
            assert (each.origin, each.headquarters) == (Origin.LOCAL, None)


@given(trees())
def test_taking_an_own_row_away_gives_headquarters_again(tree: tuple[list[Row], list[Row]]) -> None:
    above, own = tree
    without = [row for row in own if row.overrides is None]
    for each in inheriting.effective(above, without):
        if each.headquarters is not None:
            assert each.origin == Origin.INHERITED
            assert each.row is each.headquarters


@given(trees(), st.data())
def test_a_change_of_the_master_never_changes_what_an_office_says(
    tree: tuple[list[Row], list[Row]], data: st.DataObject
) -> None:
    above, own = tree
    changed = [dataclasses.replace(row, words=data.draw(st.sampled_from(["এক", "নতুন"]))) for row in above]
    before = [
        each.row
        for each in inheriting.effective(above, own)
        if each.origin in (Origin.OVERRIDE, Origin.LOCAL)
    ]
    after = [
        each.row
        for each in inheriting.effective(changed, own)
        if each.origin in (Origin.OVERRIDE, Origin.LOCAL)
    ]
    assert before == after


@given(trees())
def test_a_part_is_withheld_with_its_service_unless_the_office_has_words_for_it(
    tree: tuple[list[Row], list[Row]],
) -> None:
    whole: dict[str, Origin] = {}
    for each in inheriting.effective(*tree):
        master = each.headquarters
        if master is None:
            continue
        if not master.is_part:
            whole[master.section] = each.origin
        elif each.own is None:
            withheld = whole.get(master.section) == Origin.WITHHELD
            assert each.origin == (Origin.WITHHELD if withheld else Origin.INHERITED)


@given(masters)
def test_serials_count_services_by_table_and_parts_by_service(above: list[Row]) -> None:
    counted = inheriting.serials(above)
    for section in SECTIONS:
        numbers = [number for row, number in zip(above, counted, strict=True) if row.section == section]
        # Each step is to the next service, or to the next part of the same one.
        before = (0, 0)
        for number in numbers:
            assert number in ((before[0] + 1, 0), (before[0], before[1] + 1))
            before = number
        parts = [
            number for row, number in zip(above, counted, strict=True) if row.section == section and number[1]
        ]
        assert len(parts) <= sum(row.is_part for row in above if row.section == section)


@given(generated.charters)
def test_a_charter_is_the_same_after_it_was_kept(charter: Charter) -> None:
    read_back = Charter.from_data(charter.as_data())
    assert read_back == charter
    assert read_back.sha256() == charter.sha256()
