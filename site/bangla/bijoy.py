"""Bijoy text (the font SutonnyMJ's) as Unicode.

`to_unicode` reads a text of which it is known that all of it is Bijoy: a document's font says so. Where nothing
says so, `bangla.bijoy_detection` finds the words that are.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from bangla import bijoy_glyphs as glyphs
from bangla.bijoy_glyphs import HASANTA

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_E, _AA, _AU_LENGTH = "ে", "া", "ৗ"
_FONT = re.compile(r"\w*(?<!O)MJ\b|\bBijoy\b|\bSutonny\b(?!\s*OMJ)", re.IGNORECASE)
# A letter of the font, for what depends on the neighbour.
_LETTERS = (
    frozenset(glyphs.VOWELS) | frozenset(glyphs.CONSONANTS) | frozenset(glyphs.SYLLABLES)
    | frozenset(glyphs.HALVES) | frozenset(glyphs.SIGNS_IN_FRONT)
)  # fmt: skip
# Codes that are signs of arithmetic or measure behind a number.
_AFTER_A_NUMBER = frozenset("°±²³µ¹º¼½¾×÷‰·")


def is_bijoy_font(name: str) -> bool:
    """Return whether a font's name is one of Bijoy's: SutonnyMJ, any other …MJ, but none of Unicode's …OMJ."""
    return _FONT.search(name) is not None


def as_glyphs(text: str) -> str:
    """Return a text with the codes that programs make of the same glyph brought back to one."""
    # Symbol fonts lie at U+F0xx; old programs leave the codes of Windows-1252 as control characters.
    return "".join(
        _of_windows(ord(sign) & 0xFF) if "\uf020" <= sign <= "\uf0ff" or "\x80" <= sign <= "\x9f" else sign
        for sign in text
    )


