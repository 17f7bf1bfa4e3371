"""Which language is spoken, and which of two texts is said in it."""

import pytest
from django.utils import translation

from language import spoken


@pytest.mark.parametrize(
    ("code", "language"), [("en", "en"), ("en-gb", "en"), ("bn", "bn"), ("fr", "bn"), (None, "bn")]
)
def test_whatever_is_not_english_is_spoken_as_bangla(code: str | None, language: str) -> None:
    with translation.override(code):
        assert spoken.active() == language
        assert spoken.preferred()[0] == language


@pytest.mark.parametrize(("code", "said"), [("en", "Dhaka"), ("bn", "ঢাকা"), (None, "ঢাকা")])
def test_of_words_in_both_languages_those_of_the_page_are_said(code: str | None, said: str) -> None:
    with translation.override(code):
        assert spoken.either("ঢাকা", "Dhaka") == said
        assert spoken.or_bangla("ঢাকা", "Dhaka") == said


@pytest.mark.parametrize("unwritten", ["", None])
@pytest.mark.parametrize("code", ["en", "bn"])
def test_what_nobody_has_translated_is_said_in_bangla(code: str, unwritten: str | None) -> None:
    with translation.override(code):
        assert spoken.or_bangla("ঢাকা", unwritten) == "ঢাকা"


def test_a_missing_translation_is_not_hidden_where_both_are_promised() -> None:
    with translation.override("en"):
        assert spoken.either("ঢাকা", "") == ""
