"""What stands above a paper's first label: its letterhead and its title."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import re

from charter_pages.papers import people
from charter_pages.papers.folding import compiled
from charter_pages.papers.lines import Line, joined
from charter_pages.papers.paper import Paper

MINUTES = compiled(
    r"কার্য্?য?\s?-?\s?(?:বিবরণী|বিবরণি|বিবরন|পত্র)|রেজুলেশন|রেজ্যুলেশন|রেজোলিউশন|সিদ্ধান্তসমূহের\s*বিবরণী|\bminutes\b"
)
NOTICE = compiled(
    r"(?:.*\s)?(?:[^\s]*বিজ্ঞপ্তি|নোটিশ|নোটিস|অফিস\s*আদেশ|আদেশ|পরিপত্র|প্রজ্ঞাপন|গণবিজ্ঞপ্তি|notice|circular|office order)[\s।:ঃ\-]*(?:\([^)]*\))?[\s।:ঃ]*"
)
# A notice to the press is news.
PRESS = compiled(r"(?:সংবাদ|প্রেস)\s*(?:বিজ্ঞপ্তি|রিলিজ)|press (?:release|note)")
REPORT = compiled(r"(?:.*[\s\-])?প্রতিবেদন[\s।:ঃ\-]*(?:\([^)]*\))?[\s।:ঃ]*|(?:.*\s)?report(?:\s*\([^)]*\))?")
CHARTER = compiled(r".*(?:সেবা\s*প্রদান(?:ের)?\s*প্রতিশ্রুতি|সিটিজেন(?:'?স্?)?\s*চার্টার|citizen'?s?'?\s*charter).*")
_GOVERNMENT = compiled(
    r"'*(?:গণ\s?প্রজাতন্ত্রী|বিসমিল্লাহ|মুজিববর্ষ|.*সরকার[\s।]*$|government of|'?রাখিব নিরাপদ|শেখ হাসিনার|স্মার্ট বাংলাদেশ)"
)
_ADDRESS = compiled(
    r".*(?:রোড|সড়ক|সরণি|এভিনিউ|বাজার|ভবন|তলা|গাঁও|www\.|https?:|\.gov\.bd|@|(?:ঢাকা|চট্টগ্রাম)\s*-?\s*\d{3,4}).*"
)


def is_letterhead(line: Line) -> bool:
    """Return whether a line names the government, an office or an address."""
    plain = line.plain.strip()
    if MINUTES.search(plain) or line.is_long:
        return False
    return bool(
        _GOVERNMENT.match(plain)
        or (
            _ADDRESS.fullmatch(plain)
            and len(plain) < 80
            and not compiled(r".*(?:সম্পর্কে|বিষয়ক|সভার)").match(plain)
        )
        or people.is_office(plain)
        or people.PLACES.fullmatch(plain)
        or all(people.is_office(part) for part in plain.rstrip("।").split(",") if part.strip())
    )


def place(paper: Paper, pool: list[Line], pattern: re.Pattern[str] | None) -> None:
    """Part the lines above the first label into letterhead and title; `pattern` is what the title's last line holds."""
    if not pool:
        return
    last = _last_of_title(pool, pattern)
    if last is None:
        paper.letterhead += [line.text for line in pool]
        return
    first = last
    while first > 0 and not is_letterhead(pool[first - 1]) and not pool[first - 1].ends_sentence:
        if pool[first].has_gap and _stands_alone(pool[first : last + 1]):
            break
        first -= 1
    while last + 1 < len(pool) and not pool[last + 1].has_gap and _goes_on(pool[last], pool[last + 1]):
        last += 1
    title = joined(pool[first : last + 1])
    paper.title = bare(title)
    paper.letterhead += [line.text for line in [*pool[:first], *pool[last + 1 :]]]


def bare(title: str) -> str:
    """Return a title without the stop behind it."""
    return title.strip().rstrip("।:ঃ ").removesuffix(".").strip()


def _last_of_title(pool: list[Line], pattern: re.Pattern[str] | None) -> int | None:
    if pattern is not None:
        search = pattern.search if pattern is MINUTES else pattern.fullmatch
        if found := [number for number, line in enumerate(pool) if search(line.plain)]:
            # A running head of the pages says less than the title.
            return max(found, key=lambda number: (len(pool[number].plain), -number))
    unlike = [number for number, line in enumerate(pool) if not is_letterhead(line)]
    return unlike[-1] if unlike else None


def _stands_alone(rows: list[Line]) -> bool:
    """Return whether lines are a whole title: "সভার কার্যবিবরণী" alone goes on from the line above."""
    return len(joined(rows).split()) > 3


def _goes_on(line: Line, below: Line) -> bool:
    is_more = below.plain.startswith("(") or line.plain.endswith((",", "-"))
    return is_more and not is_letterhead(below) and len(below.plain) < 90
