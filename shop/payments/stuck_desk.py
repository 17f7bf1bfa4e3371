"""Headquarters' screen of what waits for a person: each with "try again", and all of it at once."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from bangla import digits
from language.spoken import active
from letters.models import Letter
from shop.payments import channels, stuck
from shop.payments.models import InboxEvent, Refund, Replay
from shop.production.screens import PER_PAGE, HeadquartersScreen

MOST_SHOWN = 50


class Stuck(HeadquartersScreen):
    """Dead letters by sort, never with an address or a text of anybody's."""

    roles = stuck.ROLES
    title = gettext_lazy("Stuck")
    icon = "warning"
    template_name = "payments/stuck.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sorts = []
        for kind, sort in stuck.SORTS.items():
            rows = sort.rows()
            sorts.append((kind, sort.title, rows.count(), [told(row) for row in shown(kind, rows)]))
        strangers = Paginator(stuck.strangers().order_by("-received_at"), PER_PAGE)
        return {
            **super().get_context_data(**kwargs),
            "sorts": sorts,
            "count": sum(each[2] for each in sorts),
            "page_obj": strangers.get_page(self.request.GET.get("p")),
            "replays": Replay.objects.select_related("by")[:20],
            "names": {kind: sort.title for kind, sort in stuck.SORTS.items()},
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        by: Any = request.user
        kind, subject = request.POST.get("kind", ""), request.POST.get("subject", "")
        done = 0
        if kind == "all":
            done = stuck.try_all_again(by=by)
        elif kind in stuck.SORTS and subject.isascii() and subject.isdigit() and len(subject) < 19:
            done = int(stuck.try_again(by=by, kind=kind, subject_id=int(subject)))
        if done:
            said = ngettext("%(count)s is tried again now.", "%(count)s are tried again now.", done)
            messages.success(request, said % {"count": digits.in_language(done, active())})
        else:
            messages.warning(request, _("Nothing was to be tried again. Look at the page again."))
        return redirect("stuck")


def shown(kind: str, rows: Any) -> list[Any]:
    related = ("purchase",) if kind in ("refund", "attempt") else ()
    return list(
        rows.select_related(*related).order_by("pk")[:MOST_SHOWN]
        if related
        else rows.order_by("pk")[:MOST_SHOWN]
    )


def told(row: Any) -> dict[str, Any]:
    """Return what the screen tells of a row: names of things and classes of errors, never an address or a text."""
    if isinstance(row, Letter):
        return {
            "id": row.pk,
            "what": row.template,
            "tries": row.attempts,
            "failure": row.failure,
            "since": row.written_at,
        }
    if isinstance(row, InboxEvent):
        what = f"{channels.name(row.provider)}: {row.kind}"
        return {
            "id": row.pk,
            "what": what,
            "tries": row.attempts,
            "failure": row.outcome,
            "since": row.received_at,
        }
    facts = {
        "id": row.pk,
        "number": row.purchase.number,
        "failure": row.failure,
        "what": channels.name(row.provider),
    }
    if isinstance(row, Refund):
        # What became of it may be stated there, where asking again does not help.
        address = reverse("refund", args=[row.pk])
        return {
            **facts,
            "tries": row.tries,
            "since": row.requested_at,
            "poisha": row.amount_poisha,
            "address": address,
        }
    return {**facts, "tries": None, "since": row.created_at, "poisha": row.amount_poisha}
