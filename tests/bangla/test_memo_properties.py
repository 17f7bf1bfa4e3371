"""Memo numbers in every writing that a keyboard, a hand or a scan may give them: one number has one form, and no other."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import digits, memo

GAPS = ["", "", "", " ", "  ", "\u00a0", "\t", "\u200b", "\u200c", "\ufeff", " \u00ad"]
DASHES = ["-", "–", "—", "‐", "‑", "−"]
LABELS = ["স্মারক নং-", "স্মারক নংঃ ", "পত্র নং ", "স্মারক নম্বর: ", "সূত্র: ", "(", ""]
BEHIND = ["", "।", ", ", " তারিখঃ ০৬-০৩-২০২৪", ")", "\n", " এর প্রেক্ষিতে", ";"]


class Written(NamedTuple):
    """A number as somebody wrote it, and its one form."""

    text: str
    key: str


@st.composite
def written(draw: st.DrawFn, gaps: list[str] = GAPS) -> Written:
    lengths = draw(st.sampled_from([memo.SHORT, memo.LONG]))
    groups = [draw(st.text("0123456789", min_size=length, max_size=length)) for length in lengths]
    serial = draw(st.integers(1, 999_999))
    copy = draw(st.none() | st.integers(1, 999))
    key = f"{'.'.join(groups)}-{serial}" + (f"/{copy}" if copy else "")
    mark = draw(st.sampled_from([".", ".", ".", "-", "–", ""]))

    def gap() -> str:
        return draw(st.sampled_from(gaps))

    text = groups[0]
    for group in groups[1:]:
        text += f"{gap()}{mark}{gap()}{group}" if mark else group
    zeros = draw(st.sampled_from(["", "0", "00"]))
    shown = f"{zeros}{serial}" if len(f"{zeros}{serial}") <= memo.LONGEST_SERIAL else str(serial)
    text += f"{gap()}{draw(st.sampled_from([*DASHES, '.']))}{gap()}{shown}"
    text += f"{gap()}/{gap()}{copy}" if copy else ""
    # Digits of both scripts, even inside one number.
    script = draw(st.sampled_from(["bangla", "ascii", "mixed"]))
    if script == "bangla":
        text = digits.to_bangla(text)
    elif script == "mixed":
        text = "".join(digits.to_bangla(each) if draw(st.booleans()) else each for each in text)
    return Written(text, key)


@given(written(), st.sampled_from(["", " ", "\n", "\u00a0"]))
def test_however_it_is_written_a_number_has_one_form(number: Written, around: str) -> None:
    assert memo.normal_form(f"{around}{number.text}{around}") == number.key


@given(written())
def test_the_one_form_is_its_own_and_that_of_its_bangla_digits(number: Written) -> None:
    assert memo.normal_form(number.key) == number.key
    assert memo.normal_form(digits.to_bangla(number.key)) == number.key
    assert str(memo.parse(number.key)) == number.key
    assert number.key.isascii()


@given(written(), written())
def test_two_numbers_share_a_form_only_where_they_are_one(one: Written, other: Written) -> None:
    assert (memo.normal_form(one.text) == memo.normal_form(other.text)) == (one.key == other.key)


@given(written(gaps=["", "", " ", "\u200c"]), st.sampled_from(LABELS), st.sampled_from(BEHIND))
def test_it_is_found_where_it_stands_in_running_text(number: Written, label: str, behind: str) -> None:
    text = f"উপর্যুক্ত বিষয়ে {label}{number.text}{behind} জানানো যাচ্ছে"
    found = list(memo.find_all(text))
    assert [str(each) for _start, _end, each in found] == [number.key]
    start, end, _number = found[0]
    assert memo.normal_form(text[start:end]) == number.key
    assert text[:start].endswith(label)


@given(st.lists(written(gaps=[""]), min_size=1, max_size=4), st.sampled_from(["; ", ", ", " ও ", "\n", "। "]))
def test_all_that_a_text_cites_are_found_in_their_order(numbers: list[Written], between: str) -> None:
    text = between.join(f"স্মারক নং-{number.text}" for number in numbers)
    assert [str(each) for _start, _end, each in memo.find_all(text)] == [number.key for number in numbers]


@given(written(gaps=[""]), st.data())
def test_a_figure_too_few_or_too_many_is_no_number(number: Written, data: st.DataObject) -> None:
    file, serial = number.key.split("-")
    place = data.draw(st.sampled_from([at for at, letter in enumerate(file) if letter.isdigit()]))
    for wrong in (file[:place] + file[place + 1 :], file[:place] + "7" + file[place:]):
        with pytest.raises(ValueError, match="memo number"):
            memo.normal_form(f"{wrong}-{serial}")
        with pytest.raises(ValueError, match="memo number"):
            memo.normal_form(digits.to_bangla(f"{wrong}-{serial}"))
    # Nor is it one that begins in the midst of another.
    assert not list(memo.find_all(f"৭{number.key}"))


@given(written())
def test_what_is_typed_into_a_search_finds_it(number: Written) -> None:
    assert memo.asked_for(number.text) == [number.key]
    if "/" not in number.key:
        assert number.key in memo.asked_for(number.key.replace(".", "").replace("-", ""))
        assert number.key in memo.asked_for(digits.to_bangla(number.key.replace(".", " ").replace("-", " ")))


@given(st.text())
def test_no_text_is_an_error_worse_than_none(text: str) -> None:
    list(memo.find_all(text))
    memo.asked_for(text)
    try:
        found = memo.normal_form(text)
    except ValueError:
        return
    assert memo.normal_form(found) == found


@given(written())
def test_its_beginnings_name_bodies_from_the_narrowest_to_the_widest(number: Written) -> None:
    found = memo.prefixes(number.key)
    assert len(found) == 4
    assert all(number.key.startswith(f"{each}.") for each in found)
    assert [len(each) for each in found] == sorted((len(each) for each in found), reverse=True)
