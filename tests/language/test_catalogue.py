"""The catalogue is whole: every message of ours has its Bangla, and each placeholder stands in it."""

import importlib.util
import unicodedata

from django.utils import translation

from tests.language import messages


def test_every_message_of_ours_has_its_bangla() -> None:
    known = messages.translated()
    missing = {text: place for text, place in messages.ours().items() if text not in known}
    assert missing == {}


def test_the_catalogue_can_be_compiled() -> None:
    spec = importlib.util.spec_from_file_location(
        "compile_catalogue", messages.ROOT / "scripts" / "compile_catalogue.py"
    )
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main(["--check"]) == 0


def test_bangla_is_written_in_composed_letters() -> None:
    for name in ("django.po", "djangojs.po"):
        text = (messages.ROOT / "locale/bn/LC_MESSAGES" / name).read_text("utf-8")
        assert text == unicodedata.normalize("NFC", text)


def test_staffs_screens_are_in_bangla() -> None:
    with translation.override("bn"):
        said = {
            english: translation.gettext(english)
            for english in ("Sign in", "Save draft", "Publish", "Reports")
        }
    assert all(english != bangla for english, bangla in said.items()), said
