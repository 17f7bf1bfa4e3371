"""What a text says to the search index, and what a query asks of it.

A text is normalised (composed, invisible letters dropped, ASCII digits, lower case), its words' spellings are
folded (ি/ী, ু/ূ, ন/ণ, স/শ/ষ, ত/ৎ, no ঁ and ঃ, one of doubled consonants), and each word is indexed under every
base that its endings allow. A word of a query finds a word of a text where they share a base: so "কারাগারে"
finds "কারাগারসমূহের", and a wrong guess at one ending costs nothing. Two words written as one, or one as two,
meet by their joined form; Latin letters meet Bangla by sound (`bangla.sounds`); a memo number is one word in
any digits.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bangla import digits, glossary, memo, sounds, stopwords

LONGEST_QUERY = 300  # letters read of a query
MOST_TERMS = 12
MOST_WORDS = 20_000  # of one text
LONGEST_WORD = 40

_NUKTA, _HASANTA = "\u09bc", "\u09cd"
# Letters with a dot below are two code points in composed text too; folded they are one of these.
_DOTTED = {"\u09af\u09bc": "ৱ", "\u09a1\u09bc": "ৰ", "\u09a2\u09bc": "ৰ"}
_YYA = "ৱ"
_CONSONANTS = "ক-হৰৱ"
_WORD = re.compile(
    r"(?P<bangla>[\u0981-\u0983\u0985-\u09e3\u09f0\u09f1]+)"
    r"|(?P<number>\d+(?:[.,:/\-]\d+)*)"
    r"|(?P<latin>[^\W\d_\u0980-\u09ff]+(?:'[^\W\d_\u0980-\u09ff]+)*)"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")


def normalise(text: str) -> str:
    """Return a text in one form of letters and digits; what it says stays."""
    # Joiners go first: they keep apart what belongs together (ে and া are ো).
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _CONTROL.sub(" ", text)))
    text = _DASHES.sub("-", text).replace("’", "'")
    return digits.to_ascii(text).lower()


# --- spelling ------------------------------------------------------------

_FOLDED = str.maketrans(
    {
        "ী": "ি",
        "ঈ": "ই",
        "ূ": "ু",
        "ঊ": "উ",
        "ণ": "ন",
        "শ": "স",
        "ষ": "স",
        "ৎ": "ত",
        "ঙ": "ং",
        "ঁ": "",
        "ঃ": "",
    }
)
_DOUBLED = re.compile(rf"([{_CONSONANTS}]){_HASANTA}\1")


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return a normalised Bangla word in the one spelling under which its variants are indexed."""
    for dotted, letter in _DOTTED.items():
        word = word.replace(dotted, letter)
    # ক্ষ sounds like খ and is often written so (ক্ষেত, খেত).
    word = word.replace(f"ক{_HASANTA}ষ", "খ").translate(_FOLDED).replace(_NUKTA, "").strip(_HASANTA)
    word = (
        word.replace("ং" + _HASANTA, "ং")
        .replace("অ" + _HASANTA + "যা", "এ")
        .replace("এ" + _HASANTA + "যা", "এ")
    )
    return _DOUBLED.sub(r"\1", word).replace("য" + _HASANTA + "য", "য")


# --- endings ------------------------------------------------------------


def _endings(text: str) -> tuple[str, ...]:
    return tuple(fold(ending) for ending in unicodedata.normalize("NFC", text).split())


# Plurals, classifiers, cases and emphasis; then endings that make words of words.
_INFLECTIONS = _endings("গুলো গুলি গুলা সমূহ বৃন্দ গণ দের েদের রা েরা টি টা খানা খানি কে েকে তে েতে ের ে ই ও")
_DERIVATIONS = _endings(
    "াদি াবলি করণ করণের কৃত মূলক ভিত্তিক ভাবে সংক্রান্ত বিষয়ক যোগ্য বিরোধী কারী সহ যোগে পূর্ণ প্রাপ্ত জনিত ব্যাপী"
)
_AFTER_VOWEL = ("র", _YYA, _YYA + "ের", _YYA + "ে")
_VOWEL_SIGNS = "ািুৃেৈোৌ"
_SYLLABLES = re.compile(rf"[{_CONSONANTS}অ-ঔং]")


@lru_cache(maxsize=50_000)
def bases(folded: str) -> tuple[str, ...]:
    """Return every base that the endings of a folded Bangla word allow, the word itself first."""
    found = [folded]
    for word in found:  # grows while it is walked: an ending may stand behind an ending
        for base in _stripped(word):
            if base not in found and len(found) < 12:
                found.append(base)
    return tuple(found)


