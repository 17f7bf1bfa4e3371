"""The words of docs/glossary.md are the words of the screens: its first Bangla word, or one that it names beside it."""

import re
from pathlib import Path

import polib

ROOT = Path(__file__).parents[2]
# The same English word for something else, or as what a button says: (message, what it is there).
ELSEWHERE = {
    "transfers": "sums that go from one account to another",
    "take back": "a button",
    "close": "a button",
    "take up": "a button, of decisions",
    "show": "a button",
    "record": "a button",
    "confirm": "a button",
    "weight": "how much a duty counts in the marks",
    "account": "somebody's sign-in",
    "accounts": "people who sign in",
    "release": "a prisoner's, which citizens come for",
    "headquarters": "the kind of an office; the office itself is named in the register",
    "statement": "what somebody signed as evidence",
    "version": "of a text, before the word's number",
}


def words(cell: str) -> list[str]:
    return [word.strip() for word in re.sub(r"\([^)]*\)", "", cell).split(",")]


def terms() -> dict[str, list[str]]:
    """Return what the glossary calls each thing in Bangla, by its English word."""
    found: dict[str, list[str]] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = re.match(r"\| ([^|]+) \| ([^|]+) \|", line)
        if cells is None or cells[1].startswith(("English", "---")) or cells[2].strip() == "–":
            continue
        for word in words(cells[1]):
            found.setdefault(word.lower(), []).extend(words(cells[2]))
    return found


def forms(word: str) -> set[str]:
    return {word, f"{word}s", f"{word}es", re.sub("y$", "ies", word)}


def test_the_catalogue_uses_the_words_of_the_glossary() -> None:
    catalogue = polib.pofile(str(ROOT / "locale" / "bn" / "LC_MESSAGES" / "django.po"))
    known = {form: bangla for word, bangla in terms().items() for form in forms(word)}
    asked, wrong = 0, {}
    for entry in catalogue:
        bangla = known.get(entry.msgid.lower())
        if bangla is None or entry.msgctxt or not entry.msgstr or entry.msgid.lower() in ELSEWHERE:
            continue
        asked += 1
        if not any(each in entry.msgstr for each in bangla):
            wrong[entry.msgid] = (entry.msgstr, bangla)
    assert wrong == {}
    assert asked > 100


def test_a_word_stands_once_in_the_glossary_unless_it_says_of_what() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|")[1:3] for line in lines if line.startswith("| ")]
    assert len({tuple(row) for row in rows if "English" not in row[0]}) == len(
        [row for row in rows if "English" not in row[0]]
    )
