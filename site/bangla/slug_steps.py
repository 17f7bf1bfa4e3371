"""`slugs.romanise` as a list of replacements, for browsers: they write the address while a title is typed.

Made of the same tables, so that a word or a place is entered once. The rule of the silent vowel, which `slugs` keeps
as conditions on syllables, stands here as patterns; tests hold both against each other, word by word, in Python and
in a browser (ADR 0058). A step is (pattern, replacement, "$1" in it for the first group), done one after another on
the whole text. No pattern uses what Python's and JavaScript's expressions understand differently.
"""

import re
import unicodedata

from bangla import slugs

Step = tuple[str, str]

# Marks in the text while it is worked on: a known word ended here; an unwritten vowel, heard, silent or as `a`;
# and a known word with its Latin form before it, until it is sure that only an ending follows.
_KNOWN, _HEARD, _SILENT, _AS_A = "\ue000", "\ue001", "\ue002", "\ue003"
_FORM, _WORD, _DONE = "\ue004", "\ue005", "\ue006"
_ANY = "\u0980-\u09ff\ue000-\ue006"
_BEGIN, _END = f"(?<![{_ANY}])", f"(?![{_ANY}])"
# Letters with a dot are one letter each here: `_whole` writes them so.
_RRA, _RHA, _YYA = "\u09dc", "\u09dd", "\u09df"
_CONSONANT, _SIGN, _VOWEL, _DEAD = f"[ক-হ{_RRA}{_RHA}{_YYA}]", "[া-ৌ]", "[অ-ঔ]", "\u09cd"
_VOICED = f"{_HEARD}{_SILENT}{_AS_A}অ-ঔ"
_LONGEST = 60


def _whole(text: str) -> str:
    """Return a text with its dotted letters as one character each."""
    text = unicodedata.normalize("NFC", text)
    for letter, whole in (("\u09a1\u09bc", _RRA), ("\u09a2\u09bc", _RHA), ("\u09af\u09bc", _YYA)):
        text = text.replace(letter, whole)
    return text


def steps() -> list[Step]:
    """Return the replacements in their order."""
    return [*_letters(), *_known(), *_vowels(), *_silences(), *_spelling(), *_shape()]


def _letters() -> list[Step]:
    """One way of writing each letter; accents off; what joins letters invisibly away."""
    found = [("\u09a1\u09bc", _RRA), ("\u09a2\u09bc", _RHA), ("\u09af\u09bc", _YYA)]
    found += [("\u09c7\u09be", "\u09cb"), ("\u09c7\u09d7", "\u09cc"), ("[\u200c\u200d'’‘ʼ]", "")]
    found += [(chr(0x9E6 + digit), str(digit)) for digit in range(10)]
    plain: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x250)):
        if letter.isalpha():
            base = unicodedata.normalize("NFKD", letter.lower()).encode("ascii", "ignore").decode()
            plain[base] = plain.get(base, "") + letter
    return [*found, *((f"[{letters}]", base) for base, letters in plain.items())]


def _known() -> list[Step]:
    """The table's words, where nothing follows but an ending."""
    found = [
        (f"{_BEGIN}({_whole(word)})", f"{_FORM}{latin}{_WORD}$1{_DONE}") for word, latin in slugs._BY_LENGTH
    ]
    form, word = f"{_FORM}([a-z-]+){_WORD}", f"[^{_DONE}]+{_DONE}"
    return [
        *found,
        (f"{form}{word}(?={_whole(slugs.ENDINGS)}{_END})", f"$1{_KNOWN}"),
        (f"{_FORM}[a-z-]+{_WORD}([^{_DONE}]+){_DONE}", "$1"),
        (f"e{_KNOWN}ে", f"e{_KNOWN}"),
        # One letter alone after a word is spelt without its vowel: ঢাকার, ঢাকায়; so is that of an ordinal: ১ম.
        (f"{_KNOWN}([র{_YYA}]){_END}", f"$1{_DEAD}"),
        (f"(?<![0-9A-Za-z_{_ANY}])([0-9]+)({_CONSONANT})(?![0-9A-Za-z_{_ANY}])", f"$1$2{_DEAD}"),
    ]


def _vowels() -> list[Step]:
    """Mark the vowel that is not written after each bare consonant."""
    return [
        (f"{_VOWEL}{_DEAD}যা", _AS_A),
        (f"({_VOWEL}){_DEAD}য", "$1"),
        (f"({_CONSONANT})(?![{_DEAD}া-ৌ])", f"$1{_HEARD}"),
        (f"{_BEGIN}({_CONSONANT}{_DEAD}য){_HEARD}", f"$1{_AS_A}"),
    ]


