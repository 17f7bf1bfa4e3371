"""The catalogue is whole: every message of ours has its Bangla, and each placeholder stands in it."""

import importlib.util
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tests.language import messages


def test_every_message_of_ours_has_its_bangla() -> None:
    known = messages.translated()
    missing = {text: place for text, place in messages.ours().items() if text not in known}
    assert missing == {}


@pytest.fixture
def script() -> Any:
    """The program that compiles."""
    path = messages.ROOT / "scripts" / "compile_catalogue.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_catalogue_can_be_compiled(script: Any) -> None:
    assert script.main(["--check"]) == 0


def test_a_catalogue_that_breaks_off_while_it_is_compiled_leaves_the_old_one(
    script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bn" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    source.write_text('msgid "Prison"\nmsgstr "কারাগার"\n', "utf-8")
    monkeypatch.setattr(script, "LOCALE", tmp_path)
    assert script.main([]) == 0
    whole = (folder / "django.mo").read_bytes()

    def breaks_off(file: Any, catalogue: Any) -> None:
        file.write(whole[:20])
        raise OSError("No space left on device")

    monkeypatch.setattr(script, "write_mo", breaks_off)
    os.utime(folder / "django.mo", (0, 0))
    with pytest.raises(OSError, match="No space"):
        script.main([])
    assert (folder / "django.mo").read_bytes() == whole
    assert {path.name for path in folder.iterdir()} == {"django.po", "django.mo"}


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