def _of_windows(code: int) -> str:
    try:
        return bytes([code]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(code)


@dataclass(slots=True)
class _Syllable:
    """What has been read of a syllable: letters, the sign in front, the signs behind, marks."""

    letters: str = ""
    front: str = ""
    sign: str = ""
    marks: str = ""
    raw: str = ""  # as it stood in the source, for what cannot be spoken

    @property
    def is_open(self) -> bool:
        return self.letters.endswith(HASANTA)

    def spoken(self) -> str:
        sign = self.front + self.sign
        if self.front == _E and self.sign in (_AA, _AU_LENGTH):
            sign = "ো" if self.sign == _AA else "ৌ"
        if self.letters == "অ" and sign == _AA:
            return "আ" + self.marks
        return self.letters + sign + self.marks


@dataclass(slots=True)
class _Reader:
    text: str
    said: list[str] = field(default_factory=list)
    faults: int = 0
    now: _Syllable = field(default_factory=_Syllable)

    def close(self) -> None:
        """End the syllable. A sign without a letter stays as it was typed, and counts as a fault."""
        now = self.now
        if now.letters:
            if now.is_open and now.raw[-1:] != glyphs.VIRAMA:
                self.faults += 1
            self.said.append(now.spoken())
        elif now.raw:
            self.faults += 1
            self.said.append(now.raw)
        self.now = _Syllable()

    def read(self) -> None:
        for place, glyph in enumerate(self.text):
            self.take(glyph, self.text[place - 1] if place else " ", self.text[place + 1 : place + 2] or " ")
        self.close()

    def take(self, glyph: str, before: str, after: str) -> None:
        if self._is_sign_of_writing(glyph, before, after):
            self.close()
            self.said.append(glyph)
        elif glyph in glyphs.SIGNS_IN_FRONT:
            # "¯w’": typed within the joined letter, before which it belongs.
            if not (self.now.is_open and not self.now.front):
                self.close()
            self.now.front = glyphs.SIGNS_IN_FRONT[glyph]
            self.now.raw += glyph
        elif glyph == "Í":
            self.letter("ত" if self.now.is_open else "ত" + HASANTA + "ম")
        elif glyph == "ø" and (not self.now.letters or self.now.is_open or self.now.sign):
            self.letter("স" + HASANTA + "ন", glyph)
        elif glyph == "ø":
            self.tail(HASANTA + "ল", glyph)
        elif glyph == "æ" and not self.now.letters.endswith("র"):
            self.letter("ম" + HASANTA + "ন", glyph)
        elif glyph in "æ“–" and self.now.letters:
            self.sign("ু", glyph)
        elif glyph in glyphs.CONSONANTS:
            self.letter(glyphs.CONSONANTS[glyph], glyph)
        elif glyph in glyphs.HALVES:
            self.letter(glyphs.HALVES[glyph], glyph)
        elif glyph in glyphs.SYLLABLES:
            syllable = glyphs.SYLLABLES[glyph]
            self.letter(syllable[:-1], glyph)
            self.sign(syllable[-1])
        elif glyph == "‘":
            self.letter("ত", glyph)
            self.sign("ু")
        elif glyph == "…":
            self.sign("ৃ", glyph)
        elif glyph in glyphs.TAILS:
            self.tail(glyphs.TAILS[glyph], glyph)
        elif glyph in glyphs.VOWEL_SIGNS:
            self.sign(glyphs.VOWEL_SIGNS[glyph], glyph)
        elif glyph == glyphs.REPH:
            self.reph(glyph)
        elif glyph == glyphs.VIRAMA:
            self.virama(glyph, after)
        elif glyph in glyphs.MARKS:
            self.mark(glyphs.MARKS[glyph], glyph)
        elif glyph in glyphs.VOWELS:
            self.close()
            self.now = _Syllable(letters=glyphs.VOWELS[glyph], raw=glyph)
        elif glyph in glyphs.KHANDA_TA:
            self.close()
            self.said.append(glyphs.KHANDA_TA[glyph])
        else:
            self.close()
            self.said.append(glyphs.DIGITS.get(glyph) or glyphs.PUNCTUATION.get(glyph, glyph))

    def _is_sign_of_writing(self, glyph: str, before: str, after: str) -> bool:
        """Return whether a code that may be a letter or a mark is a mark here."""
        letters, followed = self.now.letters, after in _LETTERS
        match glyph:
            case "”":
                return after not in "PQT"
            case "•":
                return after not in "LNg¶ÿ"
            case "“":
                return not letters.endswith(("র", "ল")) or bool(self.now.sign)
            case "–":
                return not letters.endswith("়") or letters.endswith("য়") or bool(self.now.sign)
            case "…":
                return not letters or bool(self.now.sign) or not (followed or letters.endswith("ত"))
            case "®" | "™" | "˜":
                return not (followed or after in glyphs.TAILS)
            case "·" if before == after == " ":
                return True
        if glyph in glyphs.ONLY_BEHIND_A_HALF:
            return not self.now.is_open
        if glyph in _AFTER_A_NUMBER and before in glyphs.DIGITS:
            return not followed
        # No letter before it to which it could belong.
        return glyph in "^~„&‚ƒ\u00ad" and not letters

    def letter(self, letters: str, raw: str = "") -> None:
        if self.now.sign or self.now.marks or (self.now.letters and not self.now.is_open):
            self.close()
        self.now.letters += letters
        self.now.raw += raw

    def tail(self, letters: str, raw: str) -> None:
        self.now.raw += raw
        if not self.now.letters:
            return
        if self.now.letters == "র" and letters == HASANTA + "য":
            self.now.letters += _ZWJ  # র‍্য, as in র‍্যাব: without it the letters would be র্য
        self.now.letters += letters[1:] if self.now.is_open else letters

    def sign(self, sign: str, raw: str = "") -> None:
        self.now.raw += raw
        if sign != self.now.sign:  # typed twice, seen once
            self.now.sign += sign

    def mark(self, mark: str, raw: str) -> None:
        self.now.raw += raw
        if mark not in self.now.marks:
            self.now.marks += mark

    def reph(self, raw: str) -> None:
        self.now.raw += raw
        if self.now.letters:
            self.now.letters = "র" + HASANTA + self.now.letters

    def virama(self, raw: str, after: str) -> None:
        self.now.raw += raw
        if not self.now.letters or self.now.sign:
            return
        self.now.letters += "" if self.now.is_open else HASANTA
        if after in _LETTERS:
            # Seen as a hasanta of its own, so its letters are not joined: উদ্‌যাপন.
            self.said.append(self.now.spoken() + _ZWNJ)
            self.now = _Syllable()


def read(text: str) -> tuple[str, int]:
    """Return a Bijoy text as composed Unicode, and the number of places that no Bijoy writer would have written."""
    reader = _Reader(as_glyphs(text))
    reader.read()
    return unicodedata.normalize("NFC", "".join(reader.said)), reader.faults


def to_unicode(text: str) -> str:
    """Return a text as Unicode all of which is Bijoy."""
    return read(text)[0]
