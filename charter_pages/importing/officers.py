"""Which post of the office, or of those above it, a cell of a charter names. Pure."""

import dataclasses
import re
from collections.abc import Sequence

from bangla import digits
from charter_pages.importing import headings

# Reasons of doubt.
NO_POST, MORE_WORDS, SEVERAL_POSTS = "no_post", "more_words", "several_posts"


@dataclasses.dataclass(frozen=True, slots=True)
class PostLine:
    """A post that may be meant; `distance` is 0 at the office itself, 1 at the one above it."""

    id: int
    titles: tuple[str, ...]
    role: str = ""
    distance: int = 0
    # What a charter may say beside the title that the post knows, too: office, holder, telephone, e-mail.
    facts: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Guess:
    post: int | None = None
    doubt: str = ""


# They announce what follows, and say nothing themselves.
_IDLE = frozenset(
    headings.bare(word)
    for word in re.findall(
        r"\S+", "ফোন ফোনঃ টেলিফোন মোবাইল ইমেইল মেইল ই নং নম্বর পদবি নাম phone mobile mail e no"
    )
)
# How kinds of post are called, the longest first where one stands within another.
_ROLES: dict[str, tuple[str, ...]] = {
    role: tuple(headings.bare(word) for word in words.split("|"))
    for role, words in {
        "deputy_jailer": "ডেপুটি জেলার|উপ জেলার|deputy jailer|deputy jailor",
        "jailer": "জেলার|jailer|jailor",
        "superintendent": "সিনিয়র জেল সুপার|সিনিয়র জেলসুপার|জেল সুপার|জেল সুপারিনটেনডেন্ট|তত্ত্বাবধায়ক|superintendent|jail super",
        "surgeon": "সহকারী সার্জন|কারা হাসপাতালের চিকিৎসক|কারা চিকিৎসক|সার্জন|চিকিৎসক|ডাক্তার|surgeon|doctor|physician",
        "assistant_inspector_general": "সহকারী কারা মহাপরিদর্শক|assistant inspector general",
        "additional_inspector_general": "অতিরিক্ত কারা মহাপরিদর্শক|additional inspector general",
        "deputy_inspector_general": "কারা উপ মহাপরিদর্শক|কারা উপমহাপরিদর্শক|ডিআইজি|deputy inspector general",
        "inspector_general": "কারা মহাপরিদর্শক|আইজি প্রিজন|inspector general",
        "administrative_officer": "প্রশাসনিক কর্মকর্তা|administrative officer",
        "programmer": "প্রোগ্রামার|programmer",
    }.items()
}


def guess(text: str, posts: Sequence[PostLine]) -> Guess:
    """Return which of the posts a cell names, and why that is doubtful."""
    letters = headings.bare(text.replace("(", " ").replace(")", " "))
    if not letters:
        return Guess()
    role, name = _role_of(letters)
    named = [
        (len(title), -post.distance, post)
        for post in posts
        for title in map(headings.bare, post.titles)
        if title and title in letters and _is_whole(title, letters, role, post)
    ]
    if not named and role:
        named = [(len(name), -post.distance, post) for post in posts if post.role == role]
    if not named:
        return Guess(doubt=NO_POST)
    length, nearness, post = max(named, key=lambda each: each[:2])
    equal = {each[2].id for each in named if each[:2] == (length, nearness)}
    if len(equal) > 1:
        return Guess(post.id, SEVERAL_POSTS)
    return Guess(post.id, "" if is_all_said(text, post, name) else MORE_WORDS)


def is_all_said(text: str, post: PostLine, name: str = "") -> bool:
    """Return whether the post knows all that a cell says: then nothing of the cell is lost by naming the post."""
    known = "".join(headings.bare(fact) for fact in (*post.titles, *post.facts)) + name
    figures = re.sub(r"\D", "", digits.to_ascii(" ".join(post.facts)))
    words = re.findall(r"[\w\u0980-\u09ff]+", text)
    for word in words:
        letters, numbers = headings.bare(word), re.sub(r"\D", "", word)
        if letters and letters not in known and letters not in _IDLE:
            return False
        if numbers and str(int(numbers)) not in figures:
            return False
    return True


def _role_of(letters: str) -> tuple[str, str]:
    """Return the kind of post that is named, by its longest name, and that name."""
    found = [
        (len(name), role, name)
        for role, names in _ROLES.items()
        for name in names
        if name and name in letters
    ]
    longest = max(found, default=(0, "", ""))
    return longest[1], longest[2]


def _is_whole(title: str, letters: str, role: str, post: PostLine) -> bool:
    """Return whether a title stands there for itself: "deputy jailer" does not name the jailer."""
    if not role or not post.role:
        own_role, _name = _role_of(title)
        return not own_role or own_role == role
    return post.role == role
