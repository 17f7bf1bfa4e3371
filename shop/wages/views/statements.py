"""The statements' screens: a maker's account with the name on it, for the hand of the maker, and its receipt."""

import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.roles import Role
from bangla import calendar, digits, fiscal
from language import sorting
from language.spoken import active
from printing import pdf
from shop.production import identities
from shop.production.models import Maker
from shop.production.screens import PER_PAGE, AboutMaker, DayField, FormScreen, Screen
from shop.wages import handouts, statements, wording
from shop.wages.forms import statements as forms
from shop.wages.models import Handout

STATEMENTS = (gettext_lazy("Statements"), "wages_statements")
HANDOUTS = (gettext_lazy("Statements handed out"), "wages_handouts")
# The paper is for the maker, whatever language the back office is read in.
LANGUAGE = "bn"
MONTHS, QUARTERS = 3, 4


class Period(NamedTuple):
    """Days that a link chooses."""

    label: str
    start: datetime.date
    end: datetime.date


class StatementList(Screen):
    """The makers whose statements the reader may hand in, by code alone."""

    roles = (Role.STATEMENT_READER,)
    title = gettext_lazy("Statements")
    icon = "doc-full"
    template_name = "wages/statements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        makers = (
            Maker.objects.filter(office__in=self.offices())
            .select_related("office")
            .order_by(sorting.by("office__name"), "id")
        )
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(makers, PER_PAGE).get_page(self.request.GET.get("p")),
        }


class ShowStatement(AboutMaker):
    """A maker's account with the name on it, for one screen or sheet, after a reason was noted.

    The days may stand in the address; the reason and the name never do: both the page and the paper are answers
    to a form.
    """

    roles = (Role.STATEMENT_READER,)
    icon = "doc-full"
    above = (STATEMENTS,)
    template_name = "wages/statement.html"
    form_class = forms.StatementForm
    submit_label = gettext_lazy("Show the statement")

    def get_page_title(self) -> str:
        return _("Statement of %(code)s") % {"code": self.maker.code}

    def get_initial(self) -> dict[str, Any]:
        return {name: day for name in ("start", "end") if (day := _day(self.request.GET.get(name)))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "periods": periods(clock.today())}

    def act(self, form: forms.StatementForm) -> HttpResponse:
        by: Any = self.request.user
        maker, asked = self.maker, form.cleaned_data
        if "paper" in self.request.POST:
            if not pdf.available():
                raise ValidationError(
                    _("This server cannot make PDFs. Show the statement and print the page itself.")
                )
            issued = handouts.issue(by=by, maker=maker, **asked)
            return paper(maker, issued)
        identity = identities.read(by=by, maker=maker, why=asked["why"])
        statement = statements.of(maker.pk, asked["start"], asked["end"])
        with translation.override(LANGUAGE):
            sheet = render_to_string("wages/sheet.html", told(maker, statement, identity))
        return self.render_to_response(self.get_context_data(form=form, sheet=sheet, asked=asked))


def told(
    maker: Maker,
    statement: statements.Statement,
    identity: identities.Identity,
    handout: Handout | None = None,
) -> dict[str, Any]:
    """Return what the sheet says, on the screen and on paper alike."""
    return {
        "maker": maker,
        "above": [office.name for office in maker.office.ancestors()],
        "identity": identity,
        "statement": statement,
        "lines": wording.lines(statement),
        "parts": wording.parts(statement),
        "holds": wording.holds(statement),
        "in_the_time": wording.pictures_of_the_time(statement),
        "now": wording.pictures_of_now(statement),
        "printed_at": clock.now(),
        "handout": handout,
        "mark": statement.mark,
    }


def paper(maker: Maker, issued: handouts.Issued) -> HttpResponse:
    """Return the PDF: set now, after the transaction, kept nowhere, under a name that says nothing of anybody."""
    handout, statement, identity = issued
    with translation.override(LANGUAGE):
        context = {
            **told(maker, statement, identity, handout),
            "page": {"title": _("Statement of wage account")},
        }
        html = render_to_string("printing/statement.html", context)
    response = HttpResponse(pdf.render(html), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="statement.pdf"'
    return response


def periods(today: datetime.date) -> list[Period]:
    """Return the months and quarters that are most often asked for, the newest first."""
    found, first = [], today.replace(day=1)
    for _month in range(MONTHS):
        following = (first + datetime.timedelta(days=31)).replace(day=1)
        end = min(today, following - datetime.timedelta(days=1))
        found.append(Period(calendar.format_month(first, active()), first, end))
        first = (first - datetime.timedelta(days=1)).replace(day=1)
    quarter = fiscal.quarter(today)
    for _quarter in range(QUARTERS):
        found.append(Period(quarter.label(active()), quarter.first_day, min(today, quarter.last_day)))
        quarter = quarter.previous()
    return found


def _day(text: str | None) -> datetime.date | None:
    """Return the day that an address names, or nothing where it names none."""
    try:
        found: datetime.date | None = DayField(required=False).clean(text)
    except ValidationError:
        return None
    return found


class HandoutList(Screen):
    """The papers that were handed out, those first whose receipt nobody has noted."""

    roles = (Role.STATEMENT_READER, Role.AUDITOR)
    title = gettext_lazy("Statements handed out")
    icon = "doc-full-inverse"
    template_name = "wages/handouts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        all_ = Handout.objects.filter(maker__office__in=self.offices())
        related = ("maker__office", "issued_by", "noted_by")
        first = Case(When(how="", then=0), default=1)
        shown = all_.select_related(*related).order_by(first, "-issued_at", "-pk")
        only_open = "open" in self.request.GET
        if only_open:
            shown = shown.filter(how="")
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
            "waiting": handouts.waiting(self.offices()).count(),
            "only_open": only_open,
        }


class ShowHandout(FormScreen):
    """One paper: what it said, whether the book still says so, and how it was received."""

    roles = (Role.STATEMENT_READER, Role.AUDITOR)
    icon = "doc-full-inverse"
    above = (HANDOUTS,)
    template_name = "wages/handout.html"
    form_class = forms.ReceiptForm
    submit_label = gettext_lazy("Note the receipt")

    @property
    def handout(self) -> Handout:
        within = Handout.objects.filter(maker__office__in=self.offices())
        return get_object_or_404(
            within.select_related("maker__office", "issued_by", "noted_by"), pk=self.kwargs["handout_id"]
        )

    def get_page_title(self) -> str:
        return _("Statement no. %(number)s") % {
            "number": digits.in_language(self.kwargs["handout_id"], active())
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        handout = self.handout
        may_note = not handout.how and self.offices(Role.STATEMENT_READER).filter(pk=handout.maker.office_id)
        return {
            **super().get_context_data(**kwargs),
            "handout": handout,
            "mark": statements.mark(handout.digest),
            "agrees": handouts.agrees(handout),
            "may_note": bool(may_note),
        }

    def act(self, form: Form) -> HttpResponse:
        by: Any = self.request.user
        handout = handouts.acknowledge(by=by, handout=self.handout, **form.cleaned_data)
        return self.done(_("The receipt is noted."), "wages_handout", handout.pk)
