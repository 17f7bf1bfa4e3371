"""The products below speak our languages: Wagtail's, Django's and Oscar's messages in Bangla, and one English."""

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from tests.language import messages, upstream


def is_in_bangla(message: upstream.Message) -> bool:
    """Return whether the catalogue that a Bangla page is said from has a message."""
    words, context = message
    key = f"{context}\x04{words[0]}" if context else words[0]
    catalogue = trans_real.translation("bn")
    return any(catalogue._catalog.get(each) for each in (key, (key, catalogue.plural(1))))


def test_every_message_of_wagtail_and_django_that_may_be_met_is_in_bangla() -> None:
    assert {message for message in upstream.met() if not is_in_bangla(message)} == set()


@pytest.mark.parametrize("package", ["wagtail/admin", "wagtail_localize"])
def test_every_message_of_wagtails_javascript_is_in_bangla(package: str) -> None:
    known = {text for text, _context in messages.translated("djangojs.po")}
    told = {words[0] for (words, _context), _said in upstream.said(package, name="djangojs.po")}
    assert told - known == set()


def test_english_is_said_as_it_is_written() -> None:
    # "en" is "en_US" to Python's gettext, where Oscar keeps American words.
    with translation.override("en"):
        changed = {
            words[0]: translation.gettext(words[0])
            for (words, context), american in upstream.said("oscar", locale="en_US")
            if any(american) and context is None and translation.gettext(words[0]) != words[0]
        }
        assert changed == {}
        assert translation.gettext("Basket") == "Basket"
