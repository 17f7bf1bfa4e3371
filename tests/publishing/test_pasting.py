"""Bijoy in pasted HTML: its fonts are believed, its tags kept."""

from publishing import pasting


def test_rich_texts_and_blocks_are_converted_with_their_tags() -> None:
    made = pasting.convert_rich_text('<p data-block-key="a1">†Rj mycvi &amp; <b>bvg</b></p><embed id="5"/>')
    assert made.text == '<p data-block-key="a1">জেল সুপার &amp; <b>নাম</b></p><embed id="5"/>'


def test_a_word_that_word_parted_is_read_whole_and_scripts_are_left_behind() -> None:
    html = (
        "<style>p.Mso{font-family:SutonnyMJ}</style><p class=Mso>Kg<b>©KZ©v</b> "
        '<span style="font-family:Arial">NID</span> bvg<script>alert(1)</script></p>'
    )
    made = pasting.convert_html(html)
    assert made.text == "কর্মকর্তা NID নাম"
    assert "script" not in made.html


def test_a_table_all_of_which_is_bijoy_proves_its_short_cells() -> None:
    html = "<table><tr><td>‡mevi bvg</td><td>c×wZ</td></tr><tr><td>bvg</td><td>mfv</td></tr></table>"
    assert pasting.convert_html(html).text == "সেবার নাম\nপদ্ধতি\nনাম\nসভা"


def test_addresses_and_english_pages_stay_as_they_are() -> None:
    html = '<p>See <a href="https://prison.gov.bd/a_b~c">our charter</a> or write to jailer@prison.gov.bd</p>'
    assert pasting.convert_html(html) == pasting.Pasted(
        html, "See our charter or write to jailer@prison.gov.bd", changed=False
    )


def test_what_is_no_page_at_all_is_taken_for_text() -> None:
    assert pasting.convert_html("").text == ""
    assert pasting.convert_html("<!-- -->").changed is False
    assert pasting.convert_html("<" * 5000).changed is False
    assert pasting.convert_html("<div>" * 5000 + "†Rj mycvi").changed in (True, False)
