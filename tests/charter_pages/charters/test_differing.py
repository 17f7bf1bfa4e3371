"""What changed between two states of a charter: all of it, and nothing else."""

import dataclasses
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from charter_pages.charters import differing
from charter_pages.charters.content import Charter, Level, Line, Officer
from charter_pages.charters.inheriting import Origin
from tests.charter_pages.charters import generated


def shown(charter: Charter) -> Any:
    """Return what of a charter a reader finds as the office's: not what headquarters says beside it."""
    lines = []
    for line in charter.lines:
        if line.is_offered:
            shown_line = dataclasses.replace(line, headquarters={}, withheld_because="", figures={})
            lines.append((line.key, dataclasses.astuple(shown_line)))
        else:
            lines.append((line.key, (line.name, line.withheld_because)))
    return dataclasses.replace(charter, lines=tuple(lines))  # type: ignore[arg-type]


@given(generated.charters, generated.charters)
def test_the_difference_is_empty_exactly_when_a_reader_finds_the_same(
    before: Charter, after: Charter
) -> None:
    assert (differing.between(before, after) == {}) == (shown(before) == shown(after))


@given(generated.charters)
def test_a_charter_does_not_differ_from_itself_read_back(charter: Charter) -> None:
    assert differing.between(Charter.from_data(charter.as_data()), charter) == {}


@given(generated.charters, generated.charters)
def test_a_difference_can_be_kept_as_json(before: Charter, after: Charter) -> None:
    difference = differing.between(before, after)
    assert json.loads(json.dumps(difference)) == difference


@given(generated.charters, generated.charters)
def test_no_service_is_added_and_removed_at_once_and_none_is_told_twice(
    before: Charter, after: Charter
) -> None:
    difference = differing.between(before, after)
    told = [each["key"] for name in ("added", "removed", "changed") for each in difference.get(name, [])]
    assert len(told) == len(set(told))
    old, new = ({line.key for line in charter.lines} for charter in (before, after))
    assert new - old <= {each["key"] for each in difference.get("added", [])}
    assert old - new <= {each["key"] for each in difference.get("removed", [])}


@given(generated.charters, st.data())
def test_a_change_of_one_column_is_that_column(charter: Charter, data: st.DataObject) -> None:
    offered = [line for line in charter.lines if line.is_offered]
    if not offered:
        return
    line = data.draw(st.sampled_from(offered))
    changed = dataclasses.replace(line, time="একেবারে নতুন সময়")
    after = dataclasses.replace(
        charter, lines=tuple(changed if each is line else each for each in charter.lines)
    )
    assert differing.between(charter, after) == {
        "changed": [{"key": line.key, "name": line.name, "columns": {"time": [line.time, "একেবারে নতুন সময়"]}}]
    }


def service(key: str, **columns: Any) -> Line:
    words = {"number": "১", "name": key, "method": "", "papers": "", "fee": "", "time": ""}
    return Line(key=key, section="citizen", is_part=False, task="", **{**words, **columns})


def charter(*lines: Line, **words: Any) -> Charter:
    return Charter(title="সনদ", office="নাটোর", language="bn", lines=lines, **words)


def test_a_transfer_is_told_once_however_many_rows_name_the_post() -> None:
    old, new = Officer("জেলার", holder="ক"), Officer("জেলার", holder="খ")
    before = charter(service("a", officer=old), service("b", officer=old, superior=old))
    after = charter(service("a", officer=new), service("b", officer=new, superior=new))
    assert differing.between(before, after) == {
        "officers": [{"title": "জেলার", "office": "", "columns": {"holder": ["ক", "খ"]}}]
    }


def test_another_post_is_a_change_of_the_row() -> None:
    before = charter(service("a", officer=Officer("জেলার", holder="ক")))
    after = charter(service("a", officer=Officer("জেল সুপার", holder="খ")))
    changed = differing.between(before, after)["changed"]
    assert changed == [{"key": "a", "name": "a", "columns": {"officer": ["জেলার", "জেল সুপার"]}}]


def test_a_row_added_on_top_is_one_addition_and_renumbers_in_silence() -> None:
    before = charter(service("a", number="১"))
    after = charter(service("b", number="১"), service("a", number="২"))
    assert differing.between(before, after) == {"added": [{"key": "b", "name": "b"}]}


def test_a_row_no_longer_offered_is_removed_with_its_reason() -> None:
    after = service("a", origin=Origin.WITHHELD, withheld_because="হাসপাতাল নেই")
    assert differing.between(charter(service("a")), charter(after)) == {
        "removed": [{"key": "a", "name": "a", "because": "হাসপাতাল নেই"}]
    }


def test_what_headquarters_says_beside_own_words_is_no_change() -> None:
    before = charter(service("a", origin=Origin.OVERRIDE, headquarters={"time": "৩ ঘণ্টা"}))
    after = charter(service("a", origin=Origin.OVERRIDE, headquarters={"time": "২ ঘণ্টা"}))
    assert differing.between(before, after) == {}


def test_rows_that_changed_places_are_told() -> None:
    a, b = service("a"), service("b")
    assert [each["key"] for each in differing.between(charter(a, b), charter(b, a))["moved"]] in (
        ["a"],
        ["b"],
    )


def test_expectations_and_levels_say_what_became_of_them() -> None:
    before = charter(expectations=("এক", "দুই"), levels=(Level("প্রথম", 30), Level("দ্বিতীয়", 20)))
    after = charter(expectations=("দুই", "তিন"), levels=(Level("প্রথম", 20),))
    assert differing.between(before, after) == {
        "expectations": {"added": ["তিন"], "removed": ["এক"]},
        "levels": {
            "removed": [{"number": 2, "when": "দ্বিতীয়"}],
            "changed": [{"number": 1, "when": "প্রথম", "columns": {"working_days": [30, 20]}}],
        },
    }
    assert differing.between(charter(expectations=("ক", "খ")), charter(expectations=("খ", "ক"))) == {
        "expectations": {"reordered": True}
    }
