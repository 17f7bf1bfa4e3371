"""Who chairs or signs: lines, or one line with commas, parted into name, rank, posts and office."""

# ruff: noqa: E501 (patterns are lists of words, one line each)

import dataclasses
import re
from collections.abc import Iterable, Sequence

from charter_pages.papers.folding import compiled, fold
from charter_pages.papers.lines import Line, line_of
from charter_pages.papers.paper import Issuer, Person

_MILITARY = (
    r"(?:ব্রিগেডিয়ার\s*জেনারেল|ব্রিগেঃ\s*জেনারেল|ব্রিঃ\s*জেঃ|ব্রিগে\.?\s*জেনা\.?|মেজর\s*জেনারেল|লেফটেন্যান্ট\s*(?:জেনারেল|কর্নেল|কমান্ডার)?|"
    r"লে(?:ঃ|\.|:)?\s*(?:কর্নেল|কঃ|কমান্ডার|জেনারেল)|কর্নেল|কর্ণেল|মেজর|ক্যাপ্টেন|কমান্ডার|কমোডর|এয়ার\s*কমোডর|গ্রুপ\s*ক্যাপ্টেন|উইং\s*কমান্ডার|"
    r"স্কোয়াড্রন\s*লিডার|brigadier general|brig(?:\.|adier)? gen(?:\.|eral)?|colonel|lt\.? col(?:\.|onel)?|major)"
)
_CIVIL = r"(?:সিনিয়র\s*সচিব|(?:ভারপ্রাপ্ত\s*)?সচিব|অতিরিক্ত\s*সচিব|যুগ্ম\s?-?\s?সচিব|উপ\s?-?\s?সচিব|(?:সিনিয়র|জ্যেষ্ঠ)\s*সহকারী\s*সচিব|সহকারী\s*সচিব|(?:senior )?(?:assistant|deputy|joint|additional) secretary)"
_IS_MILITARY = compiled(rf"{_MILITARY}(?:\s*\([^()]*\))?[,।.\s]*")
_NAME_WITH_RANK = compiled(rf"(?P<rank>{_MILITARY})(?=[\s,])[\s,]+")
_IS_CIVIL = compiled(rf"{_CIVIL}(?:\s*[(,-]\s*[^)]*\)?)?[।.\s]*")
_DECORATION = compiled(
    r"(?:পি\.?এস\.?সি|এনডিসি|এনডিইউ|এএফডব্লিউসি|এএফডাব্লিউসি|পিবিজিএম|বিজিবিএম|বিপিএম(?:[- ]?(?:বার|সেবা))?|পিপিএম(?:[- ]?(?:বার|সেবা))?|এসপিপি|এসইউপি|ওএসপি|পিএইচডি|পিএইচ\.?ডি|এমফিল|এমপি|জি\+?|এ(?:ডি)?ডব্লিউসি|বিএসপি|বিপি|psc|ndc|afwc|phd|bpm|ppm|g\+?)[\s.।)]*"
)
_ENGLISH_POST = compiled(
    r"(?:(?:additional|deputy|assistant|senior|joint|chief|acting|the)\s+)*(?:inspector|director|secretary|officer|superintendent|jailer|programmer|manager|engineer|commissioner|chairman|member)\b"
)
# What is spelled by the names of letters is a decoration too ("এএমসি"), where it is no post ("ডিসি").
_LETTERS = r"(?:এইচ|এফ|এক্স|এম|এন|এল|এস|আই|আর|ইউ|ওয়াই|ডব্লিউ|ডাব্লিউ|কিউ|জেড|জি|জে|টি|ডি|পি|বি|ভি|সি|কে|এ|ই|ও)"
_SPELLED = compiled(rf"{_LETTERS}(?:[.\s-]?{_LETTERS}){{2,6}}[\s.।)]*")
_SPELLED_POST = compiled(
    r"(?:অতিঃ?\s*)?(?:ডিআইজি|আইজি|এআইজি|ডিসি|এডিসি|এডিএম|এসপি|এএসপি|এডিপি|ইউএনও|ওসি|পিডি|পিএস|এপিএস|পিআরও|সিএ|এসি|ডিডি|এডি|ডিজি|এডিজি|আইজিপি|ডিএডি|আরপি|এমও|আরএমও)[\s।.]*"
)
# A colon that shortens a word within a name: "মো: …", "ডা: …".
_SHORTENED = compiled(r"(?<![^\W_])(?:মো|মোসা|মোছা|মোহা|মু|মুহা|ডা|ড|ইঞ্জি|প্রকৌ|লে|কৃ|অব)\s?:")
_HONORIFIC = compiled(r"(?:জনাব|জনাবা|বেগম|মিজ|শ্রী|জনাব/বেগম|mr|mrs|ms|miss)\.?\s*[:ঃ]?\s+")
# A member's post is named with the body: "সভাপতি, নৈতিকতা কমিটি".
_ROLE_BEHIND = compiled(r"\s*/\s*(?=(?:সভাপতি|আহ্বায়ক|আহবায়ক|টিম\s*লিডার|সদস্য)(?![^\W\d]|[া-্]))")
_OF_A_BODY = compiled(
    r"(?:ও\s*)?(?:সহ-?\s?)?(?:সভাপতি|আহ্বায়ক|আহবায়ক|সদস্য|সদস্য\s?-?\s?সচিব|টিম\s*লিডার|প্রধান|ফোকাল\s*পয়েন্ট)"
)
# How somebody holds the post above: "(চলতি দায়িত্ব)".
_ACTING = compiled(r"\((?:ভারপ্রাপ্ত|[^()]*দায়িত্ব|(?:চ|অ)[.ঃ:]?\s?দা[.ঃ:]?)\)[।\s]*")
_BODY = compiled(r".*(?:কমিটি|টিম|পরিষদ|বোর্ড|কমিশন|কাউন্সিল)[।\s]*")
_ENDS_POST = compiled(
    r".*(?:সচিব|প্রধান|পয়েন্ট|কর্মকর্তা|পরিচালক|পরিদর্শক|সুপার|জেলার|প্রশাসক|সভাপতি|আহ্বায়ক|সদস্য)(?:\s*\([^()]*\))?"
)
_ONLY_AND = compiled(r"\s*(?:ও|এবং|and|&)\s*")
_BEHALF = compiled(
    r"(?:(?P<whom>[^:ঃ]*?[^\s:ঃ\-])\s*(?:-?\s*এর\s*)?পক্ষে\s*[।.]?$|(?:পক্ষে|for)(?:\s*[-:ঃ,]+\s*|\s+)(?P<behind>\S.*))"
)
_VERB = compiled(r"(?:হলো|হল|হইল|হবে|হয়|হয়েছে|করেন|করা|করতে|করার|জানান|জন্য|হতে|থেকে|এবং|সভা|তালিকা)(?:[\s।,;]|$)")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\s?\.\s?[\w-]+)+")
_CONTACT = compiled(
    r"(?:ফোন|টেলিফোন|টেলি|মোবাইল|মুঠোফোন|ফ্যাক্স|ই\s?-?\s?মেইল|ইমেইল|ইমেল|ওয়েব(?:সাইট)?|web(?:site)?|e-?mail|phone|tel|mobile|fax)\s*(?:নং|নম্বর)?\s*[:ঃ.\-]|(?:\+?880|0)\d[\d\s\-]{7,}$|[+\d][\d\s\-()]{8,}$"
)
_MAIL_LABEL = compiled(r"(?:ই\s?-?\s?মেইল|ইমেইল|ইমেল|e-?mail|mail)\s*(?:নং)?\s*[:ঃ\-]*\s*")
_POST = compiled(
    r"(?:সচিব|পরিদর্শক|পরিচালক|মহাপরিচালক|কর্মকর্তা|সুপার|জেলার|প্রধান|পয়েন্ট|প্রোগ্রামার|প্রকৌশলী|আহ্বায়ক|আহবায়ক|সভাপতি|সদস্য|চেয়ারম্যান|কমিশনার|প্রশাসক|ম্যাজিস্ট্রেট|জজ|বিচারক|"
    r"হিসাবরক্ষক|সহকারী|ব্যবস্থাপক|ম্যানেজার|অফিসার|শিক্ষক|চিকিৎসক|সার্জন|অধ্যক্ষ|অধ্যাপক|তত্ত্বাবধায়ক|মন্ত্রী|উপদেষ্টা|প্রতিনিধি|সম্পাদক|মেয়র|পরামর্শক|কনসালটেন্ট|বিশ্লেষক|এনালিস্ট|অ্যানালিস্ট|"
    r"অপারেটর|উপ-?\s?মহা|সমন্বয়ক|সমন্বয়কারী|মহাসচিব|ডিআইজি|আইজি|এআইজি|রেজিস্ট্রার|কম্পট্রোলার|নিরীক্ষক|লিডার|ইনচার্জ|বিশেষজ্ঞ|গবেষক|উপাচার্য|ডাক্তার|পাবলিক|মুখপাত্র|কিপার|মাষ্টার|মাস্টার|ইন্সপেক্টর|"
    r"director|secretary|general|officer|chief|manager|programmer|superintendent|jailer|chairman|member|engineer)"
)
_OFFICE_END = compiled(
    r".*(?:বিভাগ|অনুবিভাগ|অধিশাখা|শাখা|সেল|উইং|মন্ত্রণালয়|অধিদপ্তর|অধিদফতর|দপ্তর|দফতর|কার্যালয়|কারাগার|কারাগার-\d+|সচিবালয়|ইউনিট|একাডেমি|একাডেমী|পরিদপ্তর|ব্যুরো|সংস্থা|পরিষদ|কর্পোরেশন|কমিশন|ইনস্টিটিউট|কেন্দ্র|হাসপাতাল|বিশ্ববিদ্যালয়|কলেজ|ফাউন্ডেশন|ব্যাংক|লিমিটেড|লিঃ|বোর্ড|আদালত|টিম|কমিটি|জেলা|উপজেলা|মহানগর|অঞ্চল|জোন|প্রকল্প|"
    r"division|department|ministry|directorate|office|section|branch|cell|wing|prisons?|jail|secretariat|bangladesh)(?:ের|র|-\d+|\s*\d+|\s*\([^)]*\)|-[ক-হ])?[।.,\s]*"
)
PLACES = compiled(
    r"(?:ঢাকা|চট্টগ্রাম|রাজশাহী|খুলনা|বরিশাল|সিলেট|রংপুর|ময়মনসিংহ|নাটোর|কুমিল্লা|বগুড়া|যশোর|গাজীপুর|নারায়ণগঞ্জ|কাশিমপুর|কেরানীগঞ্জ|কেরাণীগঞ্জ|টাঙ্গাইল|রাঙ্গামাটি|কক্সবাজার|বকশী?বাজার|আগারগাঁও|সেগুনবাগিচা|তেজগাঁও|মতিঝিল|রমনা|বাংলাদেশ|dhaka)(?:\s*-?\s*\d{2,4})?[।.,\s]*"
)


