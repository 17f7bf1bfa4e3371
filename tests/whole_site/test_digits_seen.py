"""The reader of digits finds what it must, so that the whole site can be trusted with it."""

from tests.whole_site import digits_seen


def found(body: str, language: str) -> list[str]:
    return list(digits_seen.strange(f'<html lang="{language}"><body>{body}</body></html>'))


def test_bangla_digits_on_an_english_page_are_strange_unless_said_to_be_bangla() -> None:
    assert found("<p>page ৩</p>", "en") == ["page ৩"]
    assert found('<p>by order <span lang="bn">৫৮.০৪</span>, page 3<br>4</p>', "en") == []


def test_latin_digits_in_a_bangla_sentence_are_strange() -> None:
    assert found("<p>3টি পাতা</p><p>পাতা 3</p>", "bn") == ["3টি পাতা", "পাতা 3"]
    assert found("<p>৩টি পাতা</p><p>CC BY 4.0</p><p>OpenAPI 3.1 নথি</p><code>৩ ক 4</code>", "bn") == []
    assert found('<p lang="en">3 pages</p><script>"3টি"</script>', "bn") == []


def test_an_end_without_a_beginning_hides_nothing() -> None:
    assert found("</span><p>page ৩</p>", "en") == ["page ৩"]
