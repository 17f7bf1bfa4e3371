"""How a word sounds, so that Bangla typed in Latin letters ("karagar", "nakshi katha") finds Bangla.

Three forms, each written with a mark in front, so that they never meet a real word. The close one is how a word is
mostly romanised, letter for letter: কারা is "kara", করা is "kora". The full one takes both for "kara", and leaves out
aspiration. The skeleton keeps what every way of romanising agrees on (no a and o, one s, t, d, n, r) and is used for
words long enough to be told apart by it; the bones leave out every vowel, for words borrowed from English.
"""

import re
from functools import lru_cache

from bangla import loanwords, slugs, spellings

SKELETON_MARK, FULL_MARK, CLOSE_MARK, BONES_MARK = "\u09e0", "\u09e1", "\u09e0\u09e0", "\u09e1\u09e1"
SHORTEST_SKELETON = 5
SHORTEST_BONES = 4
SHORTEST_STEM = 5  # of a word that may have an ending: post is no stem of poster

_SAME_LETTERS = (
    (re.compile("^([bcdfghjklmnprstvz]+)y[ae]"), r"\1e"),  # ব্যবস্থা is written byabostha and bebostha
    (re.compile("(?<=[bcdfghjklmnprstvz])y(?=[bcdfghjklmnprstvz]|$)"), "i"),  # system, community
    (re.compile("^y(?=[bcdfghjklmnprstvz])"), "i"),  # ypsa
    (re.compile("chh"), "ch"),
    (re.compile("kkh|ksh"), "kh"),
    (re.compile("x"), "ks"),
    (re.compile("bh|v"), "b"),
    (re.compile("ph"), "f"),
    (re.compile("s+h|ss"), "s"),
    (re.compile("z"), "j"),
    (re.compile("ng+"), "n"),
    (re.compile("ee"), "i"),
    (re.compile("oo"), "u"),
    (re.compile("q|ck"), "k"),
    (re.compile("c(?=[eiy])"), "s"),  # service, certificate
    (re.compile("c(?!h)"), "k"),
    (re.compile("ch"), "c"),
    (re.compile("(?<=[aeiou])y(?=[aeiou])"), ""),  # নিয়ন্ত্রণ is written niyontron and niontron
    (re.compile("(?<=[a-z]{2}[ao])i$"), "y"),  # সময় is written somoy and somoi
)
_ASPIRATED = re.compile("([kgtdjr])h")
_DROPPED = re.compile("[aohwy]")
_REPEATED = re.compile(r"(.)\1+")
# As people write the endings of Bangla words in Latin letters.
_ENDINGS = (
    "der", "oder", "derke", "oderke", "gulo", "guli", "gulor", "gulir", "gulote", "gulite", "gulike", "guloke", "somuho",
    "shomuho", "somuher", "somuhe", "er", "ke", "te", "ra", "era", "ta", "ti", "tir", "tar", "r", "e", "y", "ye", "yer",
    "tite",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def close(latin: str) -> str:
    """Return the close form of a word in Latin letters, marked."""
    return CLOSE_MARK + _alike(latin)


@lru_cache(maxsize=50_000)
def full(latin: str) -> str:
    """Return the full form of a word in Latin letters, marked: "karagar" → the mark and "karagar"."""
    loosely = _ASPIRATED.sub(r"\1", _alike(latin)).replace("f", "p").replace("o", "a")
    return FULL_MARK + _REPEATED.sub(r"\1", loosely)


@lru_cache(maxsize=50_000)
def skeleton(latin: str) -> str | None:
    """Return the skeleton of a word in Latin letters, marked; None where it is too short."""
    bones = _skeleton(latin)
    return SKELETON_MARK + _beginning(latin) + bones if len(bones) >= SHORTEST_SKELETON else None


def bones(latin: str) -> str | None:
    """Return the consonants of a word in Latin letters, marked; None where there are too few."""
    consonants = _REPEATED.sub(r"\1", re.sub("[eiu]", "", _skeleton(latin)))
    return BONES_MARK + _beginning(latin) + consonants if len(consonants) >= SHORTEST_BONES else None


def _beginning(latin: str) -> str:
    """Return one letter for any vowel that begins a word, which its skeleton drops: officer is not fisher."""
    return "a" if latin[:1] in tuple("aeiouwy") else ""


def _skeleton(latin: str) -> str:
    bare = _DROPPED.sub("", full(latin)[len(FULL_MARK) :]).replace("e", "i")
    return _REPEATED.sub(r"\1", bare)


@lru_cache(maxsize=50_000)
def of_bangla(word: str) -> frozenset[str]:
    """Return every marked form under which a Bangla word may be asked for in Latin letters."""
    forms = _spelled(word)
    marked = {close(form) for form in forms}
    if "জ্ঞ" in word:  # বিজ্ঞপ্তি is written biggopti and bijnapti
        forms |= {form.replace("gg", "jn") for form in forms}
    return frozenset(marked).union(*(_loose(form) for form in forms))


def _written_in_english() -> dict[str, frozenset[str]]:
    """Return for each folded name and loanword how English writes it."""
    names = {word: frozenset({latin.replace("-", "")}) for word, latin in slugs._WORDS.items()}
    found: dict[str, frozenset[str]] = {}
    for word, latin in (*names.items(), *loanwords.ENGLISH_OF.items()):
        folded = spellings.fold(spellings.normalise(word))
        found[folded] = found.get(folded, frozenset()) | latin
    return found


_AS_IN_ENGLISH = _written_in_english()
# An unwritten vowel between two consonants may be heard or not: অপরাধ is written opradh and oporadh.
_UNWRITTEN = re.compile("([ক-হ]\u09bc?)(?=[ক-হ])")
# In the middle of a word it is mostly silent before a syllable that has a vowel: দরকার, আলমারি, নাশতা.
_SILENT = re.compile("([aeiou](?:[bcdfgjklmnprstvyz]h?))o(?=[bcdfghjklmnprstvyz]h?[aeiu])")


def _spelled(word: str, *, as_in_english: bool = True) -> set[str]:
    """Return how a Bangla word is mostly written in Latin letters."""
    ways = {word, _UNWRITTEN.sub(r"\1ো", word)}
    if "ঁ" in word:  # কাঁথা is written katha and kantha
        ways |= {way.replace("ঁ", "ন্") for way in ways}
    forms = {slugs.spell(way) for way in ways}
    forms |= {_SILENT.sub(r"\1", form) for form in forms}
    if as_in_english:
        forms |= _AS_IN_ENGLISH.get(spellings.fold(word), frozenset())
    if "্ব" in word:  # স্বজন is written swajan and shojon, উদ্বোধন udbodhon, সমন্বয় shomonnoy
        forms |= {form.replace("w", bow) for form in forms for bow in ("", "b")}
        forms |= {form.replace("nb", "n") for form in forms}
    if "্য" in word:  # খাদ্য is written khadyo and khaddo
        forms |= {re.sub(r"(?<=[bcdfghjklmnprstvz])y", "", form) for form in forms}
    if "র্য" in word:  # কার্যক্রম is written karjokrom and karyokrom
        forms |= {form.replace("rj", "ry") for form in forms}
    return forms - {""}


def closely(word: str) -> frozenset[str]:
    """Return the close forms of a Bangla word: one that is spelled otherwise and sounds alike has them too."""
    return frozenset(close(form) for form in _spelled(word))


def with_other_vowels(word: str) -> frozenset[str]:
    """Return the forms by which a long Bangla word is found whose vowels are spelled otherwise."""
    spelled = slugs.spell(word)
    forms = (
        (skeleton(spelled), SHORTEST_SKELETON + len(SKELETON_MARK)),
        (bones(spelled), SHORTEST_BONES + len(BONES_MARK)),
    )
    return frozenset(form for form, shortest in forms if form and len(form) > shortest)


@lru_cache(maxsize=50_000)
def shortly(word: str, *, is_first: bool = True) -> frozenset[str]:
    """Return the few marked forms that tell most of how a part of a Bangla word sounds; `is_first`: it begins with it."""
    forms = _spelled(word, as_in_english=is_first)
    return frozenset({close(form) for form in forms} | {full(form) for form in forms})


def _loose(latin: str) -> frozenset[str]:
    forms = {full(latin), skeleton(latin), bones(latin)}
    return frozenset(form for form in forms if form)


_CLUSTER = re.compile("[bcdfghjklmnprstvz]{2}$")
_BARE_C = re.compile("c(?!h|k)")


@lru_cache(maxsize=5_000)
def of_latin(word: str) -> tuple[frozenset[str], ...]:
    """Return the marked forms of a word typed in Latin letters, by steps: the closest first, each with those before.

    Closely; fully or by its skeleton, also without an ending; by its consonants alone.
    """
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    roots = [word] + [stem for stem in stems if len(stem) >= SHORTEST_STEM]
    if word.endswith("s") and len(word) > SHORTEST_STEM:  # of English, where it may be a plural
        roots.append(word[:-1])
    roots += [root.removesuffix("o") for root in roots if len(root) > SHORTEST_STEM]  # শিক্ষকদের, shikkhokoder
    closely = {close(root) for root in roots}
    closely |= {close(root[:-2] + "ar") for root in roots if root.endswith("er")}  # poster is পোস্টার
    closely |= {close(root + "o") for root in roots if _CLUSTER.search(root)}  # কেন্দ্রের, kendrer
    closely |= {close(_BARE_C.sub("ch", root)) for root in roots}  # চ is written c, too
    ways = [way for root in roots for way in _ways_of_latin(root)]
    loosely = {full(word), *map(full, ways), *map(skeleton, (*ways, *stems))}
    by_bones = {bones(way) for way in _ways_of_latin(word)}
    steps = (closely, closely | loosely, closely | loosely | by_bones)
    return tuple(frozenset(form for form in step if form) for step in steps)


def _ways_of_latin(word: str) -> list[str]:
    """Return a word with what is silent or sounds otherwise in English or in another way of romanising."""
    ways = [word]
    if len(word) > 3 and word.endswith("e"):
        ways.append(word[:-1])
    if re.match("y[aou]", word):  # যোগাযোগ is written jogajog and yogayog
        ways.append("j" + word[1:])
    if word.endswith("tion"):
        ways.append(word[:-4] + "shon")
    ways.append(re.sub("g(?=[ei])", "j", word))  # management
    ways.append(_BARE_C.sub("ch", word))
    ways.append(word.replace("ea", "i"))  # team
    ways.append(re.sub("(?<=[bcdfghjklmnprstvz])y(?=[aou])", "", word))  # rohingya
    return ways


def _alike(latin: str) -> str:
    """Write sounds that people spell in several ways in one way."""
    for pattern, sound in _SAME_LETTERS:
        latin = pattern.sub(sound, latin)
    return _REPEATED.sub(r"\1", latin)


# --- letters by their names ------------------------------------------------------------

_NAMES = {
    "a": "এ", "b": "বি", "c": "সি", "d": "ডি", "e": "ই", "f": "এফ", "g": "জি", "h": "এইচ", "i": "আই", "j": "জে",
    "k": "কে", "l": "এল", "m": "এম", "n": "এন", "o": "ও", "p": "পি", "q": "কিউ", "r": "আর", "s": "এস", "t": "টি",
    "u": "ইউ", "v": "ভি", "w": "ডব্লিউ", "x": "এক্স", "y": "ওয়াই", "z": "জেড",
}  # fmt: skip
_LETTER_OF = {name: letter for letter, name in _NAMES.items()}
_BY_NAMES = re.compile("(?:" + "|".join(sorted(map(re.escape, _LETTER_OF), key=len, reverse=True)) + ")")
LONGEST_BY_NAMES = 6


def by_names(word: str) -> str:
    """Return an abbreviation as Bangla writes it, by the names of its letters: "sms" → এসএমএস; "" if it is too long."""
    if not 2 <= len(word) <= LONGEST_BY_NAMES or any(letter not in _NAMES for letter in word):
        return ""
    return "".join(_NAMES[letter] for letter in word)


def from_names(word: str) -> str:
    """Return the abbreviation that a Bangla word spells by names of letters: এসএমএস → "sms"; "" if it is none."""
    names = _BY_NAMES.findall(word)
    is_whole = 2 <= len(names) <= LONGEST_BY_NAMES and "".join(names) == word
    return "".join(_LETTER_OF[name] for name in names) if is_whole else ""