def _stripped(word: str) -> Iterator[str]:
    for ending in _INFLECTIONS:
        if word.endswith(ending) and _is_word(base := word[: -len(ending)], 2):
            yield base
    for ending in _DERIVATIONS:
        if word.endswith(ending) and _is_word(base := word[: -len(ending)], 2) and len(base) > 2:
            yield base
    for ending in _AFTER_VOWEL:
        base = word[: -len(ending)]
        is_after_vowel = word.endswith(ending) and base[-1:] and base[-1] in _VOWEL_SIGNS + "ইউ"
        if is_after_vowel and (_is_word(base, 2) or (len(ending) > 2 and len(base) > 1)):
            yield base


def _is_word(base: str, syllables: int) -> bool:
    return bool(base) and base[-1] != _HASANTA and len(_SYLLABLES.findall(base)) >= syllables


# Words that stand before others in one: উপসচিব is asked for as সচিব too.
_FRONTS = _endings("উপ যুগ্ম মহা কর্ম কারা সহ পুনঃ আন্তঃ স্ব উত্তম মাদক অর্থ জন")


@lru_cache(maxsize=50_000)
def inner_words(folded: str) -> tuple[str, ...]:
    """Return the bases of the word behind a known front: উপসচিব → সচিব."""
    for front in _FRONTS:
        rest = folded[len(front) :]
        if folded.startswith(front) and _is_word(rest, 3) and re.match("(?!গার)[ক-হঅ-ঔ]", rest):
            return bases(rest)
    return ()


@lru_cache(maxsize=20_000)
def english_bases(word: str) -> tuple[str, ...]:
    """Return an English word and its singular, where it may be a plural or a genitive."""
    word = unicodedata.normalize("NFKD", word)
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    word = word.removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        return word, word[:-3] + "y"
    if len(word) > 4 and re.search("(?:s|x|z|ch|sh)es$", word):
        return word, word[:-2], word[:-1]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word, word[:-1]
    return (word,)


# --- numbers ------------------------------------------------------------

_DOT = "·"  # no tokenizer's separator


def number_words(text: str) -> tuple[str, ...]:
    """Return the words of a number in ASCII digits: the parts of a date or range, a fiscal year in full."""
    if re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", text):
        text = text.replace(",", "")
    whole = re.sub(r"\D", "", text)
    if len(whole) >= sum(memo.SHORT):
        return (whole,)
    if fiscal := re.fullmatch(r"(\d{4})[-/](\d{2})", text):
        start, end = fiscal.groups()
        if int(end) == (int(start) + 1) % 100:
            return start, str(int(start) + 1)
    if re.fullmatch(r"\d+(?:[.:]\d+)+", text):
        return (_DOT.join(_plain(part) for part in re.split("[.:]", text)),)
    return tuple(_plain(part) for part in re.findall(r"\d+", text))


def _plain(figures: str) -> str:
    """Return a count without its leading zero ("০১।"); longer figures, codes mostly, as they are."""
    return figures.lstrip("0") or "0" if len(figures) <= 2 else figures[:LONGEST_WORD]


def memo_words(normalised: str) -> Iterator[tuple[str, ...]]:
    """Yield for each memo number of a text its words: whole, without the serial, and its groups."""
    for _start, _end, number in memo.find_all(normalised):
        file = "".join(number.groups)
        yield (file + number.serial, file, *number.groups, number.serial)


# --- texts ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """What a text is indexed under: `said` as often as it is, `implied` (joined forms, sounds) once."""

    said: list[str]
    implied: list[str]


def words_of(text: str) -> Words:
    """Return the index words of a text."""
    clean = normalise(text)
    said: list[str] = []
    implied: dict[str, None] = {}
    before, before_end = "", -9
    for count, found in enumerate(_WORD.finditer(clean)):
        if count >= MOST_WORDS:
            break
        word = found[0][:LONGEST_WORD]
        if found.lastgroup == "bangla":
            folded = fold(word)
            if not folded:
                continue
            these = bases(folded)
            said += these
            implied.update(dict.fromkeys(inner_words(folded)))
            implied.update(dict.fromkeys(_sounds(word, these)))
            if before and found.start() - before_end <= 2:
                implied.update(dict.fromkeys(before + base for base in these))
            before, before_end = folded, found.end()
        elif found.lastgroup == "latin":
            these = english_bases(word)
            said += these
            if before and found.start() - before_end == 1 and clean[before_end] == "-":
                implied.update(dict.fromkeys(before + base for base in these))
            before, before_end = these[0], found.end()
        else:
            said += number_words(found[0])
            before = ""
    for memo_number in memo_words(clean):
        said += memo_number
    return Words(said, list(implied))


