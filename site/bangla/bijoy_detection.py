"""Which words of a text are Bijoy, where no font says so: they are made Unicode, and all else stays as it is.

A word counts as Bijoy by three things together: read as Bijoy it is well formed, its letters stand beside each other
as they do in Bangla, and they do not as they do in English. One word proves little; a run of words (a line, or the
part of it between two words in Unicode) is converted where its words together prove it. Within such a run a word that
cannot be Bijoy (an acronym, a name in Latin letters) stays, and is told as doubtful. Addresses of mail and web are
never touched.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bangla import bijoy, letter_pairs

# What a browser may ask the server about: wider than what is found to be Bijoy, and cheap (Python's and JavaScript's).
MAY_BE = (
    r"[A-Za-z_`][^\x00-\x7f\u0980-\u09ff]|[^\x00-\x7f\u0980-\u09ff][A-Za-z_`]"
    r"|[a-z`][A-Z]|[A-Za-z]`[A-Za-z]|[A-Za-z][vxjqwz](?![aeiou])"
)
# A run is Bijoy by one word that shows it or two that suggest it.
PROOF = 1.0
_SHOWS, _SUGGESTS = 1.0, 0.6
_MOST_STRANGE = 0.25
LONGEST_TEXT = 200_000  # letters judged; what follows stays as it is

# Bounded, or a long line of dots and figures would be tried again from each of its letters.
_TOKEN = re.compile(
    r"(?P<kept>(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b[a-zA-Z0-9-]{1,64}(?:\.[a-zA-Z0-9-]{1,64}){0,6}\.(?:com|org|net|gov|edu|info|bd|int|html?|docx?|xlsx?|pdf)\b(?:/\S*)?)"
    r"|(?P<space>\s+)"
    r"|(?P<bangla>[\u0980-\u09ff\u200c\u200d]+)"
    r"|(?P<word>[^\s\u0980-\u09ff\u200c\u200d]+)"
)
# Marks that English text does not hold beside a letter of the same word.
_TELLING = "†‡ˆ‰Š¨ª«Ö¯š›¤¡¢¦¥¬œŸƒ˜„©\u00ad"
_SHOWN = re.compile(rf"[{_TELLING}][A-Za-z_`]|[A-Za-z_`][{_TELLING}]")
_AMID = re.compile(r"[A-Za-z_`][†‡ˆ‰©¨ªÖ][A-Za-z_`]")
# দ stands within words; around words it is a mark of programmers'.
_WITHIN = re.compile("[A-Za-z]`[A-Za-z]")
_PIECE = re.compile("[A-Za-z]+")
_BANGLA_WORD = re.compile("[\u0981-\u0983\u0985-\u09ce\u09d7]+")
_SMALL_WORDS = frozenset(
    re.findall(
        "[a-z]+", "a i an as at be by do go he if in is it me my no of on or so to up us we the and for"
    )
)
_ACRONYM = 6


@dataclass(slots=True)
class _Word:
    text: str
    kind: str
    reading: str = ""
    evidence: float = 0.0
    is_bijoy: bool = False
    # Bijoy if its neighbours are: English would allow it, too.
    may_be_either: bool = False

    @property
    def has_letters(self) -> bool:
        return self.kind == "word" and _PIECE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class Converted:
    """A text after conversion; `doubtful` are the words in Latin letters that stand among converted ones."""

    text: str
    changed: bool
    doubtful: tuple[str, ...] = field(default=())


def looks_like_bijoy(text: str) -> bool:
    """Return whether a text holds Bijoy; English, addresses, numbers and Unicode Bangla are none."""
    return any(sum(word.evidence for word in run) >= PROOF for run in _runs(text[:LONGEST_TEXT]))


def convert(text: str) -> Converted:
    """Return the text with its Bijoy words as Unicode."""
    runs = list(_runs(text[:LONGEST_TEXT]))
    proven = [sum(word.evidence for word in run) >= PROOF for run in runs]
    if not any(proven):
        return Converted(text, changed=False)
    in_latin = sum(word.has_letters for run in runs for word in run)
    # A cell of one short word proves nothing by itself; in a table all of which is Bijoy it is Bijoy, too.
    around = sum(word.evidence >= _SUGGESTS for run in runs for word in run) * 2 > in_latin
    said: list[str] = []
    doubtful: list[str] = []
    for run, is_proven in zip(runs, proven, strict=True):
        if is_proven or around:
            _settle(run)
            doubtful += [word.text for word in run if word.has_letters and not word.is_bijoy]
        said += [word.reading if word.is_bijoy else word.text for word in run]
    result = "".join(said) + text[LONGEST_TEXT:]
    return Converted(result, result != text, tuple(dict.fromkeys(doubtful)))


def of_font(text: str, font: str) -> Converted:
    """Return a text of which a document says the font: all of it is Bijoy where the font is, unless it holds Unicode."""
    if bijoy.is_bijoy_font(font) and not _BANGLA_WORD.search(text):
        result = bijoy.to_unicode(text)
        return Converted(result, result != text)
    return convert(text)


def _runs(text: str) -> Iterator[list[_Word]]:
    """Yield the words of a text, spaces too, run by run; joined they are the text."""
    run: list[_Word] = []
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or "space"
        word = _Word(found[0], kind)
        ends_line = kind == "space" and ("\n" in word.text or "\t" in word.text)
        if kind == "word":
            _judge(word)
        if ends_line or kind == "bangla":
            yield [*run, word]
            run = []
        else:
            run.append(word)
    yield run


def _judge(word: _Word) -> None:
    """Say how much a word proves, read alone."""
    word.reading, faults = bijoy.read(word.text)
    strange = _strangeness(word.reading)
    pieces = _PIECE.findall(word.text)
    if faults or strange is None:
        return
    english = _is_english(word.text)
    shown = _SHOWN.search(word.text) is not None
    word.may_be_either = (
        (strange <= _MOST_STRANGE and not english) or (shown and strange < 0.4) or strange == 0
    )
    if strange > _MOST_STRANGE:
        return
    if shown:
        word.evidence = _SUGGESTS if english and not _AMID.search(word.text) else _SHOWS
    elif not english and pieces and (not word.text.isascii() or strange == 0):
        odd = _WITHIN.search(word.text) or any(
            letter_pairs.share_of_strange(each.lower(), letter_pairs.ENGLISH) > 0 for each in pieces
        )
        word.evidence = _SUGGESTS if odd and len(word.text) > 2 else 0.0


def _strangeness(reading: str) -> float | None:
    """Return the part of strange pairs in the Bangla words of a reading; None where it holds none."""
    words = _BANGLA_WORD.findall(reading.replace("\u200c", "").replace("\u200d", ""))
    if not words:
        return None
    pairs = [len(word) + 1 for word in words]
    strange = [letter_pairs.share_of_strange(word, letter_pairs.BANGLA) for word in words]
    return sum(share * count for share, count in zip(strange, pairs, strict=True)) / sum(pairs)


def _is_english(token: str) -> bool:
    """Return whether the Latin letters of a word are English; single ones go along with longer ones (e-mail)."""
    pieces = _PIECE.findall(token)
    return bool(pieces) and all(
        _reads_as_english(piece) for piece in [piece for piece in pieces if len(piece) > 2] or pieces
    )


def _reads_as_english(piece: str) -> bool:
    if len(piece) <= 2:
        return piece.lower() in _SMALL_WORDS
    if piece.isupper():
        return len(piece) <= _ACRONYM
    if not (piece.islower() or piece[1:].islower()):
        return False
    return letter_pairs.share_of_strange(piece.lower(), letter_pairs.ENGLISH) == 0


def _settle(run: list[_Word]) -> None:
    """Decide of each word of a run that is Bijoy; one that English allows as well goes with its neighbours."""
    words = [word for word in run if word.kind == "word"]
    for word in words:
        word.is_bijoy = word.may_be_either and not (word.evidence == 0 and _is_english(word.text))
    open_words = [
        word for word in words if not word.is_bijoy and (word.may_be_either or not word.has_letters)
    ]
    for word, beside in [(word, _decided_beside(words, word)) for word in open_words]:
        # Numbers and marks go along with any word beside them; "is" and "me" (সব) only with words on both sides.
        is_small = any(piece.lower() in _SMALL_WORDS for piece in _PIECE.findall(word.text))
        goes_along = all if is_small else any
        word.is_bijoy = not beside or goes_along(near.is_bijoy for near in beside)


def _decided_beside(words: list[_Word], word: _Word) -> list[_Word]:
    """Return the nearest words before and behind one that are Bijoy, or cannot be."""
    place = next(number for number, each in enumerate(words) if each is word)
    sides = (reversed(words[:place]), words[place + 1 :])
    decided = (
        next((near for near in side if near.is_bijoy or (near.has_letters and not near.may_be_either)), None)
        for side in sides
    )
    return [near for near in decided if near is not None]
