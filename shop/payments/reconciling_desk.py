"""Headquarters' screens of the daily reconciliation: the days with their sums, what differs, and its explanation."""

import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from bangla import calendar
from language.spoken import active
from shop.payments import channels, reconciling
from shop.payments.models import Break, ReconciledDay
from shop.production.screens import PER_PAGE, FormScreen, HeadquartersScreen, held_at_headquarters

READERS = (Role.FINANCE, Role.AUDITOR)
DAYS = (gettext_lazy("Reconciliation"), "reconciliation")
PARTS: dict[str, Any] = {
    "payments": gettext_lazy("Payments"),
    "refunds": gettext_lazy("Refunds"),
    "disputes": gettext_lazy("Disputes"),
    "fees": gettext_lazy("Fees"),
    "payouts": gettext_lazy("To our bank"),
    "other": gettext_lazy("Other"),
}


class Days(HeadquartersScreen):
    """What stands to be explained, and the days that were compared, the newest first."""

    roles = READERS
    title = gettext_lazy("Reconciliation")
    icon = "check"
    template_name = "payments/reconciliation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = Paginator(ReconciledDay.objects.filter(asked_at__isnull=False), PER_PAGE)
        page = days.get_page(self.request.GET.get("p"))
        standing = Break.objects.standing().order_by("on", "pk")
        shown = {day.on for day in page.object_list}
        open_by_day: dict[tuple[str, datetime.date], int] = {}
        for provider, on in standing.filter(on__in=shown).values_list("provider", "on"):
            open_by_day[provider, on] = open_by_day.get((provider, on), 0) + 1
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "days": [
                (day, channels.name(day.provider), in_all(day), open_by_day.get((day.provider, day.on), 0))
                for day in page.object_list
            ],
            "breaks": [(each, channels.name(each.provider)) for each in standing[:PER_PAGE]],
            "standing": standing.count(),
        }


class ShowDay(HeadquartersScreen):
    """One provider's day: what each side tells by part, and all that differed, explained or not."""

    roles = READERS
    icon = "check"
    above = (DAYS,)
    template_name = "payments/reconciled_day.html"

    @cached_property
    def day(self) -> ReconciledDay:
        try:
            on = datetime.date.fromisoformat(self.kwargs["on"])
        except ValueError:
            raise Http404 from None
        rows = ReconciledDay.objects.filter(provider=self.kwargs["provider"], asked_at__isnull=False)
        found = rows.filter(on=on).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        on = calendar.format_day(self.day.on, active())
        return f"{channels.name(self.day.provider)}, {on}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = self.day
        breaks = Break.objects.filter(provider=day.provider, on=day.on).select_related("explained_by")
        return {
            **super().get_context_data(**kwargs),
            "day": day,
            "rows": [
                (PARTS.get(part, part), {**sums, "difference": difference(sums)})
                for part, sums in day.sums.items()
            ],
            "in_all": in_all(day),
            "breaks": breaks.order_by("explained_at", "settled_at", "pk"),
            "may_explain": held_at_headquarters(self.request.user, Role.FINANCE),
            "reads_book": held_at_headquarters(self.request.user, *READERS),
        }


class NoteForm(forms.Form):
    """Why a break is none, or how it was put right."""

    note = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What it was, and how it was put right. No buyer's name or number."),
    )


class Explain(HeadquartersScreen, FormScreen):
    """One break, and the form that explains it."""

    roles = READERS
    icon = "check"
    above = (DAYS,)
    form_class = NoteForm
    template_name = "payments/break.html"

    @cached_property
    def found(self) -> Break:
        row = Break.objects.select_related("explained_by").filter(pk=self.kwargs["break_id"]).first()
        if row is None:
            raise Http404
        return row

    def get_page_title(self) -> Any:
        return self.found.get_kind_display()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found, user = self.found, self.request.user
        stands = found.explained_at is None and found.settled_at is None
        return {
            **super().get_context_data(**kwargs),
            "found": found,
            "channel": channels.name(found.provider),
            "may_explain": stands and held_at_headquarters(user, Role.FINANCE),
            "reads_book": held_at_headquarters(user, *READERS),
        }

    def act(self, form: forms.Form) -> HttpResponse:
        by: Any = self.request.user
        reconciling.explain(by=by, found=self.found, note=form.cleaned_data["note"])
        return self.done(_("The break is explained; it is listed no more."), "reconciliation")


def in_all(day: ReconciledDay) -> dict[str, int | None]:
    """Return the sums of all parts: how far the balance changed at the provider, and on its account in the book."""
    theirs = [sums["theirs"] for sums in day.sums.values()]
    tells = [poisha for poisha in theirs if poisha is not None]
    sums = {
        "theirs": sum(tells) if len(tells) == len(theirs) and theirs else None,
        "booked": sum(sums["booked"] or 0 for sums in day.sums.values()),
    }
    return {**sums, "difference": difference(sums)}


def difference(sums: dict[str, int | None]) -> int | None:
    """Return what the provider tells less what is in the book; None where it tells nothing."""
    theirs, booked = sums.get("theirs"), sums.get("booked")
    return None if theirs is None or booked is None else theirs - booked
