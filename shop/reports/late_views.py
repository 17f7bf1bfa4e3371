"""Headquarters' list of what is late: which prison, what, of which order, since when. It names no buyer."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy

from accounts.roles import Role
from shop.fulfilment import late
from shop.fulfilment.clocks import Kind
from shop.production.screens import PER_PAGE
from shop.reports.screens import BookScreen

# Finance answers for the refunds, the moderator at headquarters watches who is late (DOMAIN.md), auditors check both.
READERS = (Role.FINANCE, Role.HQ_MODERATOR, Role.AUDITOR)
KINDS = (
    (Kind.HAND_OVER, gettext_lazy("Not with the courier")),
    (Kind.DELIVER, gettext_lazy("Not with the buyer")),
    (Kind.REFUND, gettext_lazy("Not refunded")),
    (Kind.COMPLAINT, gettext_lazy("Complaint not answered")),
)


class LateList(BookScreen):
    """Everything whose time limit is over, of all prisons; how many of each kind each of them has."""

    roles = READERS
    title = gettext_lazy("Late orders")
    icon = "warning"
    template_name = "reports/late.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = late.everywhere()
        prisons = []
        for office, theirs in late.by_office(found).items():
            counts = Counter(each.kind for each in theirs)
            prisons.append((office, [counts[kind] for kind, _name in KINDS], len(theirs)))
        chosen = self.request.GET.get("prison", "")
        shown = [each for each in found if each.office.code == chosen] if chosen else found
        return {
            **super().get_context_data(**kwargs),
            "prisons": prisons,
            "kinds": [name for _kind, name in KINDS],
            "names": dict(KINDS),
            "chosen": chosen,
            "page_obj": Paginator(shown, PER_PAGE).get_page(self.request.GET.get("p")),
        }