def _silences() -> list[Step]:
    """Mark where that vowel is silent; `slugs._is_silent` says why."""
    unwritten = f"[{_HEARD}{_SILENT}]"
    heard_before = (
        f"[ক-হ]িক{unwritten}(?:তা)?{_END}|তা(?:[র{_YYA}]{unwritten})?{_END}|[ক-হ]ে(?:র{unwritten}|ই|ও)?{_END}"
    )
    next_open = f"(?!{heard_before})(?=[ক-ঢতথদধপ-স{_RRA}{_RHA}]{_SIGN})"
    before = f"[\u0980-\u09cc\u09ce-\u09ff{_HEARD}{_SILENT}{_AS_A}]"
    bare = "|".join(f"{_clusters(ending)}" for ending in slugs.BARE_ENDINGS)
    voiced = "".join(f"(?<!{_marked(ending)})" for ending in slugs.VOICED_ENDINGS)
    silent = f"$1{_SILENT}"
    return [
        (f"(?<=[{_VOICED}া-ৌ])({_CONSONANT}){_HEARD}(?=[অ-ঔ{_AS_A}])", silent),
        (f"(?<=[{_VOICED}া-ৌ])(?!প{_HEARD}রি)([ক-হ{_RRA}{_RHA}]){_HEARD}{next_open}", silent),
        (f"(?<=[{_VOICED}াু-ৌ])({_YYA}){_HEARD}{next_open}", silent),
        (f"(?<={before})(?<!ৃ)([ক-ণথ-স{_RRA}]){_HEARD}{_END}", silent),
        (f"(?<={before})(?<![িৃ])(ত){_HEARD}{_END}", silent),
        (f"(?<={before})(?<![িী])({_YYA}){_HEARD}{_END}", silent),
        (f"(?<={before})((?:{_CONSONANT}{_DEAD})*(?:{bare})){voiced}{_HEARD}{_END}", silent),
    ]


def _clusters(ending: str) -> str:
    """Return an ending as the end of a cluster: one that begins with the joining sign has a consonant before it."""
    return f"{_CONSONANT}{ending}" if ending.startswith(_DEAD) else ending


def _marked(ending: str) -> str:
    """Return an ending as it stands once its vowels are marked: ধর্ম is ধ, its vowel, র্ম."""
    return re.sub(f"([ক-হ])(?!{_DEAD})(?=.)", f"\\1{_HEARD}", ending)


def _spelling() -> list[Step]:
    """Letters into Latin ones: clusters that sound as a whole first."""
    first = [(f"{_BEGIN}{pair}", latin) for pair, (latin, other) in slugs.PAIRS.items() if latin != other]
    # ঙ্ক before ক্ষ: in আকাঙ্ক্ষা the first two belong together.
    pairs = [(pair, other) for pair, (_latin, other) in reversed(slugs.PAIRS.items())]
    tables = (slugs.CONSONANTS, slugs.SIGNS, slugs.VOWELS, slugs.OTHERS)
    return [
        (_SILENT, ""),
        *first,
        *pairs,
        (f"(?<!র){_DEAD}য", "y"),
        (f"(?<=[{slugs.SILENT_B_AFTER}]){_DEAD}ব", "w"),
        (_DEAD, ""),
        *((_whole(letter), latin) for table in tables for letter, latin in table.items()),
        (_HEARD, "o"),
        (_AS_A, "a"),
        (f"[{_ANY}]", ""),
    ]


def _shape() -> list[Step]:
    """Words with single hyphens between them, cut between two."""
    return [
        ("[^A-Za-z0-9]+", "-"),
        ("^-|-$", ""),
        (f"^([A-Za-z0-9-]{{1,{_LONGEST}}})(?=-|$).*$", "$1"),
        (f"^([A-Za-z0-9]{{{_LONGEST}}})[A-Za-z0-9].*$", "$1"),
    ]


def compiled() -> list[tuple[re.Pattern[str], str]]:
    """Return the steps for Python's expressions."""
    return [(re.compile(pattern), re.sub(r"\$(\d)", r"\\g<\1>", told)) for pattern, told in steps()]


def apply(text: str, told: list[tuple[re.Pattern[str], str]] | None = None) -> str:
    """Do the steps as a browser does them; for tests."""
    for pattern, replacement in told or compiled():
        text = pattern.sub(replacement, text)
    return text.lower()
