"""Masters and own rows in the back office: what a change did and where, and what an office says to it."""

import uuid
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts import access
from accounts.screens import PER_PAGE, FormScreen, HeadquartersScreen, Screen, user_of
from charter_pages.charters import keepers, masters, own_rows, reading
from charter_pages.charters.inheriting import Origin
from charter_pages.models import CharterPage, MasterChange, MasterChangeLine

CHANGES = (gettext_lazy("Changes of master charters"), "master_changes")
STOOD = (gettext_lazy("Your own words against headquarters'"), "master_stood")


class ChangeList(HeadquartersScreen):
    """Every publishing of a master, the newest first, with how many charters it reached."""

    roles = keepers.KEEPERS
    title = CHANGES[0]
    icon = "history"
    template_name = "charter_pages/admin/changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = MasterChange.objects.select_related("master", "by").annotate(
            changed=Count("lines", filter=Q(lines__version__isnull=False)),
            stood=Count("lines", filter=~Q(lines__stood=[])),
            open=Count("lines", filter=~Q(lines__stood=[]) & Q(lines__answered_at__isnull=True)),
        )
        page = Paginator(changes.order_by("-made_at", "-pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": page.object_list}


class ShowChange(HeadquartersScreen):
    """One change: old and new words side by side, the charters that changed, the own rows that stood."""

    roles = keepers.KEEPERS
    icon = "history"
    above = (CHANGES,)
    template_name = "charter_pages/admin/change.html"

    @cached_property
    def change(self) -> MasterChange:
        found = MasterChange.objects.select_related("master", "by").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.change.master.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = self.change.lines.select_related("page__office", "version", "answered_by")
        rows = list(lines.order_by("page__office__code"))
        return {
            **super().get_context_data(**kwargs),
            "change": self.change,
            "sides": masters.sides(self.change),
            "rest": {name: each for name, each in self.change.difference.items() if name != "changed"},
            "is_first": not MasterChange.objects.filter(
                master=self.change.master, pk__lt=self.change.pk
            ).exists(),
            "changed": [line for line in rows if line.version_id],
            "stood": [
                (line, [(each["name"], line.answer_to(each["key"])) for each in line.stood])
                for line in rows
                if line.stood
            ],
        }


class StoodList(Screen):
    """What headquarters changed although the reader's offices have words of their own."""

    roles = (*keepers.EDITORS, *keepers.KEEPERS)
    title = STOOD[0]
    icon = "edit"
    template_name = "charter_pages/admin/stood.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "lines": masters.waiting_for(self.offices())}


class AnswerForm(forms.Form):
    """A question for each row that stood, with the words of both beside it."""

    def __init__(self, *args: Any, line: MasterChangeLine, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in line.stood:
            self.fields[each["key"]] = forms.ChoiceField(
                label=each["name"],
                choices=[
                    (MasterChangeLine.Answer.KEPT, _("We keep our own words")),
                    (MasterChangeLine.Answer.TAKEN, _("We take headquarters' row")),
                ],
                widget=forms.RadioSelect,
            )


class Answer(FormScreen):
    """An office says of each of its own rows whether it stays."""

    roles = (*keepers.EDITORS, *keepers.KEEPERS)
    icon = "edit"
    above = (STOOD,)
    template_name = "charter_pages/admin/answer.html"
    form_class = AnswerForm

    @cached_property
    def line(self) -> MasterChangeLine:
        found = MasterChangeLine.objects.select_related("page__office", "change__master")
        line = found.filter(pk=self.kwargs["pk"]).first()
        if line is None:
            raise Http404
        keepers.own_page(self.request, line.page_id)
        return line

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *self.roles)
        if self.line.answered_at is not None or not self.line.stood:
            messages.info(request, _("This was answered already."))
            return redirect("master_stood")
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.line.page.office.name if self.line.page.office else self.line.page.title

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "line": self.line}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ours = {line.key: line for line in reading.read(own_rows.draft_of(self.line.page)).lines}
        told = {
            each["key"]: each.get("columns", {}) for each in self.line.change.difference.get("changed", ())
        }
        context["rows"] = [
            {
                "field": context["form"][key],
                "own": ours.get(key),
                "columns": [
                    (column, *pair, getattr(ours.get(key), column, ""))
                    for column, pair in told.get(key, {}).items()
                ],
            }
            for key in (each["key"] for each in self.line.stood)
        ]
        context["line"] = self.line
        return context

    def act(self, form: Any) -> HttpResponse:
        line = self.line
        draft = own_rows.answer(line=line, answers=form.cleaned_data, by=user_of(self.request))
        if draft is None:
            return self.done(_("It is noted that your own words stand."), "master_stood")
        messages.success(
            self.request, _("Headquarters' rows stand in the draft. Look at it, then submit or publish it.")
        )
        return redirect("wagtailadmin_pages:edit", line.page_id)


class ReasonForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why is it not offered here?"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Citizens read it in the place of the service."),
    )


class AboutRow(FormScreen):
    """One row of headquarters in an office's charter: own words, not offered, or taken over again."""

    roles = (*keepers.EDITORS, *keepers.KEEPERS)
    icon = "edit"
    template_name = "charter_pages/admin/row.html"
    form_class = ReasonForm

    @cached_property
    def page(self) -> CharterPage:
        return keepers.own_page(self.request, self.kwargs["page_id"])

    @property
    def key(self) -> uuid.UUID:
        key: uuid.UUID = self.kwargs["key"]
        return key

    def get_page_title(self) -> str:
        return self.page.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [{"url": edit, "label": self.page.title}, {"url": "", "label": _("Headquarters' row")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        charter = reading.read(own_rows.draft_of(self.page))
        line = next((line for line in charter.lines if line.key == str(self.key)), None)
        if line is None:
            raise Http404
        return {
            **super().get_context_data(**kwargs),
            "line": line,
            "page": self.page,
            "language": charter.language,
            "is_inherited": line.origin == Origin.INHERITED,
            "is_override": line.origin == Origin.OVERRIDE,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }

    def act(self, form: Any) -> HttpResponse:
        page, key, by = self.page, self.key, user_of(self.request)
        match self.request.POST.get("do"):
            case "own":
                own_rows.use_own_words(page=page, key=key, by=by)
                said = _("The row stands among your own in the draft. Change its words there.")
            case "withhold":
                own_rows.withhold(page=page, key=key, because=form.cleaned_data["because"], by=by)
                said = _("The draft says that the service is not offered here.")
            case "take":
                own_rows.take_over(page=page, key=key, by=by)
                said = _("Headquarters' row stands in the draft again.")
            case _asked:
                raise Http404
        messages.success(self.request, said)
        return redirect(
            f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#panel-child-content-services-section"
        )
