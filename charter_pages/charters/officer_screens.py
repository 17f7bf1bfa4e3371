"""Posts with their holders in the back office, and the one form by which an officer is transferred."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.models import User
from accounts.screens import PER_PAGE, DayField, FormScreen, Screen, user_of
from charter_pages.charters import keepers, transfers
from charter_pages.models import Post
from offices.models import Office

OFFICERS = (gettext_lazy("Officers today"), "officers")


class OfficerList(Screen):
    """Every post with who holds it today, with one button to transfer it."""

    roles = keepers.KEEPERS
    title = OFFICERS[0]
    icon = "group"
    template_name = "charter_pages/admin/officers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        posts = Post.objects.with_holders().filter(abolished_on__isnull=True)
        office = Office.objects.filter(code=self.request.GET.get("office", "")).first()
        if office is not None:
            posts = posts.filter(office=office)
        page = Paginator(posts, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page_obj": page,
            "rows": [(post, post.holder()) for post in page.object_list],
            "offices": Office.objects.by_name(),
            "office": office,
        }


class TransferForm(forms.Form):
    on = DayField(label=gettext_lazy("From this day"))
    is_vacant = forms.BooleanField(label=gettext_lazy("The post stays vacant"), required=False)
    name_bn = forms.CharField(label=gettext_lazy("name in Bangla"), max_length=150, required=False)
    name_en = forms.CharField(label=gettext_lazy("name in English"), max_length=150, required=False)
    user = forms.ModelChoiceField(
        label=gettext_lazy("signs in as"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("Complaints and duties of the post are then this person's."),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["user"]
        # Who works at the office, or above it.
        at = post.office.scope_ids()
        field.queryset = (
            User.objects.filter(is_active=True, appointments__office__in=at).distinct().order_by("username")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("is_vacant") and not cleaned.get("name_bn"):
            self.add_error("name_bn", _("Say who takes the post."))
        return cleaned


class Transfer(FormScreen):
    """From this day the post is held by that person. What it changes is shown before it is done."""

    roles = keepers.KEEPERS
    icon = "group"
    above = (OFFICERS,)
    template_name = "charter_pages/admin/transfer.html"
    form_class = TransferForm
    submit_label = gettext_lazy("See what this changes")

    @cached_property
    def the_post(self) -> Post:
        posts = Post.objects.select_related("office__parent__parent").prefetch_related("holders")
        found = posts.filter(pk=self.kwargs["post_id"], abolished_on__isnull=True).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return str(self.the_post)

    def get_initial(self) -> dict[str, Any]:
        return {"on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "post": self.the_post}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holder = transfers.standing(self.the_post)
        return {**super().get_context_data(**kwargs), "the_post": self.the_post, "holder": holder}

    def act(self, form: Any) -> HttpResponse:
        typed = form.cleaned_data
        if self.request.POST.get("step") != "confirm":
            return self.render_to_response(
                self.get_context_data(
                    form=form,
                    shown=True,
                    typed=typed,
                    charters=transfers.charters_naming(self.the_post),
                    is_later=typed["on"] > clock.today(),
                )
            )
        by = user_of(self.request)
        if typed["is_vacant"]:
            transfers.vacate(post=self.the_post, on=typed["on"], by=by)
            said = _("The post is vacant from that day on. Every charter says so.")
        else:
            names = {name: typed[name] for name in ("on", "name_bn", "name_en", "user")}
            transfers.transfer(post=self.the_post, by=by, **names)
            said = _("%(name)s holds the post from that day on. Every charter says so.") % {
                "name": typed["name_bn"]
            }
        return self.done(said, "officers")


def address(post: Post) -> str:
    return reverse("officer_transfer", args=[post.pk])
