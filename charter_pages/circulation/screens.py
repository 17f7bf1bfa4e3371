"""Papers in the back office: those that arrived, those that went out, and whom the next one will go to."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.models import Page

from accounts import access
from accounts.roles import Role
from accounts.screens import PER_PAGE, FormScreen, Screen, user_of
from bangla import digits
from charter_pages.circulation import (
    acknowledging,
    circulating,
    content,
    expanding,
    matching,
    past,
    withholding,
)  # fmt: skip
from charter_pages.circulation.models import Addressed, PaperVersion, WebsiteRequest
from charter_pages.models.papers import OfficialPaper
from language.spoken import active
from offices.models import Office

RECEIVED = (gettext_lazy("Papers received"), "papers_received")
SENT = (gettext_lazy("Papers sent"), "papers_sent")
SHELVES = {"waiting": gettext_lazy("To be acknowledged"), "all": gettext_lazy("All")}


class Received(Screen):
    """The papers sent to the reader's offices, with one button each until it was pressed."""

    roles = acknowledging.RECEIVERS
    title = RECEIVED[0]
    icon = "mail"
    template_name = "charter_pages/circulation/received.html"

    def rows(self) -> QuerySet[Addressed]:
        found = acknowledging.received(self.request.user)
        return found.filter(acknowledged_at__isnull=True) if self.shelf == "waiting" else found

    @cached_property
    def shelf(self) -> str:
        return self.chosen_shelf(SHELVES, "waiting")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.rows(), PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": with_numbers(page.object_list),
            "shelf": self.shelf,
            "shelves": list(SHELVES.items()),
        }


def with_numbers(rows: Any) -> list[tuple[Addressed, str]]:
    """Return papers with their memo numbers; a query for each kind of paper."""
    rows = list(rows)
    ids = {row.page_id for row in rows}
    numbers: dict[int, str] = {}
    for model in content.PAPERS.values():
        numbers |= dict(model.objects.filter(pk__in=ids).values_list("pk", "memo_number"))
    return [(row, numbers.get(row.page_id, "")) for row in rows]


class Acknowledge(Screen):
    """One click, sent by POST alone: what is fetched must change nothing."""

    roles = acknowledging.RECEIVERS
    title = RECEIVED[0]
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Of papers that went to others nothing is told.
        addressed = acknowledging.received(request.user).filter(pk=kwargs["addressed_id"]).first()
        if addressed is None:
            raise Http404
        if acknowledging.acknowledge(by=user_of(request), addressed=addressed):
            messages.success(request, _("Acknowledged: %(paper)s") % {"paper": addressed.page.title})
        else:
            messages.info(request, _("This paper was acknowledged already."))
        return redirect("papers_received")


class Sent(Screen):
    """The papers of the reader's offices that went to others, with how many have not acknowledged them."""

    roles = acknowledging.ISSUERS
    title = SENT[0]
    icon = "mail"
    template_name = "charter_pages/circulation/sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ids: list[int] = []
        for model in content.PAPERS.values():
            of_mine = model.objects.filter(office__in=self.offices(), addressed__isnull=False)
            ids += of_mine.order_by().values_list("pk", flat=True).distinct()
        found = Page.objects.filter(pk__in=ids).annotate(
            told=Count("addressed"),
            acknowledged=Count("addressed", filter=Q(addressed__acknowledged_at__isnull=False)),
            open=Count("addressed", filter=Q(addressed__acknowledged_at__isnull=True)),
        )
        page = Paginator(found.order_by("-first_published_at", "-pk"), PER_PAGE).get_page(
            self.request.GET.get("p")
        )
        return {**super().get_context_data(**kwargs), "page_obj": page, "rows": page.object_list}


class AboutPaper(Screen):
    """A screen about one paper, of an office that the reader answers for."""

    roles: ClassVar[tuple[Role, ...]] = acknowledging.ISSUERS
    icon = "mail"
    above = (SENT,)

    @cached_property
    def page(self) -> OfficialPaper:
        page: Any = Page.objects.filter(pk=self.kwargs["page_id"]).specific().first()
        if not isinstance(page, OfficialPaper) or page.alias_of_id or page.office is None:
            raise Http404
        if not access.may(self.request.user, *self.roles, office=page.office):
            # Not even that it exists is told.
            raise Http404
        return page

    def get_page_title(self) -> Any:
        return self.page.title

    @property
    def may_change(self) -> bool:
        return bool(self.page.permissions_for_user(self.request.user).can_edit())


