"""Which kind of paper a text is: by its title, its labels, its shape."""

from charter_pages.papers import labels as labelling
from charter_pages.papers import numbering, titles
from charter_pages.papers.desk import Desk
from charter_pages.papers.folding import compiled
from charter_pages.papers.labels import Label
from charter_pages.papers.paper import Kind

# A title and the facts of a meeting stand so near a paper's top.
TOP = 30
_PROGRAMME = compiled(
    r"(?:প্রকল্পের\s*নাম|কর্মসূচি?র\s*নাম|কর্মসূচীর\s*নাম|বাস্তবায়নকারী\s*(?:সংস্থা|প্রতিষ্ঠান)|বাস্তবায়ন\s*সহযোগী|সহযোগী\s*(?:সংস্থা|প্রতিষ্ঠান)|দাতা\s*সংস্থা|অর্থায়ন(?:কারী|ে)?|"
    r"লক্ষ্য(?:\s*ও\s*উদ্দেশ্য)?|উদ্দেশ্য(?:সমূহ)?|.{0,20}প্রকল্পের\s*উদ্দেশ্য.{0,20}|কর্ম\s?এলাকা|প্রকল্প\s*এলাকা|(?:প্রকল্পের\s*|কর্মসূচির\s*)?মেয়াদ(?:কাল)?|(?:প্রকল্পের\s*)?সময়কাল|লক্ষ্যিত\s*জনগোষ্ঠী|উপকারভোগী|লক্ষ্যভুক্ত\s*জনগোষ্ঠী|"
    r"প্রত্যাশিত\s*ফল(?:াফল)?|(?:প্রধান\s*|মূল\s*)?কার্যক্রম(?:সমূহ)?)\s*[:ঃ]"
)
_OF_CHARTER = compiled(r"সেবার\s*নাম|নাগরিক\s*সেবা|প্রতিশ্রুত\s*সেবা|service name|name of (?:the )?service")
_FORWARDS = compiled(r"(?:কার্য\s?-?\s?বিবরণী|সিদ্ধান্ত).*(?:প্রেরণ|দাখিল|অনুমোদন|সংক্রান্ত|প্রসঙ্গে|বাস্তবায়ন|অগ্রগতি)")
_WILL_MEET = compiled(r"অনুষ্ঠিত\s*হবে|আহ্বান\s*করা|আহবান\s*করা|উপস্থিত\s*থাকার")
_MEETING = (Label.CHAIR, Label.MEETING_DATE, Label.TIME, Label.VENUE)


def of(desk: Desk) -> tuple[Kind, bool]:
    """Return the kind of a paper, and whether that is sure."""
    top = range(min(TOP, len(desk.rows)))
    facts = {desk.label_at(place) for place in top}
    meeting = sum(label in facts for label in _MEETING)
    has_chair = Label.CHAIR in facts
    has_memo = any(desk.label_at(place) is Label.MEMO for place in range(len(desk.rows)))
    subjects = [found.value.plain for found in desk.labels if found and found.label is Label.SUBJECT]
    forwards = bool(subjects) and _FORWARDS.search(subjects[0]) is not None
    notice = next((place for place in top if _is_notice(desk, place)), None)
    titled = any(
        titles.MINUTES.search(desk.rows[place].plain)
        and len(desk.rows[place].plain) < 250
        and desk.label_at(place) is not Label.REFERENCE
        for place in top
        if (notice is None or place < notice)
        and not numbering.lead(desk.rows[place])
        and not (desk.label_at(place) is Label.SUBJECT and forwards)
        and not _is_running(desk, place)
    )
    decides = any(
        desk.label_at(place) is Label.DECISION or compiled(r"সিদ্ধান্ত.{0,12}গৃহীত").search(row.plain)
        for place, row in enumerate(desk.rows)
    )
    if titled and not forwards:
        return Kind.MINUTES, meeting > 0 or decides
    if notice is not None:
        is_press = titles.PRESS.match(desk.rows[notice].plain) is not None
        return (Kind.NEWS if is_press else Kind.NOTICE), True
    if kind := _by_title(desk, top):
        return kind, True
    if has_chair and (meeting >= 2 or decides) and not any(_WILL_MEET.search(row.plain) for row in desk.rows):
        return Kind.MINUTES, not subjects or decides
    programme = sum(_PROGRAMME.match(row.plain) is not None for row in desk.rows)
    if programme >= 3 and not has_memo:
        return Kind.PROGRAMME, True
    if subjects:
        return Kind.LETTER, has_memo or Label.REFERENCE in facts or Label.DATE in facts
    if has_memo:
        return Kind.LETTER, False
    prose = sum(row.is_long for row in desk.rows)
    if prose >= 2 and not desk.rows[0].ends_sentence and len(desk.rows[0].plain) < 200:
        return Kind.NEWS, True
    if meeting >= 2:
        return Kind.MINUTES, False
    return (Kind.NEWS, False) if prose else (Kind.OTHER, False)


def _by_title(desk: Desk, top: range) -> Kind | None:
    """Return what a line near the top says that the paper is: a report, a charter; a letter's subject says more."""
    for place in top:
        row = desk.rows[place]
        if desk.label_at(place) is Label.SUBJECT:
            return None
        if desk.labels[place] is not None or row.is_long or numbering.lead(row) or row.ends_sentence:
            continue
        if titles.REPORT.fullmatch(row.plain) and not row.cells:
            return Kind.REPORT
        if titles.CHARTER.fullmatch(row.plain) and any(
            _OF_CHARTER.search(below.plain) for below in desk.rows
        ):
            return Kind.CHARTER
    return None


def _is_notice(desk: Desk, place: int) -> bool:
    row = desk.rows[place]
    return (
        len(row.plain) < 70
        and desk.labels[place] is None
        and titles.NOTICE.fullmatch(row.plain) is not None
        and not numbering.lead(row)
    )


def is_labelled_fact(plain: str) -> bool:
    """Return whether a folded line begins with a label of a programme's page."""
    return _PROGRAMME.match(plain) is not None


def _is_running(desk: Desk, place: int) -> bool:
    """Return whether a line is a sentence of a paper's text, not its title."""
    row = desk.rows[place]
    if desk.labels[place] is not None and desk.label_at(place) is not Label.SUBJECT:
        return True
    has_memo = labelling.compiled(r"\d{4}\.\d{3}\.").search(row.plain) is not None
    return has_memo or (
        row.ends_sentence
        and compiled(r".*(?:হলো|হয়|হয়েছে|হবে|করেন|হচ্ছে|যাচ্ছে)\s*।?$").match(row.plain) is not None
    )
