"""Production's screens: batches recorded and confirmed, the register of makers."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.roles import Role
from bangla import digits
from language import sorting
from language.spoken import active
from offices.models import Office
from shop.production import batches, forms, identities
from shop.production.models import Batch, Maker, Workshop
from shop.production.screens import PER_PAGE, AboutMaker, FormScreen, Screen

READERS = (Role.WORKSHOP_RECORDER, Role.WORKSHOP_CONFIRMER, Role.AUDITOR)
BATCHES = (gettext_lazy("Batches"), "production_batches")
MAKERS = (gettext_lazy("Makers"), "production_makers")


class BatchList(Screen):
    """The batches of the reader's offices, those that wait for a second person first."""

    roles = READERS
    title = gettext_lazy("Batches")
    icon = "form"
    template_name = "production/batches.html"
    begins = (gettext_lazy("Record a batch"), "production_choose_workshop", Role.WORKSHOP_RECORDER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = batches_of(self.offices()).order_by("-state", "-recorded_at", "-pk")
        state = self.request.GET.get("state", "")
        if state in Batch.State.values:
            shown = shown.filter(state=state)
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
            "states": Batch.State.choices,
            "state": state,
        }


class ChooseWorkshop(Screen):
    """Where was it made? Skipped by who records for one workshop only."""

    roles = (Role.WORKSHOP_RECORDER,)
    title = gettext_lazy("Record a batch: which workshop?")
    icon = "form"
    above = (BATCHES,)
    template_name = "production/workshops.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        workshops = Workshop.objects.filter(office__in=self.offices()).select_related("office", "trade")
        if len(workshops[:2]) == 1:
            return redirect("production_record", workshops[0].pk)
        ordered = workshops.order_by(sorting.by("office__name"), sorting.by("name"), "pk")
        page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("p"))
        return self.render_to_response(self.get_context_data(page_obj=page))


class RecordBatch(FormScreen):
    """The first person writes down what was made."""

    roles = (Role.WORKSHOP_RECORDER,)
    title = gettext_lazy("Record a batch")
    icon = "form"
    above = (BATCHES,)
    template_name = "production/record.html"
    form_class = forms.BatchForm
    submit_label = gettext_lazy("Record the batch")

    @property
    def workshop(self) -> Workshop:
        within = Workshop.objects.filter(office__in=self.offices()).select_related("office", "trade")
        return get_object_or_404(within, pk=self.kwargs["workshop_id"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "workshop": self.workshop}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "workshop": self.workshop}

    def act(self, form: forms.BatchForm) -> HttpResponse:
        data = form.cleaned_data
        batch = batches.record(
            by=self.request.user,  # type: ignore[arg-type]
            workshop=self.workshop,
            stockrecord=data["stockrecord"],
            quantity=data["quantity"],
            started_on=data["started_on"],
            finished_on=data["finished_on"],
            costs=form.costs(),
            makers=form.makers(),
            measure=data["measure"],
            form_key=data["form_key"],
        )
        text = _("The batch is recorded. Its units enter the stock when another person has confirmed it.")
        return self.done(text, "production_batch", batch.pk)


class ShowBatch(FormScreen):
    """A batch with all its facts, and what the reader may do with it: confirm it or take it away."""

    roles = READERS
    icon = "form"
    above = (BATCHES,)
    template_name = "production/batch.html"
    form_class = Form

    @property
    def batch(self) -> Batch:
        return get_object_or_404(batches_of(self.offices()), pk=self.kwargs["batch_id"])

    def get_page_title(self) -> str:
        return _("Batch %(number)s") % {"number": digits.in_language(self.kwargs["batch_id"], active())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch, user = self.batch, self.request.user
        office = batch.workshop.office
        waiting = batch.state == Batch.State.RECORDED
        return {
            **super().get_context_data(**kwargs),
            "batch": batch,
            "costs": batch.costs.all(),
            "total_poisha": sum(cost.poisha for cost in batch.costs.all()),
            "makers": batch.makers.select_related("maker"),
            "may_confirm": waiting and access.may(user, Role.WORKSHOP_CONFIRMER, office=office),
            "may_discard": waiting and access.may(user, Role.WORKSHOP_RECORDER, office=office),
            "is_own": batch.recorded_by_id == user.pk,
        }

    def act(self, form: Any) -> HttpResponse:
        by: Any = self.request.user
        if "discard" in self.request.POST:
            batches.discard(by=by, batch=self.batch)
            return self.done(_("The batch was taken away."), "production_batches")
        batch = batches.confirm(by=by, batch=self.batch)
        return self.done(_("The batch is confirmed; its units are in stock."), "production_batch", batch.pk)


class MakerList(Screen):
    """The makers of the reader's offices, by code alone."""

    roles = (Role.WORKSHOP_RECORDER, Role.STATEMENT_READER)
    title = gettext_lazy("Makers")
    icon = "group"
    template_name = "production/makers.html"
    begins = (gettext_lazy("Register a maker"), "production_register_maker", Role.WORKSHOP_RECORDER)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        makers = (
            Maker.objects.filter(office__in=self.offices())
            .select_related("office")
            .annotate(batch_count=Count("batches"))
            .order_by(sorting.by("office__name"), "id")
        )
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(makers, PER_PAGE).get_page(self.request.GET.get("p")),
        }


class RegisterMaker(FormScreen):
    """A convict begins to work in a workshop."""

    roles = (Role.WORKSHOP_RECORDER,)
    title = gettext_lazy("Register a maker")
    icon = "group"
    above = (MAKERS,)
    form_class = forms.MakerForm
    submit_label = gettext_lazy("Register the maker")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "offices": self.offices().prisons()}  # type: ignore[attr-defined]

    def act(self, form: forms.MakerForm) -> HttpResponse:
        data = form.cleaned_data
        maker = identities.register(
            by=self.request.user,  # type: ignore[arg-type]
            office=data["office"],
            name=data["name"],
            register_number=data["register_number"],
            form_key=data["form_key"],
        )
        text = _("The maker is registered under the code %(code)s.") % {"code": maker.code}
        return self.done(text, "production_makers")


class ReadIdentity(AboutMaker):
    """A name behind a code: asked for with a reason, noted, shown once and stored nowhere."""

    roles = identities.MAY_READ
    icon = "group"
    above = (MAKERS,)
    template_name = "production/identity.html"
    form_class = forms.ReasonForm
    submit_label = gettext_lazy("Show the name")

    def get_page_title(self) -> str:
        return _("Maker %(code)s") % {"code": self.maker.code}

    def act(self, form: forms.ReasonForm) -> HttpResponse:
        by: Any = self.request.user
        identity = identities.read(by=by, maker=self.maker, why=form.cleaned_data["why"])
        return self.render_to_response(self.get_context_data(form=form, identity=identity))


def batches_of(offices: QuerySet[Office]) -> QuerySet[Batch]:
    """Return the batches made in certain offices, with what a list shows of them."""
    return Batch.objects.filter(workshop__office__in=offices).select_related(
        "workshop__office", "workshop__trade", "stockrecord__product", "recorded_by", "confirmed_by"
    )