@dataclasses.dataclass(slots=True)
class Read:
    """A person, and the words around it that name no part of one: "জনাব", "ও"."""

    person: Issuer
    words: list[str]
    copied: list[str]


def is_name_in_brackets(line: Line) -> bool:
    """Return whether a line is a name in brackets: a signature."""
    plain = line.plain
    if not (plain.startswith("(") and plain.rstrip(" ।.").endswith(")")) or len(plain) > 90:
        return False
    inner = plain.strip().rstrip(" ।.")[1:-1].strip()
    if ("(" in inner and ")" not in inner) or ":" in _SHORTENED.sub("", inner) or "/" in inner:
        return False
    is_note = compiled(
        r"(?:\d|সকল|সংযুক্ত|জ্যেষ্ঠতা|কার্যার্থে|জ্ঞাতার্থে|একই|অপর|চলমান|প্রযোজ্য|ভারপ্রাপ্ত|(?:চলতি|অতিরিক্ত|রুটিন)\s*দায়িত্ব|(?:চ|অ)[.ঃ:]?\s?দা[.ঃ:]?$|.*(?:হলো|হইল|হয়েছে|করা|নহে|নয়|জন্য)$|[^\W\d]$|.{1,3}$)"
    ).match(inner)
    if is_note or inner.endswith("।"):
        return False
    name = _NAME_WITH_RANK.sub("", inner)
    return len(name) > 3 and len(inner.split()) <= 9


