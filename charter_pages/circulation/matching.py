"""Which offices a line of a distribution means, by its words alone. Pure: the register is given.

Papers write "কারা উপ মহাপরিদর্শক (সকল)" with and without hyphens and spaces, in two spellings of many a word, and name a
prison as "নাটোর জেলা কারাগার" or "জেলা কারাগার, নাটোর". So lines and names are compared in one spelling without gaps.
"""

import enum
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bangla import analysis

GAPS = re.compile(r"[^\w\u0980-\u09ff]+")


class Means(enum.StrEnum):
    """How a line came to its offices."""

    ALL = "all"  # "(সকল)": every holder of a post
    NAMED = "named"  # an office of the register
    WEBSITE = "website"  # asks for the paper to be published: publishing is that
    OUTSIDE = "outside"  # nobody of the register


@dataclass(frozen=True)
class Place:
    """An office as matching knows it. `place` is its name without the kind: "নাটোর"."""

    pk: int
    kind: str
    name: str
    parent: int | None = None


def _words(text: str) -> list[str]:
    """Return the words of a text, each in one spelling."""
    words = GAPS.split(analysis.normalise(text).replace("_", " "))
    # Vowel signs of a word's end differ between papers as those inside do: ি for ী.
    return [analysis.fold(word) for word in words if word]


def compact(text: str) -> str:
    """Return a text in one spelling, without gaps: what is compared."""
    return "".join(_words(text))


def _compacted(*texts: str) -> tuple[str, ...]:
    return tuple(compact(text) for text in texts)


EVERY = _compacted("সকল", "সব")
DEPUTY_GENERALS = _compacted(
    "কারা উপ মহাপরিদর্শক", "উপ কারা মহাপরিদর্শক", "উপ মহাকারা পরিদর্শক", "ডিআইজি প্রিজন্স", "ডি আই জি প্রিজন", "ডিআইজি কারা",
    "কারা বিভাগীয় দপ্তর", "কারা উপমহা পরিদর্শক",
)  # fmt: skip
SENIOR_SUPERINTENDENTS = _compacted("সিনিয়র জেল সুপার", "সিনিয়র সুপার", "সিনিঃ জেল সুপার", "সিঃ জেল সুপার")
SUPERINTENDENTS = _compacted("জেল সুপার", "কারা সুপার", "জেলসুপার", "তত্ত্বাবধায়ক")
JAILERS = _compacted("জেলার", "ডেপুটি জেলার")
PRISONS = _compacted("কারাগার", "কারাগারসমূহ")
CENTRAL, DISTRICT = _compacted("কেন্দ্রীয় কারাগার", "জেলা কারাগার")
OF_A_DIVISION = _compacted("বিভাগ", "বিভাগীয়")
HEADQUARTERS = _compacted("কারা মহাপরিদর্শক", "মহা কারা পরিদর্শক", "কারা অধিদপ্তর", "কারা সদর দপ্তর", "আইজি প্রিজন্স")
# The words of a name that say of which kind an office is; what is left is where it stands.
KIND_WORDS = _compacted("কেন্দ্রীয়", "জেলা", "কারাগার", "বিভাগীয়", "দপ্তর", "কার্যালয়", "কারা")
WEBSITE = re.compile(
    "(?:" + "|".join(_compacted("ওয়েব সাইট", "ওয়েব পোর্টাল", "ওয়েব পেজ", "ওয়েব সাইড", "website")) + ")"
    ".*(?:" + "|".join(_compacted("আপলোড", "প্রকাশ", "প্রচার", "প্রদর্শন", "upload", "publish")) + ")"
)  # fmt: skip
UPLOADED = re.compile(
    "(?:" + "|".join(_compacted("আপলোড", "upload")) + ")"
    ".*(?:" + "|".join(_compacted("ওয়েব সাইট", "ওয়েব পোর্টাল", "website")) + ")"
)  # fmt: skip

DIVISION_KIND, PRISON_KINDS = "division", ("central_prison", "district_prison")


def asks_for_the_website(text: str) -> bool:
    """Return whether a line asks for the paper to be put on the website."""
    said = compact(text)
    return bool(WEBSITE.search(said) or UPLOADED.search(said))


def match(text: str, register: Sequence[Place]) -> tuple[Means, list[int]]:
    """Return what a line means and the ids of its offices, in the register's order; closed offices are not given."""
    said = compact(text)
    if not said:
        return Means.OUTSIDE, []
    if _says_every(text):
        found = _every(said, register)
        if found:
            return Means.ALL, found
    else:
        found = _named(said, register)
        if found:
            return Means.NAMED, found
    return Means.OUTSIDE, []


