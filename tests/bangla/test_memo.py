"""Memo numbers of real letters, in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import digits, memo


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২", "58.04.0000.021.03.020.24-262"),
        ("৫৮.০০.০০০০.০৫২.৩২.০০১.১৭- ১১২", "58.00.0000.052.32.001.17-112"),
        ("58.00.0000.018.31.006.17–46", "58.00.0000.018.31.006.17-46"),
        ("58.04.0000.021.03.020.24.262", "58.04.0000.021.03.020.24-262"),
        ("৫৮.০৪.০০০০.০২১.০০১.০৩.০০২০.২৪-৭", "58.04.0000.021.001.03.0020.24-7"),
        ("580400000210302024-262", "58.04.0000.021.03.020.24-262"),
        ("58-04-0000-021-03-020-24-0262", "58.04.0000.021.03.020.24-262"),
        ("৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২/১", "58.04.0000.021.03.020.24-262/1"),
    ],
)
def test_a_memo_number_has_one_form_however_it_is_printed(printed: str, normal: str) -> None:
    assert memo.normal_form(printed) == normal
    assert memo.normal_form(digits.to_bangla(normal)) == normal


@pytest.mark.parametrize(
    "text", ["", "58.04.0000.021.03.020.24", "58.04-262", "স্মারক", "1" * 17 + "-1", "1" * 40]
)
def test_what_is_no_memo_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="memo number"):
        memo.normal_form(text)


def test_citations_are_found_where_they_stand() -> None:
    text = "সূত্রঃ স্মারক নং- ৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬ তারিখঃ ০৬-০৩-২০২৪। পত্র নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২।"
    cited = [(text[start:end], str(number)) for start, end, number in memo.find_all(text)]
    assert cited == [
        ("৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬", "58.00.0000.018.31.006.17-46"),
        ("৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২", "58.04.0000.021.03.020.24-262"),
    ]


@given(st.sampled_from([memo.SHORT, memo.LONG]), st.data(), st.integers(1, 999_999))
def test_a_normal_form_is_its_own(lengths: tuple[int, ...], data: st.DataObject, serial: int) -> None:
    groups = [data.draw(st.text("0123456789", min_size=length, max_size=length)) for length in lengths]
    printed = ".".join(groups) + f"-{serial}"
    assert memo.normal_form(printed) == printed