def is_contact(line: Line) -> bool:
    return _CONTACT.match(line.plain) is not None or _MAILBOX.search(line.text) is not None


def is_honoured(line: Line) -> bool:
    """Return whether a line begins with "জনাব" or the like."""
    return _HONORIFIC.match(line.plain) is not None


def is_behalf(line: Line) -> bool:
    return len(line.plain) < 60 and _BEHALF.fullmatch(line.plain) is not None


def is_post(plain: str) -> bool:
    """Return whether a folded text names a post: a word of posts that no office's name ends."""
    return _POST.search(plain) is not None and not is_office(plain.split(",")[0])


def is_office(plain: str) -> bool:
    """Return whether a folded text names an office or a place."""
    bare = plain.strip()
    if _OFFICE_END.fullmatch(bare) or PLACES.fullmatch(bare):
        if _ENGLISH_POST.match(bare):
            return False
        # A post in brackets behind an office, or an office's name in a post's: "কারা অধিদপ্তরের মহাপরিদর্শক".
        return not compiled(
            r".*(?:কর্মকর্তা|পরিদর্শক|সচিব|পরিচালক|প্রধান|সুপার|জেলার)\s*(?:\([^)]*\))?[।.\s]*"
        ).fullmatch(bare)
    return False


def is_body(plain: str) -> bool:
    """Return whether a folded text names a committee, a team or the like."""
    return _BODY.fullmatch(plain) is not None


