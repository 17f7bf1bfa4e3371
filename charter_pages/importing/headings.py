"""Which column of a charter a heading names, however it is spelt. Pure.

Offices write the guideline's headings in many ways: with and without hyphens, one word or two, misspelt, in English,
two columns for what the guideline has in one. So a heading is compared without spaces and in folded spelling; the
most telling word of it decides, and only where there is none the likeness to a known heading.
"""

import difflib
import enum
import re
import unicodedata

from bangla import analysis

# From here on a heading counts as recognised; below SURE the screen marks it.
PROBABLE, SURE = 0.72, 0.9


class Field(enum.StrEnum):
    """What a column holds. Two columns may hold one thing: their cells are put together."""

    SERIAL = "serial"
    NAME = "name"
    METHOD = "method"
    PAPERS = "papers"
    PLACE = "place"
    FEE = "fee"
    PAYMENT = "payment"
    TIME = "time"
    RESPONSIBLE = "responsible"
    SUPERIOR = "superior"
    WHEN = "when"
    WHOM = "whom"
    ADDRESS = "address"
    LIMIT = "limit"
    NONE = ""


SERVICE_FIELDS = (
    Field.SERIAL, Field.NAME, Field.METHOD, Field.PAPERS, Field.PLACE, Field.FEE, Field.PAYMENT, Field.TIME,
    Field.RESPONSIBLE, Field.SUPERIOR,
)  # fmt: skip
GRIEVANCE_FIELDS = (Field.SERIAL, Field.WHEN, Field.WHOM, Field.ADDRESS, Field.LIMIT)


class Kind(enum.StrEnum):
    """What a table, or the part of a document below a heading, is about."""

    CITIZEN = "citizen"
    INSTITUTIONAL = "institutional"
    INTERNAL = "internal"
    GRIEVANCE = "grievance"
    EXPECTATIONS = "expectations"
    VISION = "vision"
    MISSION = "mission"
    BELOW = "below"  # section 2.4: the offices below have charters of their own
    OTHER = ""


SERVICES = (Kind.CITIZEN, Kind.INSTITUTIONAL, Kind.INTERNAL)


def bare(text: str) -> str:
    """Return a heading as letters only, in folded spelling and without what stands in brackets."""
    text = analysis.normalise(unicodedata.normalize("NFC", re.sub(r"[(\[][^)\]]*[)\]]?", " ", text)))
    return "".join(analysis.fold(word) for word in re.findall(r"[a-z]+|[\u0981-\u0983\u0985-\u09ce]+", text))


def _bare(words: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in words.split("|"))