class ShowCirculation(AboutPaper):
    """Who has a paper and who has not; what asked for the website; its former texts."""

    template_name = "charter_pages/circulation/paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.page
        rows: Any = Addressed.objects.filter(page_id=page.pk).select_related("office", "acknowledged_by")
        rank = {kind: place for place, kind in enumerate(Office.Kind.values)}
        rows = sorted(rows, key=lambda row: (rank[row.office.kind], row.office.code))
        waiting = [row for row in rows if row.acknowledged_at is None]
        versions = past.versions_of(page)
        lines = expanding.expand(page.pk, content.of(page)["distribution"])
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "waiting": waiting,
            "acknowledged": [row for row in rows if row.acknowledged_at is not None],
            "outside": [line for line in lines if line.means == matching.Means.OUTSIDE],
            "requests": WebsiteRequest.objects.filter(page_id=page.pk),
            "former": versions[1:],
            "corrigenda": past.corrigenda(page, versions),
            "may_change": self.may_change,
            "may_withhold": withholding.may(self.request.user),
            "is_waiting": any(not hasattr(each, "circulated") for each in versions if not each.is_founding),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remind those who have not acknowledged."""
        if not self.may_change:
            raise PermissionDenied
        count = circulating.remind_all(self.page.pk)
        number = {"number": digits.in_language(count, active())}
        said = (
            ngettext("%(number)s office was reminded.", "%(number)s offices were reminded.", count) % number
        )
        messages.success(request, said if count else _("All of them were reminded today already."))
        return redirect("paper_circulation", self.page.pk)


class ChooseRecipients(AboutPaper):
    """Each line of the draft's distribution with the offices that it stands for, before the paper is published."""

    roles = acknowledging.RECEIVERS
    template_name = "charter_pages/circulation/recipients.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [{"url": edit, "label": self.page.title}, {"url": "", "label": _("Who gets it")}]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        access.require(request.user, *self.roles)
        if not self.may_change:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def register(self) -> list[Office]:
        return expanding.register()

    @cached_property
    def lines(self) -> list[expanding.Line]:
        draft = self.page.get_latest_revision_as_object()
        return expanding.expand(self.page.pk, content.of(draft)["distribution"], self.register)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = set(Addressed.objects.filter(page_id=self.page.pk).values_list("office_id", flat=True))
        groups: dict[str, list[Office]] = {}
        for office in self.register:
            groups.setdefault(str(office.get_kind_display()), []).append(office)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "lines": [(line, {office.pk for office in line.offices}) for line in self.lines],
            "groups": groups,
            "told": told,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by_id = {str(office.pk): office for office in self.register}
        anew: list[uuid.UUID] = []
        for line in self.lines:
            if request.POST.get(f"{line.key}-as") == "proposed":
                anew.append(line.key)
                continue
            if f"{line.key}-sent" not in request.POST:
                continue
            ticked = [by_id[pk] for pk in request.POST.getlist(str(line.key)) if pk in by_id]
            if {office.pk for office in ticked} != {office.pk for office in line.offices}:
                expanding.choose(by=user_of(request), page_id=self.page.pk, line=line, offices=ticked)
        expanding.forget(page_id=self.page.pk, keys=anew)
        messages.success(request, _("It is kept who gets the paper."))
        return redirect("paper_recipients", self.page.pk)


class WithholdForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why is the former text withheld?"),
        max_length=300,
        help_text=gettext_lazy(
            "Readers see that it is withheld, not this reason. Do not repeat what it named."
        ),
    )


class Withhold(FormScreen, AboutPaper):
    """Headquarters takes a former text from readers, because it named somebody."""

    roles = withholding.KEEPERS
    form_class = WithholdForm
    submit_label = gettext_lazy("Withhold the former text")
    submitting_label = gettext_lazy("Withholding…")

    def act(self, form: Any) -> HttpResponse:
        version = PaperVersion.objects.filter(page_id=self.page.pk, number=self.kwargs["number"]).first()
        if version is None:
            raise Http404
        withholding.withhold(by=user_of(self.request), version=version, because=form.cleaned_data["because"])
        return self.done(_("Readers do not get this text any more."), "paper_circulation", self.page.pk)