def is_decoration(plain: str) -> bool:
    """Return whether a folded text is what stands behind an officer's name: "পিএসসি", "এএমসি"."""
    return _DECORATION.fullmatch(plain) is not None or (
        _SPELLED.fullmatch(plain) is not None and _SPELLED_POST.fullmatch(plain) is None
    )


def is_rank(plain: str) -> bool:
    return _IS_MILITARY.fullmatch(plain) is not None or _IS_CIVIL.fullmatch(plain) is not None


def could_be_name(line: Line) -> bool:
    """Return whether a line could be a person's name: short, no figures, no post, no office."""
    if line.plain.count("(") != line.plain.count(")"):
        return False
    plain = _SHORTENED.sub("", _HONORIFIC.sub("", line.plain.strip(" ()।,")))
    return (
        0 < len(plain) <= 60
        and 1 <= len(plain.split()) <= 8
        and not re.search(r"\d|[:;।?]|@|www\.", plain)
        and not is_office(plain)
        and not (_POST.search(plain) and not _NAME_WITH_RANK.match(plain))
        and not _ONLY_AND.fullmatch(plain)
        and not _VERB.search(plain)
    )


def could_be_person(line: Line) -> bool:
    """Return whether a line of a list names somebody, by name or by post."""
    plain = line.plain
    if line.is_long or _VERB.search(plain) or plain.endswith((":", "ঃ", ";")):
        return False
    return (
        bool(_HONORIFIC.match(plain))
        or is_post(plain)
        or is_rank(plain.split(",")[0])
        or could_be_name(line.cut(0, len(plain.split(",")[0])))
    )


def parse(lines: Sequence[Line], *, has_name: bool = True) -> Read:
    """Return who is meant by these lines: the first is the name, unless it is a post."""
    found = Issuer()
    words: list[str] = []
    copied: list[str] = []
    titles: list[str] = []
    office: list[str] = []
    # A second post may stand behind the office of the first, if "ও" says so.
    is_first, after_and, office_since = has_name, False, False
    for token in _tokens(lines):
        plain = token.plain
        if _ONLY_AND.fullmatch(plain):
            words.append(token.text)
            after_and = True
            continue
        if is_contact(token):
            _take_contact(token, found, words)
            continue
        if (
            (behalf := _BEHALF.fullmatch(plain))
            and len(plain) < 60
            and not is_first
            and not found.on_behalf_of
        ):
            _take_behalf(token, behalf, found, words, copied)
            continue
        if is_first and not found.name and _take_name(token, found, words):
            is_first = False
            continue
        is_first = False
        if found.name and not titles and not office and is_decoration(plain):
            found.name += f", {_bare(token.text)}"
            continue
        if _IS_MILITARY.fullmatch(plain) and not found.rank:
            found.rank = _bare(token.text)
            continue
        if titles and not office and _ACTING.fullmatch(plain):
            titles[-1] = f"{titles[-1]} {_bare(token.text)}"
            continue
        if titles and _OF_A_BODY.fullmatch(fold(titles[-1])) and _BODY.fullmatch(plain) and not office_since:
            titles[-1] = f"{titles[-1]}, {_bare(token.text)}"
        elif is_office(plain) and not after_and:
            office_since = True
            office.append(_bare(token.text))
        elif office and not is_post(plain) and not after_and:
            office.append(_bare(token.text))
        else:
            office_since = False
            titles += _parted(token, words)
        after_and = False
    if len(titles) > 1 and not found.rank and _IS_CIVIL.fullmatch(fold(titles[0])):
        found.rank = titles.pop(0)
    found.posts, found.office = titles, ", ".join(office)
    return Read(found, words, copied)


def person_of(issuer: Issuer) -> Person:
    """Return what a chair has of a signature block."""
    return Person(issuer.name, issuer.rank, issuer.posts, issuer.office)


def fill(person: Person, other: Person) -> list[str]:
    """Add to a person what another paper's place says and it lacks; returns the texts that stand twice now."""
    taken: list[str] = []
    for name in ("name", "rank", "posts", "office"):
        if not getattr(person, name) and getattr(other, name):
            if name == "posts" and fold(person.rank) in [fold(post) for post in other.posts]:
                continue
            setattr(person, name, getattr(other, name))
            value = getattr(other, name)
            taken += value if isinstance(value, list) else [value]
    return taken


