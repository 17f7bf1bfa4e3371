"""Bundles in the back office: ask for one, see how far it is, take it away; who took it is written down."""

from pathlib import PurePosixPath
from typing import Any, ClassVar

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

import clock
from accounts import access
from accounts.roles import Role
from accounts.screens import FormScreen, Screen
from bangla import fiscal
from charter_pages.duties import board_words, bundles
from charter_pages.duties.bundles import State
from charter_pages.models import Duty, QuarterBundle
from language.spoken import active
from offices.models import Office

UNDER_WAY = (State.ASKED, State.MAKING)
# What is offered: the quarter that runs may be looked at before it is over.
QUARTERS_OFFERED = 8
NAMES = {"pdf": "application/pdf", "zip": "application/zip"}


class BundleScreen(Screen):
    roles: ClassVar[tuple[Role, ...]] = bundles.READERS
    icon = "doc-full"

    @property
    def bundles(self) -> Any:
        return bundles.visible_to(self.request.user).select_related("office")

    @cached_property
    def bundle(self) -> QuarterBundle:
        """Return the bundle of the address, if it is one of the reader's."""
        found: QuarterBundle = get_object_or_404(self.bundles, pk=self.kwargs["bundle_id"])
        return found


class BundleList(BundleScreen):
    """All bundles that were ever made or asked for, the newest quarter first."""

    title = gettext_lazy("Bundles of the quarter")
    template_name = "charter_pages/board/bundles.html"
    above = ((gettext_lazy("Compliance board"), "duties_board"),)

    def get_header_buttons(self) -> list[HeaderButton]:
        if not access.may(self.request.user, *bundles.ASKERS):
            return []
        return [HeaderButton(_("Ask for a bundle"), url=reverse("duty_bundle_ask"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [
            {"bundle": bundle, "quarter": bundle.period.label(active()), "files": files(bundle)}
            for bundle in self.bundles.select_related("asked_by")[:200]
        ]
        return {**super().get_context_data(**kwargs), "rows": rows, "tones": TONES}


TONES = {State.MADE: "good", State.FAILED: "late"}


class AskForm(forms.Form):
    office = forms.ModelChoiceField(Office.objects.none(), label=gettext_lazy("Office"), empty_label=None)
    quarter = forms.ChoiceField(label=gettext_lazy("Quarter"))
    memo_number = forms.CharField(
        label=gettext_lazy("Memo number"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left empty, the letter has a line on which it is written by hand."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = access.offices_for(user, *bundles.ASKERS).exclude(kind__in=Office.PRISONS)
        self.fields["office"].queryset = own.by_name()  # type: ignore[attr-defined]
        self.fields["quarter"].choices = quarters()  # type: ignore[attr-defined]
        # The last quarter that has ended is what is sent.
        self.fields["quarter"].initial = code(fiscal.quarter(clock.today()).previous())


class AskForBundle(FormScreen, BundleScreen):
    roles = bundles.ASKERS
    title = gettext_lazy("Ask for a bundle")
    above = (*BundleList.above, (BundleList.title, "duty_bundles"))
    form_class = AskForm
    submit_label = gettext_lazy("Make the bundle")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def act(self, form: Any) -> HttpResponse:
        year, _hyphen, number = form.cleaned_data["quarter"].partition("-")
        bundle = bundles.ask(
            by=self.request.user,  # type: ignore[arg-type]
            office=form.cleaned_data["office"],
            quarter=fiscal.Quarter(fiscal.FiscalYear(int(year)), int(number)),
            memo_number=form.cleaned_data["memo_number"],
        )
        return redirect("duty_bundle", bundle.pk)


class ShowBundle(BundleScreen):
    """How far a bundle is; once it is made, its files and their sums."""

    template_name = "charter_pages/board/bundle.html"
    above = AskForBundle.above

    def get_page_title(self) -> Any:
        return self.bundle.office.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "bundle": self.bundle,
            "quarter": self.bundle.period.label(active()),
            "is_under_way": self.bundle.state in UNDER_WAY,
            "told": told(self.bundle),
            "files": files(self.bundle),
            "tone": TONES.get(State(self.bundle.state), "shown"),
        }


class BundleState(BundleScreen):
    """The same for the page's script, which asks every few seconds."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return JsonResponse(told(self.bundle))


class BundleFile(BundleScreen):
    """One of the files, for whoever may read it; that it was taken is written down."""

    names: ClassVar[dict[str, str]] = NAMES

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        what = self.kwargs["what"]
        if what not in self.names or self.bundle.state != State.MADE:
            raise Http404
        log(self.bundle, bundles.READ, user=request.user, data={"file": what})
        return FileResponse(
            getattr(self.bundle, what).open("rb"),
            as_attachment=True,
            filename=file_name(self.bundle, what),
            content_type=self.names[what],
        )


def told(bundle: Any) -> dict[str, Any]:
    """Return how far a bundle is, in words and in numbers."""
    done = bundle.steps_done * 100 // bundle.steps if bundle.steps else 0
    if bundle.state == State.ASKED:
        text = _("It waits for the worker, which looks every few seconds.")
    elif bundle.state == State.MAKING:
        text = _("%(part)s done") % {"part": board_words.percent(done * 100)}
    elif bundle.state == State.FAILED:
        text = _("It could not be made (%(failure)s). Ask for it again, or tell the ICT cell.") % {
            "failure": bundle.failure
        }
    else:
        text = _("It is made.")
    return {"state": bundle.state, "is_under_way": bundle.state in UNDER_WAY, "done": done, "text": text}


def files(bundle: QuarterBundle) -> list[dict[str, Any]]:
    """Return the files of a bundle that is made, each with its size and its sum."""
    if bundle.state != State.MADE:
        return []
    return [
        {
            "kind": what.upper(),
            "url": reverse("duty_bundle_file", args=[bundle.pk, what]),
            "size": size(getattr(bundle, what)),
            "sha256": getattr(bundle, f"{what}_sha256"),
            "name": file_name(bundle, what),
        }
        for what in NAMES
    ]


def size(file: Any) -> str:
    """Return a size in megabytes with one decimal; a dash where the file is gone."""
    try:
        tenths = max(1, file.size * 10 // 1_000_000)
    except OSError:
        return "–"
    return _("%(size)s MB") % {
        "size": f"{board_words.number(tenths // 10)}.{board_words.number(tenths % 10)}"
    }


def file_name(bundle: QuarterBundle, what: str) -> str:
    year = bundle.period.fiscal_year
    stored = PurePosixPath(getattr(bundle, what).name)
    return f"charters-{bundle.office.code}-{year}-q{bundle.quarter}{stored.suffix}"


def quarters() -> list[tuple[str, str]]:
    """Return the newest quarters in which anything is owed, as choices."""
    known = set(Duty.objects.order_by().values_list("fiscal_year", "quarter").distinct())
    found, each = [], fiscal.quarter(clock.today())
    for _step in range(QUARTERS_OFFERED):
        if (each.fiscal_year.start, each.number) in known:
            found.append((code(each), each.label(active())))
        each = each.previous()
    return found


def code(quarter: fiscal.Quarter) -> str:
    return f"{quarter.fiscal_year.start}-{quarter.number}"
