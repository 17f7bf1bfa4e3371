"""What the screens of the import say: of columns, of parts of a charter, of doubts."""

from django.utils.translation import gettext_lazy as _

from charter_pages.importing import documents, figures, officers, proposing
from charter_pages.importing.headings import Field, Kind

FIELDS = {
    Field.NONE: _("Not in the charter"),
    Field.SERIAL: _("serial"),
    Field.NAME: _("name of the service"),
    Field.METHOD: _("how it is given"),
    Field.PAPERS: _("papers needed"),
    Field.PLACE: _("where to get the papers"),
    Field.FEE: _("price"),
    Field.PAYMENT: _("how the price is paid"),
    Field.TIME: _("time limit"),
    Field.RESPONSIBLE: _("responsible officer"),
    Field.SUPERIOR: _("superior officer"),
    Field.WHEN: _("when to turn to it"),
    Field.WHOM: _("officer"),
    Field.ADDRESS: _("address"),
    Field.LIMIT: _("time limit in working days"),
}
KINDS = {
    Kind.CITIZEN: _("Citizen services"),
    Kind.INSTITUTIONAL: _("Institutional services"),
    Kind.INTERNAL: _("Internal services"),
    Kind.GRIEVANCE: _("Redress of grievances"),
    Kind.OTHER: _("Not in the charter"),
}
DOUBTS = {
    figures.NO_FIGURE: _("No figure could be read: it stays in words."),
    figures.TWO_FIGURES: _("More than one figure: it stays in words."),
    figures.CALENDAR_DAYS: _("Days, not working days: it stays in words."),
    figures.WORDS_DIFFER: _("The figure and the word beside it differ."),
    figures.TOO_LARGE: _("The figure is too large or too small: it stays in words."),
    officers.NO_POST: _("No post of this name at your office or above it. Choose one, or have it added."),
    officers.MORE_WORDS: _("Only the post goes into the charter. The rest stands below, under what is left."),
    officers.SEVERAL_POSTS: _("More than one post has this name."),
    proposing.NO_NAME: _("There is no name here. Write one, or leave the row out."),
    proposing.TOO_LONG: _("This is too long for a charter."),
    proposing.LATIN: _("Latin letters among Bijoy: see whether they are right."),
    proposing.NO_LIMIT: _("Write it as working days, e.g. 30 working days."),
}
REASONS = {
    documents.TOO_LARGE: _("This is too large to be a charter. Give the tables alone."),
    documents.DAMAGED: _("This file cannot be read. Open it, save it anew, and try again."),
    documents.EMPTY: _("There is no text in it."),
    documents.UNKNOWN: _(
        "Give a file of Word (.docx), Excel (.xlsx), a web page (.html) or plain text (.txt)."
    ),
    documents.MACROS: _("A file with macros is not taken. Save it without them."),
}
