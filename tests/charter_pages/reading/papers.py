"""Charters to set in type, and the words that a paper gives back when it is copied."""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils import translation

from bangla import digits, phones
from charter_pages.charters.content import Charter, Level, Line, Officer
from charter_pages.charters.inheriting import Origin
from printing import pdf
from tests import copying
from tests.databases import ROOT

DATA = ROOT / "site" / "demonstration" / "data"
# What shaping could lose: joiners, conjuncts of three and four, nukta letters in both spellings, signs written before
# their letter, a hasanta that is seen, and what stands between scripts.
HARD_WORDS = (
    "র‍্যাব", "র‌্যাংক", "উদ্‌যাপন", "স্বাস্থ্য", "রাষ্ট্রীয়", "দ্বন্দ্ব", "ঊর্ধ্বতন", "কর্তৃপক্ষ", "স্ত্রী", "লক্ষ্মী", "উজ্জ্বল", "সম্প্রীতি",
    "বিজ্ঞপ্তি", "ব্রাহ্মণবাড়িয়া", "আষাঢ়", "আষাঢ়", "পড়া", "পড়া", "হয়", "হয়", "গোপালগঞ্জ", "কৌশল", "সৌজন্য", "চাঁদপুর", "দুঃখ", "হঠাৎ",
    "ক্ষ", "হ্ন", "শ্রেণি", "গ্রাম", "ভ্রূণ", "শুভেচ্ছা", "রূপ", "হৃদয়", "ফরম-৩/ক", "৳১,২৫০.৫০", "৩০%", "(GRS)", "www.grs.gov.bd",
    "‘সেবা’", "সেবা—প্রতিশ্রুতি", "সকাল/বিকাল", "অর্থবছর:২০২৬-২০২৭।", "No.58.04", "বিনামূল্যে,", "ই-মেইল:", "&", "<৩", "\"উদ্ধৃতি\"",
)  # fmt: skip


def real_words() -> list[str]:
    """Return every word of the demonstration's charters, in a fixed order."""
    found: set[str] = set()

    def walk(value: object, name: str = "") -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, key)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)
        elif isinstance(value, str) and name.endswith("_bn"):
            found.update(value.split())

    for name in ("services-prison", "services-offices", "charters"):
        walk(tomllib.loads((DATA / f"{name}.toml").read_text("utf-8")))
    return sorted(found)


def paper_of(charter: Charter, language: str = "bn") -> bytes:
    """Return a charter's PDF, as its page would give it."""
    office = SimpleNamespace(name=charter.office, address="", is_prison=True)
    page = SimpleNamespace(title=charter.title, office=office, last_reviewed_on=None, next_due_on=None)
    with translation.override(language):
        context = {
            "charter": charter,
            "page": page,
            "text_language": charter.language,
            "letterhead_above": [],
        }
        return pdf.render(render_to_string("printing/charter.html", context))


def copied(content: bytes, *how: str) -> Counter[str]:
    """Return the words that a reader copies out of a PDF."""
    return counted(copying.text_of(content, *how))


def counted(text: str) -> Counter[str]:
    return Counter(unicodedata.normalize("NFC", text).split())


def words_of(charter: Charter) -> Counter[str]:
    """Return every word that a charter says, as often as it says it."""
    total: Counter[str] = Counter()
    for text in texts_of(charter):
        total += counted(text)
    return total


def texts_of(charter: Charter) -> Iterator[str]:
    yield from (charter.title, charter.office, charter.vision, charter.mission, charter.warning)
    yield from charter.expectations
    for line in charter.lines:
        if line.origin == Origin.WITHHELD:
            yield from (line.name, line.withheld_because) if line in charter.withheld else ()
            continue
        yield from (line.number, line.name, line.method, line.papers, line.fee, line.time)
        yield from line.headquarters.values()
        eight = any(other.superior for other in charter.lines if other.section == line.section)
        for officer in (line.officer, line.superior if eight else None):
            yield from texts_of_officer(officer, charter.language)
    for level in charter.levels:
        yield from texts_of_level(level, charter.language)


def texts_of_level(level: Level, language: str) -> Iterator[str]:
    yield from (level.when, level.address, digits.in_language(level.working_days, language))
    yield from texts_of_officer(level.officer, language) if level.officer else [level.whom]


def texts_of_officer(officer: Officer | None, language: str) -> Iterator[str]:
    if officer:
        yield from (officer.title, officer.office, officer.holder, officer.email)
        yield phones.display(officer.phone, language) if officer.phone else ""


def lost(charter: Charter, *how: str) -> Counter[str]:
    """Return the words that a charter says and its paper does not give back."""
    return words_of(charter) - copied(paper_of(charter, charter.language), *how)


def line(place: int, name: str, **more: object) -> Line:
    given: dict[str, object] = {
        "key": f"{place:08d}-0000",
        "section": "citizen",
        "number": digits.to_bangla(str(place)),
        "is_part": False,
        "task": "",
        "name": name,
        "method": "",
        "papers": "",
        "fee": "",
        "time": "",
    }
    return Line(**{**given, **more})  # type: ignore[arg-type]
