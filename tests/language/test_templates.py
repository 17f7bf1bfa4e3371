"""No template of ours spells out what the catalogue should say: in whichever branch, whether a test reads it or not."""

import re

import pytest

from tests.language import messages
from tests.whole_site import marks

TEMPLATES = messages.ROOT / "templates"
# What Django puts in, and what it does not show.
PUT_IN = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|\{%\s*blocktrans.*?endblocktrans(?:late)?\s*%\}|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}",
    re.DOTALL,
)
# Both languages in one file, each behind its condition or its `lang`: law as it was agreed, and a page for when all
# else fails.
BOTH = {"500.html", "503.html", "storefront/privacy.html", "storefront/returns.html", "storefront/terms.html"}
NAMES = {"Atom", "CC BY", "CSV", "English", "JSON", "PDF", "RSS", "XLSX", "ZIP", "বাংলা"}


@pytest.mark.parametrize("language", ["bn", "en"])
def test_no_template_spells_out_words_of_one_language(language: str) -> None:
    found = {}
    for path in sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".sms"}):
        name = str(path.relative_to(TEMPLATES))
        if name in BOTH or name.startswith("styleguide"):
            continue
        source = PUT_IN.sub("1", path.read_text("utf-8"))
        kind = "text/html" if path.suffix == ".html" else "text/plain"
        if words := {each for each in marks.bare(source, kind, language) if len(each) > 1} - NAMES:
            found[name] = words
    assert found == {}


def test_the_files_in_both_languages_are_there() -> None:
    assert all((TEMPLATES / name).exists() for name in BOTH)