def _tokens(lines: Sequence[Line]) -> Iterable[Line]:
    for line in lines:
        text = line.text.strip()
        if text.startswith("(") and text.rstrip("।. ").endswith(")") and is_name_in_brackets(line):
            yield line_of(text.rstrip("।. ")[1:-1])
            continue
        parts = _by_commas(text) if "," in text else [text]
        for part in parts:
            yield from _without_and(line_of(part))


def _without_and(token: Line) -> Iterable[Line]:
    """Yield a token, its "ও" at either end apart, and one between a place and a second post."""
    for found in compiled(r"\s+(?P<and>ও|এবং)\s+").finditer(token.plain):
        before, behind = token.cut(0, found.start()), token.cut(found.end())
        if is_office(before.plain) and is_post(behind.plain):
            yield from (before, token.cut(*found.span("and")), behind)
            return
    ends = compiled(r"(?P<first>(?:ও|এবং)\s+)?(?P<text>.*?)(?P<last>\s+(?:ও|এবং))?\s*").fullmatch(token.plain)
    if not ends or not (ends["first"] or ends["last"]):
        yield token
        return
    for group in ("first", "text", "last"):
        if ends[group] and ends[group].strip():
            yield token.cut(*ends.span(group))


def _by_commas(text: str) -> list[str]:
    """Return the parts of a text between the commas that stand in no brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _parted(token: Line, words: list[str]) -> list[str]:
    """Return the posts that a token names: "যুগ্মসচিব ও এপিএ টিম প্রধান" are two, and so are "কারা মহাপরিদর্শক/আহ্বায়ক"."""
    if found := _ROLE_BEHIND.search(token.plain):
        before = token.cut(0, found.start())
        if is_post(before.plain):
            return [_bare(before.text), *_parted(token.cut(found.end()), words)]
    for found in compiled(r"\s+(?:ও|এবং|-)\s+").finditer(token.plain):
        before, behind = token.cut(0, found.start()), token.cut(found.end())
        is_part = (
            is_post(before.plain)
            and is_post(behind.plain)
            and before.plain.count("(") == before.plain.count(")")
        )
        # "পরিচালক (প্রশাসন ও অর্থ)" and "প্রশাসন ও অর্থ কর্মকর্তা" are one.
        if is_part and _ENDS_POST.fullmatch(before.plain):
            words.append(token.said(found.start(), found.end()))
            return [_bare(before.text), *_parted(behind, words)]
    return [_bare(token.text)]


def _take_name(token: Line, found: Issuer, words: list[str]) -> bool:
    honorific = _HONORIFIC.match(token.plain)
    bare = token.cut(honorific.end()) if honorific else token
    ranked = _NAME_WITH_RANK.match(bare.plain)
    name = bare.cut(ranked.end()) if ranked else bare
    if not honorific and not could_be_name(name):
        return False
    if ranked is None and is_rank(name.plain):
        return False
    if honorific:
        words.append(token.said(0, honorific.end()))
    if ranked:
        found.rank = bare.said(*ranked.span("rank"))
    found.name = _bare(name.text)
    return True


def _take_behalf(
    token: Line, behalf: re.Match[str], found: Issuer, words: list[str], copied: list[str]
) -> None:
    """Take whom somebody signs for; "কারা মহাপরিদর্শকের পক্ষে" is for কারা মহাপরিদর্শক."""
    if behalf["whom"]:
        found.on_behalf_of = re.sub("(?<=[\u0995-\u09b9])ের$", "", _bare(token.said(*behalf.span("whom"))))
        copied.append(found.on_behalf_of)
        words.append(token.text)
        return
    start, end = behalf.span("behind")
    found.on_behalf_of = _bare(token.said(start, end))
    words.append(token.said(0, start))


def _take_contact(token: Line, found: Issuer, words: list[str]) -> None:
    mailbox = _MAILBOX.search(token.text)
    if mailbox and not found.mailbox:
        found.mailbox = mailbox[0].replace(" ", "")
        around = [token.text[: mailbox.start()], token.text[mailbox.end() :]]
        label = _MAIL_LABEL.fullmatch(fold(around[0]).strip() + " ") if around[0].strip() else None
        if label or not around[0].strip():
            words += [around[0].strip()] if around[0].strip() else []
        else:
            found.contacts.append(around[0].strip())
        if around[1].strip(" ।,;"):
            found.contacts.append(around[1].strip())
    else:
        found.contacts.append(token.text)


def _bare(text: str) -> str:
    """Return a name or a post without the stop behind it."""
    return text.strip().rstrip("।,; ").strip()
