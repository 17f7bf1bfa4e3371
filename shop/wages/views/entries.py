"""Entries by hand: proposed by one, confirmed or declined by another, with the paper behind them."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, When
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, UnidentifiedImageError

from accounts import access, screens
from accounts.roles import Role
from bangla import digits
from language.spoken import active
from shop.ledger import balances
from shop.production.screens import PER_PAGE, AboutMaker, FormScreen, Screen
from shop.wages import entries
from shop.wages.credits import account
from shop.wages.forms import entries as forms
from shop.wages.models import WageEntry
from shop.wages.views.accounts import ACCOUNTS, has_statute, is_audited_by

READERS = (Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, Role.AUDITOR)
ENTRIES = (gettext_lazy("Entries by hand"), "wages_entries")
RELATED = ("maker__office", "proposed_by", "decided_by", "statute")


class EntryList(Screen):
    """The entries of the reader's prisons, those that wait for a second person first."""

    roles = READERS
    title = gettext_lazy("Entries by hand")
    icon = "edit"
    template_name = "wages/entries.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = WageEntry.objects.filter(maker__office__in=self.offices()).select_related(*RELATED)
        first = Case(When(state=WageEntry.State.PROPOSED, then=0), default=1)
        page = Paginator(shown.order_by(first, "-proposed_at", "-pk"), PER_PAGE)
        return {**super().get_context_data(**kwargs), "page_obj": page.get_page(self.request.GET.get("p"))}


class Propose(AboutMaker):
    """What the three kinds share: the first person writes down what another will confirm."""

    roles = (Role.WAGE_RECORDER,)
    icon = "edit"
    above = (ACCOUNTS,)
    template_name = "wages/about_account.html"
    submit_label = gettext_lazy("Propose")
    kind: WageEntry.Kind

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        available = balances.of(account(self.maker.pk, "available"))
        return {**super().get_context_data(**kwargs), "available": available}

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        entry = entries.propose(by=by, maker=self.maker, kind=self.kind, **form.cleaned_data)
        text = _("The entry is proposed. It is posted once another person has confirmed it.")
        return self.done(text, "wages_entry", entry.pk)


class ProposeDailyWage(Propose):
    kind = WageEntry.Kind.DAILY_WAGE
    form_class = forms.DailyWageForm

    def get_page_title(self) -> str:
        return _("Daily wage of %(code)s") % {"code": self.maker.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "daily_poisha": settings.DAILY_WAGE_POISHA}


class ProposeAdjustment(Propose):
    kind = WageEntry.Kind.ADJUSTMENT
    form_class = forms.AdjustmentForm

    def get_page_title(self) -> str:
        return _("Adjustment for %(code)s") % {"code": self.maker.code}


class ProposeDeduction(Propose):
    """Offered only where a law allows a deduction; the page says so where none does."""

    kind = WageEntry.Kind.DEDUCTION
    form_class = forms.DeductionForm
    template_name = "wages/deduction.html"

    def get_page_title(self) -> str:
        return _("Deduction from %(code)s") % {"code": self.maker.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "has_statute": has_statute()}


class ShowEntry(FormScreen):
    """An entry with all its facts; a second person confirms or declines it here."""

    roles = READERS
    icon = "edit"
    above = (ENTRIES,)
    template_name = "wages/entry.html"
    form_class = Form

    @property
    def entry(self) -> WageEntry:
        within = WageEntry.objects.filter(maker__office__in=self.offices())
        return get_object_or_404(within.select_related(*RELATED), pk=self.kwargs["entry_id"])

    def get_page_title(self) -> str:
        return _("Entry no. %(number)s") % {"number": digits.in_language(self.kwargs["entry_id"], active())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry, user = self.entry, self.request.user
        office, waits = entry.maker.office, entry.state == WageEntry.State.PROPOSED
        is_own = entry.proposed_by_id == user.pk
        may_confirm = waits and access.may(user, Role.WAGE_CONFIRMER, office=office)
        return {
            **super().get_context_data(**kwargs),
            "entry": entry,
            "is_own": is_own,
            "may_confirm": may_confirm,
            "may_withdraw": waits and (may_confirm or access.may(user, Role.WAGE_RECORDER, office=office)),
            "may_read_paper": bool(entry.document) and may_read_paper(self.request, entry),
        }

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        entry = self.entry
        if self.request.POST.get("step") == "withdraw":
            entries.withdraw(by=by, entry=entry)
            return self.done(_("The proposal is withdrawn; nothing is posted."), "wages_entry", entry.pk)
        entries.confirm(by=by, entry=entry)
        return self.done(_("The entry is confirmed and posted."), "wages_entry", entry.pk)


class EntryPaper(Screen):
    """The paper behind an entry, for the wages' roles of that prison and for the Department's auditors."""

    roles = READERS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        within = WageEntry.objects.filter(maker__office__in=self.offices()).exclude(document="")
        entry = get_object_or_404(within.select_related("maker__office"), pk=self.kwargs["entry_id"])
        if not may_read_paper(request, entry):
            raise Http404
        kind, suffix = kind_of(entry)
        # Its own name could name somebody.
        return screens.uploaded(entry.document, f"paper{suffix}", kind, policy=screens.NOTHING_AT_ALL)


def may_read_paper(request: HttpRequest, entry: WageEntry) -> bool:
    """Return whether the reader works on the wages of the entry's prison, or audits the whole Department."""
    works_there = access.may(request.user, Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, office=entry.maker.office)
    return works_there or is_audited_by(request)


def kind_of(entry: WageEntry) -> tuple[str, str]:
    """Return the content type and the suffix of a paper, by what it is and not by what it is called."""
    with entry.document.open("rb") as file:
        if file.read(5) == b"%PDF-":
            return "application/pdf", ".pdf"
        file.seek(0)
        try:
            with Image.open(file) as picture:
                kind = picture.format or ""
        except UnidentifiedImageError:
            return "application/octet-stream", ".bin"
    return str(Image.MIME.get(kind, "application/octet-stream")), f".{kind.lower()}"