def _says_every(text: str) -> bool:
    words = _words(text)
    return any(word in EVERY for word in words) or any(word.endswith("সমুহ") for word in words)


def _has(said: str, phrases: Collection[str]) -> bool:
    return any(phrase in said for phrase in phrases)


def _every(said: str, register: Sequence[Place]) -> list[int]:
    """Return every office whose head, or which itself, a line with "(সকল)" names."""
    kinds: set[str] = set()
    if _has(said, DEPUTY_GENERALS):
        kinds.add(DIVISION_KIND)
    rest = said
    for phrase in SENIOR_SUPERINTENDENTS:
        rest = rest.replace(phrase, "")
    if _has(rest, SUPERINTENDENTS) or _is_about_jailers(rest):
        kinds.update(PRISON_KINDS)
    elif _has(said, SENIOR_SUPERINTENDENTS):
        # A senior superintendent heads a central prison.
        kinds.add("central_prison")
    if CENTRAL in said and DISTRICT not in said:
        kinds = (kinds - {"district_prison"}) | {"central_prison"}
    elif DISTRICT in said and CENTRAL not in said:
        kinds = (kinds - {"central_prison"}) | {"district_prison"}
    elif _has(said, PRISONS):
        kinds.update(PRISON_KINDS)
    divisions = _divisions_named(said, register)
    return [
        office.pk
        for office in register
        if office.kind in kinds
        and (not divisions or (office.pk if office.kind == DIVISION_KIND else office.parent) in divisions)
    ]


def _is_about_jailers(said: str) -> bool:
    # "জেলা" and "র" of another word would read as "জেলার" in a text without gaps.
    return said.startswith(JAILERS) or any(
        f"{phrase}{every}" in said for phrase in JAILERS for every in EVERY
    )


def _divisions_named(said: str, register: Sequence[Place]) -> set[int]:
    """Return the divisions to which a line keeps itself: "(সকল), রাজশাহী বিভাগ"."""
    return {
        office.pk
        for office in register
        if office.kind == DIVISION_KIND and any(where_of(office) + word in said for word in OF_A_DIVISION)
    }


def where_of(office: Place) -> str:
    """Return the place in an office's name, without its kind."""
    return "".join(_words_of_place(office))


def _words_of_place(office: Place) -> list[str]:
    return [word for word in _words(office.name) if word not in KIND_WORDS]


def _named(said: str, register: Sequence[Place]) -> list[int]:
    """Return the one office that a line names, by its name or by the post of its head and its place."""
    whole = [(len(compact(office.name)), office) for office in register if compact(office.name) in said]
    # "কাশিমপুর কেন্দ্রীয় কারাগার-১" holds no shorter name, but "…-১০" would hold "…-১": the longest is meant.
    if whole:
        longest = max(length for length, _office in whole)
        return [office.pk for length, office in whole if length == longest and office.kind != "hq"] or [
            office.pk for _length, office in whole
        ][:1]
    if _has(said, DEPUTY_GENERALS):
        return [
            office.pk for office in register if office.kind == DIVISION_KIND and where_of(office) in said
        ][:1]
    if _has(said, SENIOR_SUPERINTENDENTS) or _has(said, SUPERINTENDENTS) or _has(said, PRISONS):
        return _prison_at(said, register)
    if _has(said, HEADQUARTERS):
        return [office.pk for office in register if office.kind == "hq"]
    return []


def _prison_at(said: str, register: Sequence[Place]) -> list[int]:
    """Return the prison whose place a line names; none where it may be several."""
    kinds = (
        {"central_prison"} if CENTRAL in said else {"district_prison"} if DISTRICT in said else PRISON_KINDS
    )
    found = [(_words_of_place(office), office) for office in register if office.kind in kinds]
    named = [
        (len("".join(words)), office.pk)
        for words, office in found
        if words and all(word in said for word in words)
    ]
    if not named:
        # A prison that was renamed keeps its place: "নাটোর" of what is "নাটোর মডেল জেলা কারাগার" today.
        kept = [office.pk for words, office in found if len(words) > 1 and words[0] in said]
        return kept if len(kept) == 1 else []
    longest = max(length for length, _pk in named)
    best = [pk for length, pk in named if length == longest]
    return best if len(best) == 1 else []
