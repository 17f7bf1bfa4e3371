"""The stream that a draft's text becomes keeps the head of a plan apart from the letter that sends it."""

import json

from charter_pages.papers.taking import drafting


def test_the_head_of_a_plan_is_no_part_of_the_letters_last_paragraph() -> None:
    text = "কর্মপরিকল্পনা প্রেরণ\nএতদসঙ্গে প্রেরণ করা হলো।\nকারা অধিদপ্তর, ঢাকা\nবিষয়ঃ কর্মপরিকল্পনা\nক্রম\tকাজ\n১\tবিক্রি"
    letter, head, table = json.loads(drafting.blocks(text))
    assert letter["value"] == "<p>কর্মপরিকল্পনা প্রেরণ</p><p>এতদসঙ্গে প্রেরণ করা হলো।</p>"
    assert head["value"] == "<p>কারা অধিদপ্তর, ঢাকা</p><p>বিষয়ঃ কর্মপরিকল্পনা</p>"
    assert table["type"] == "table"