# The first line that a heading matches decides; so what is special stands before what is general.
_TELLING: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.WHEN, _bare("কখন যোগাযোগ|কখন|when to")),
    (Field.WHOM, _bare("কার সঙ্গে যোগাযোগ|কার সাথে যোগাযোগ|যার সঙ্গে যোগাযোগ|whom to")),
    (Field.ADDRESS, _bare("যোগাযোগের ঠিকানা|যোগাযোগ ঠিকানা|contact address")),
    (Field.LIMIT, _bare("নিষ্পত্তির সময়|নিষ্পত্তির সময়সীমা|time of settlement|time limit for settlement")),
    (
        Field.SUPERIOR,
        _bare(
            "ঊর্ধ্বতন|উর্ধতন|উর্দ্ধতন|উদ্ধতন|উদ্ধর্তন|উচ্চতর কর্মকর্তা|আপিল কর্মকর্তা|আপিল কর্তৃপক্ষ|superior|higher officer|appeal officer"
        ),
    ),
    (
        Field.RESPONSIBLE,
        _bare("কর্মকর্তা|কর্মচারী|দায়িত্বপ্রাপ্ত|পদবি|ফোন|মোবাইল|ইমেইল|officer|responsible|official|phone|email"),
    ),
    (Field.TIME, _bare("সময়সীমা|সময়|সর্বোচ্চ সময়|time|duration")),
    (Field.PAPERS, _bare("কাগজপত্র|কাগজ|দলিল|ফরম|document|paper|requirement")),
    (Field.FEE, _bare("সেবামূল্য|মূল্য এবং|মূল্য ও|মূল্য|ফি|খরচ|fee|price|cost|charge")),
    (Field.PLACE, _bare("প্রাপ্তিস্থান|প্রাপ্তির স্থান|স্থান|place|where")),
    (Field.PAYMENT, _bare("পরিশোধ|payment|how to pay")),
    (Field.METHOD, _bare("পদ্ধতি|প্রক্রিয়া|ধাপ|method|process|procedure|how")),
    (Field.SERIAL, _bare("ক্রমিক|ক্রম|ক্রনং|serial|slno|sl")),
    (Field.NAME, _bare("সেবার নাম|সেবাসমূহ|সেবা|নাম|service|name")),
)
# As the guideline writes them, for headings that are misspelt.
_KNOWN: tuple[tuple[Field, str], ...] = tuple(
    (field, bare(words))
    for field, words in (
        (Field.SERIAL, "ক্রমিক নং"),
        (Field.NAME, "সেবার নাম"),
        (Field.METHOD, "সেবা প্রদান পদ্ধতি"),
        (Field.PAPERS, "প্রয়োজনীয় কাগজপত্র এবং প্রাপ্তিস্থান"),
        (Field.PAPERS, "প্রয়োজনীয় কাগজপত্র"),
        (Field.PLACE, "প্রাপ্তিস্থান"),
        (Field.FEE, "সেবার মূল্য এবং পরিশোধ পদ্ধতি"),
        (Field.FEE, "সেবামূল্য"),
        (Field.TIME, "সেবা প্রদানের সময়সীমা"),
        (Field.RESPONSIBLE, "দায়িত্বপ্রাপ্ত কর্মকর্তা"),
        (Field.SUPERIOR, "ঊর্ধ্বতন কর্মকর্তা"),
        (Field.WHEN, "কখন যোগাযোগ করবেন"),
        (Field.WHOM, "কার সঙ্গে যোগাযোগ করবেন"),
        (Field.ADDRESS, "যোগাযোগের ঠিকানা"),
        (Field.LIMIT, "নিষ্পত্তির সময়সীমা"),
        (Field.NAME, "Name of the service"),
        (Field.METHOD, "Service delivery process"),
        (Field.PAPERS, "Required documents"),
        (Field.FEE, "Service fee"),
        (Field.TIME, "Time limit"),
        (Field.RESPONSIBLE, "Responsible officer"),
        (Field.SUPERIOR, "Superior officer"),
    )
)
LONGEST = 160  # letters; a longer text is a cell, not a heading
_PARTS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.BELOW, _bare("আওতাধীন|অধীনস্থ|অধিভুক্ত|subordinate|offices below")),
    (Kind.GRIEVANCE, _bare("অভিযোগ প্রতিকার|অভিযোগ ব্যবস্থাপনা|অভিযোগ নিষ্পত্তি|grievance|redress")),
    (Kind.EXPECTATIONS, _bare("প্রত্যাশা|করণীয়|expect")),
    (Kind.INSTITUTIONAL, _bare("প্রাতিষ্ঠানিক|দাপ্তরিক সেবা|institutional|official services")),
    (Kind.INTERNAL, _bare("অভ্যন্তরীণ|আভ্যন্তরীণ|অভ্যন্তরীন|internal")),
    (Kind.CITIZEN, _bare("নাগরিক সেবা|নাগরিক|citizen services|citizen")),
    (Kind.VISION, _bare("রূপকল্প|ভিশন|vision")),
    (Kind.MISSION, _bare("অভিলক্ষ্য|মিশন|mission")),
)


def field_of(heading: str) -> tuple[Field, float]:
    """Return the column that a heading names and how sure that is, 0.0 to 1.0; Field.NONE where it names none."""
    letters = bare(heading)
    if not letters or len(heading) > LONGEST:
        return Field.NONE, 0.0
    if letters in {known for _field, known in _KNOWN}:
        return next(field for field, known in _KNOWN if known == letters), 1.0
    if letters == bare("নং"):
        return Field.SERIAL, SURE
    for field, words in _TELLING:
        if any(word and word in letters for word in words):
            if field is Field.FEE and not re.search(r"এবং|ও|and|/|,", heading) and bare("পরিশোধ") in letters:
                return Field.PAYMENT, SURE
            if (
                field is Field.PAPERS
                and letters.endswith(bare("স্থান"))
                and not re.search(r"এবং|ও|and|/|,", heading)
            ):
                return Field.PLACE, SURE
            # "Name and post of the officer" is told by the officer; a word among many tells less.
            share = max(len(word) for word in words if word in letters) / len(letters)
            return field, SURE if share > 0.12 else PROBABLE
    likeness = [(difflib.SequenceMatcher(None, known, letters).ratio(), field) for field, known in _KNOWN]
    best, field = max(likeness)
    return (field, round(best, 2)) if best >= PROBABLE else (Field.NONE, round(best, 2))


def kind_of(text: str) -> Kind:
    """Return what the part of a document is about that begins with a text; Kind.OTHER where it is no such heading."""
    if len(text) > LONGEST:
        return Kind.OTHER
    letters = bare(text)
    return next((kind for kind, words in _PARTS if any(word in letters for word in words)), Kind.OTHER)


def without_number(text: str) -> str:
    """Return a line without the number before it, which pages count by themselves."""
    return re.sub(r"^\s*[(]?[\d০-৯]{1,2}[).।:]+\s*(?=\S)", "", text)
