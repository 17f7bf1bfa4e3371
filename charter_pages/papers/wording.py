"""What is said of a paper that was read, in the reader's language: the sentences of `doubts`, why a file cannot be read."""

from django.utils.translation import gettext_lazy as _

from charter_pages.importing import documents
from charter_pages.papers import reading_pdf
from charter_pages.papers.paper import Doubt

# The same sentences as doubts.SENTENCES, with named places as catalogues have them.
SENTENCES = {
    "dates-differ": _(
        "The two dates are not the same day: %(gregorian)s is %(expected)s in the Bangla calendar, printed is %(printed)s."
    ),
    "date-unreadable": _("There is no such day: %(printed)s."),
    "date-reckoned": _(
        "Only the Bangla date of issue is printed: %(printed)s. The other was reckoned from it."
    ),
    "weekday-differs": _("This day was another day of the week: %(printed)s."),
    "memo-missing": _("No memo number was found."),
    "memo-irregular": _(
        "The memo number has not the 18 or 22 digits and the serial of the official form: %(printed)s."
    ),
    "issue-date-missing": _("No date of issue was found."),
    "chair-missing": _("Who chaired the meeting was not found."),
    "chair-from-text": _("Who chaired the meeting stands only in the text: %(text)s."),
    "chairs-several": _("More than one person chaired the meeting: the others stand among those present."),
    "meeting-date-missing": _("The date of the meeting was not found."),
    "meeting-date-from-text": _("The date of the meeting stands only in the text: %(printed)s."),
    "title-missing": _("No title was found."),
    "subject-missing": _("No subject was found."),
    "future-date": _("This date lies in the future: %(printed)s."),
    "issued-before-meeting": _("The paper is dated before the meeting."),
    "numbering-gap": _("The numbering leaps after %(number)s."),
    "numbering-repeated": _("The number %(number)s stands twice."),
    "decisions-missing": _("No decision was found."),
    "decision-unnumbered": _("A decision has no number: %(text)s"),
    "decision-empty": _("Decision %(number)s has no text."),
    "owner-unsure": _("Who carries this decision out is not sure: %(text)s"),
    "issuer-missing": _("Who signs for the issue was not found."),
    "distribution-missing": _("Whom the paper is sent to was not found."),
    "kind-unsure": _("What kind of paper this is, is not sure."),
    "remainder": _("Some lines were placed nowhere."),
}
REASONS = {
    documents.TOO_LARGE: _("This is too large to be a paper of an office."),
    documents.DAMAGED: _("This file cannot be read. Open it, save it anew, and try again."),
    documents.EMPTY: _("There is no text in it: a scanned picture has none. Paste the text instead."),
    documents.UNKNOWN: _("Give a file of Word (.docx), a PDF with text, or plain text (.txt)."),
    documents.MACROS: _("A file with macros is not taken. Save it without them."),
    reading_pdf.SCAN: _(
        "This PDF is a picture of a paper: it holds no text. Give the file that it was printed from, or type the text."
    ),
    reading_pdf.LOCKED: _("This PDF is locked with a password. Save it without one."),
}


def say(doubt: Doubt) -> str:
    """Return the sentence of a doubt in the active language."""
    sentence = SENTENCES.get(doubt.code)
    try:
        return str(sentence) % doubt.parameters if sentence is not None else doubt.message
    except (KeyError, TypeError, ValueError):
        return doubt.message


def why_unreadable(reason: str) -> str:
    """Return why a file cannot be read; a reason that has no sentence is a damage."""
    return str(REASONS.get(reason, REASONS[documents.DAMAGED]))
