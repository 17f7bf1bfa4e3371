"""Who did what, on one screen: headquarters reads all of it, a division what its own people and prisons did."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

import clock
from accounts import access, own_sign_in
from accounts.models import User
from accounts.roles import Role
from accounts.screens import PER_PAGE, DayField, HeadquartersScreen, Screen
from offices.models import Office
from portal import trail
from printing import exports

AT_A_TIME = 500
COLUMNS = (
    exports.Column(gettext_lazy("When"), lambda line: line.at),
    exports.Column(gettext_lazy("Who"), lambda line: line.who),
    exports.Column(gettext_lazy("Kind"), lambda line: line.kind),
    exports.Column(gettext_lazy("What"), lambda line: line.deed),
    exports.Column(gettext_lazy("About"), lambda line: line.about),
    exports.Column(gettext_lazy("Reason"), lambda line: line.why),
)


class Filters(forms.Form):
    since = DayField(label=gettext_lazy("From the day"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
    office = forms.ModelChoiceField(
        label=gettext_lazy("Office"), queryset=Office.objects.none(), required=False
    )
    person = forms.CharField(label=gettext_lazy("User name"), required=False, max_length=150)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = offices  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("All")), *trail.Kind.choices]  # type: ignore[attr-defined]


class _Trail(Screen):
    template_name = "portal/admin/trail.html"
    title = gettext_lazy("Who did what")
    icon = "history"
    sees_all = False

    @cached_property
    def scope(self) -> Any:
        """Return the offices that the reader may ask about."""
        found = Office.objects.all() if self.sees_all else access.offices_for(self.request.user, *self.roles)
        return found.by_name()

    @cached_property
    def filters(self) -> Filters:
        form = Filters(self.request.GET or None, offices=self.scope)
        form.is_valid()
        return form

    @cached_property
    def asked(self) -> trail.Asked:
        told = getattr(self.filters, "cleaned_data", {})
        until = told.get("until") or clock.today()
        since = told.get("since") or until - datetime.timedelta(days=trail.DAYS_SHOWN)
        offices = None if self.sees_all else trail.scope_of(self.scope)
        if told.get("office"):
            within = Office.objects.within(told["office"]).filter(pk__in=self.scope.values("pk"))
            offices = trail.scope_of(within)
        person = None
        if told.get("person"):
            person = (
                User.objects.filter(username=told["person"].strip()).values_list("pk", flat=True).first() or 0
            )
        kinds = (told["kind"],) if told.get("kind") else tuple(trail.Kind.values)
        return trail.Asked(since=since, until=until, offices=offices, person=person, kinds=kinds)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page_obj = Paginator(trail.rows(self.asked), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "filters": self.filters,
            "asked": self.asked,
            "page_obj": page_obj,
            "lines": trail.told(list(page_obj)),
            "superusers": trail.superusers() if self.sees_all else [],
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.GET.get("as") == exports.CSV:
            return own_sign_in.fresh(self.file)(request)
        return super().get(request, *args, **kwargs)

    def file(self, request: HttpRequest) -> HttpResponse:
        """Answer with all that is asked for as a file, and write down that it was taken."""
        user = request.user
        log(
            instance=user,
            action="portal.trail_taken",
            user=user,
            data={"why": f"{self.asked.since} – {self.asked.until}"},
        )
        return exports.answer(kind=exports.CSV, name="who-did-what", columns=COLUMNS, rows=self.all_lines())

    def all_lines(self) -> Iterator[trail.Line]:
        batch: list[dict[str, Any]] = []
        for place in trail.rows(self.asked).iterator():
            batch.append(place)
            if len(batch) == AT_A_TIME:
                yield from trail.told(batch)
                batch = []
        yield from trail.told(batch)


class Trail(_Trail, HeadquartersScreen):
    roles = (Role.HQ_MODERATOR, Role.AUDITOR, Role.ADMINISTRATOR)
    sees_all = True


class DivisionTrail(_Trail):
    roles = (Role.DIVISION_REVIEWER,)
