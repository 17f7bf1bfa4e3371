"""“Follow us”: the ways to hear of what is published — mails, feeds of everything, of a kind, of an office."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from bangla import ordering
from language import sorting
from offices.models import Office
from portal import feeds, publications
from publishing.pages import PUBLIC_FOR_A_WHILE


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    kinds = [
        {"title": capfirst(str(model.kind_label)), **_addresses(kind=kind)}
        for kind, model in publications.KINDS.items()
    ]
    context = {
        "every": _addresses(),
        "kinds": sorted(kinds, key=lambda kind: ordering.key(kind["title"])),
        "groups": _by_division(),
    }
    response = render(request, "portal/follow.html", context)
    response["Cache-Control"] = PUBLIC_FOR_A_WHILE
    return response


def _addresses(**chosen: str) -> dict[str, str]:
    return {"rss": feeds.address(**chosen), "atom": feeds.address(name="feed-atom", **chosen)}


def _by_division() -> list[dict[str, Any]]:
    """Return the open offices: headquarters and the divisions, then the prisons of each division."""
    rows = list(Office.objects.open().select_related("parent"))
    rows.sort(key=lambda office: (office.kind != Office.Kind.HQ, office.is_prison, sorting.name_key(office)))
    groups: dict[int | None, dict[str, Any]] = {}
    for office in rows:
        line = {"title": office.name, "code": office.code, **_addresses(office=office.code)}
        place = office.parent_id if office.is_prison else office.pk
        group = groups.setdefault(place, {"title": office.name, "offices": []})
        group["offices"].append(line)
    return list(groups.values())