@lru_cache(maxsize=50_000)
def _sounds(word: str, folded_bases: tuple[str, ...]) -> tuple[str, ...]:
    """Return how a word of a text sounds, whole and without its endings."""
    forms = set(sounds.of_bangla(word))
    for base in folded_bases[1:4]:
        forms |= sounds.of_bangla(base.replace("ৱ", "য়").replace("ৰ", "ড়"))
    if "ঁ" in word:
        for ending in (word[: -len(tail)] for tail in ("র", "ের", "ে", "টি", "গুলো") if word.endswith(tail)):
            forms |= sounds.of_bangla(ending)
    return tuple(sorted(forms))


# --- queries ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: what it may be indexed under, how it may sound, and how it begins."""

    typed: str
    words: frozenset[str]
    sounds: frozenset[str] = frozenset()
    start: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: every term is wanted. Empty where the text holds no word at all."""

    terms: tuple[Term, ...]

    @property
    def words(self) -> frozenset[str]:
        """Return every index word that an answer may hold, for showing where it does."""
        return frozenset().union(*(term.words | term.sounds for term in self.terms))

    @property
    def is_latin(self) -> bool:
        return any(term.sounds for term in self.terms)


def ask(text: str) -> Query:
    """Return what a person's text asks for; any text is fine, and any length."""
    clean = normalise(text[:LONGEST_QUERY])
    bare = re.sub(r"[\s.\-/]", "", clean)
    if bare.isdecimal() and len(bare) >= sum(memo.SHORT):
        return Query((Term(clean, frozenset({bare[:LONGEST_WORD]})),))
    terms: list[Term] = []
    for words in memo_words(clean):
        terms.append(Term(words[0], frozenset({words[0]})))
    for start, end, _number in sorted(memo.find_all(clean), reverse=True):
        clean = clean[:start] + " " + clean[end:]
    terms += _joined(list(_terms(clean)))
    telling = [term for term in terms if not _is_idle(term)]
    unique = {term.words: term for term in telling or terms}
    return Query(tuple(unique.values())[:MOST_TERMS])


def beginnings(term: Term) -> tuple[str, ...]:
    """Return how words begin, as written and as heard, that a half-typed term may become."""
    if term.sounds:
        return term.typed, sounds.full(re.sub("[^a-z]", "", term.typed))
    return (fold(term.typed) if term.start else term.typed,)


def _terms(clean: str) -> Iterator[Term]:
    for found in _WORD.finditer(clean):
        word = found[0][:LONGEST_WORD]
        if found.lastgroup == "bangla":
            if folded := fold(word):
                yield Term(word, frozenset(bases(folded)), start=min(bases(folded), key=len))
        elif found.lastgroup == "latin":
            forms = english_bases(word)
            ascii_word = re.sub("[^a-z]", "", forms[-1])
            heard = sounds.of_latin(ascii_word) if len(ascii_word) > 2 else frozenset[str]()
            yield Term(word, frozenset(forms), heard, start=forms[-1])
        else:
            for figures in number_words(found[0]):
                yield Term(figures, frozenset({figures}))


def _joined(terms: list[Term]) -> list[Term]:
    """Let two neighbours be found where a text writes them as one word."""
    joined = [set(term.words) for term in terms]
    for place in range(len(terms) - 1):
        first, second = terms[place], terms[place + 1]
        if first.start and second.start and not _is_idle(first) and not _is_idle(second):
            whole = fold(first.typed) if not first.sounds else first.typed
            both = {whole + word for word in second.words}
            joined[place] |= both
            joined[place + 1] |= both
    return [
        Term(term.typed, frozenset(words), term.sounds, term.start)
        for term, words in zip(terms, joined, strict=True)
    ]


def _is_idle(term: Term) -> bool:
    return term.typed in stopwords.BANGLA or term.typed in stopwords.LATIN


def _groups_of_bases() -> dict[str, frozenset[str]]:
    meanings: dict[str, frozenset[str]] = {}
    for group in glossary.GROUPS:
        words = frozenset(fold(word) if "\u0980" <= word[0] <= "\u09ff" else word for word in group)
        for word in words:
            meanings[word] = meanings.get(word, frozenset()) | words
    return meanings


_MEANINGS = _groups_of_bases()


def same_meaning(term: Term) -> frozenset[str]:
    """Return the index words that mean what a term means, where the glossary knows any."""
    return frozenset().union(*(_MEANINGS.get(word, frozenset()) for word in term.words))
