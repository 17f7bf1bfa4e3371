"""Whose a memo number is by how it begins: told by headquarters, or learned from what offices published."""

from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from bangla import memo
from charter_pages.models.memos import MemoNumber, MemoPrefix
from offices.models import Office

# An office is known by a beginning once it, and it alone, has published so many papers with it.
ENOUGH = 3
# Groups that a beginning must have to speak of one office, and not of a ministry's department.
SPEAKING = 3


class Owner(NamedTuple):
    """Whose a beginning is: an office of ours, all of them, or another body."""

    name: str
    prefix: str
    office_id: int | None = None
    is_ours: bool = False

    def fits(self, office: Office) -> bool:
        return self.is_ours or self.office_id == office.pk


def owner_of(key: str) -> Owner | None:
    """Return whose a number seems to be; what headquarters told of more groups goes before what was learned."""
    told = {
        row.prefix: Owner(row.owner, row.prefix, row.office_id, row.is_ours)
        for row in MemoPrefix.objects.filter(prefix__in=memo.prefixes(key)).select_related("office")
    }
    for prefix in memo.prefixes(key):
        if prefix in told:
            return told[prefix]
        if prefix.count(".") + 1 >= SPEAKING and (learned := _learned(prefix)):
            return learned
    return None


def _learned(prefix: str) -> Owner | None:
    rows = MemoNumber.objects.filter(key__startswith=f"{prefix}.", page__live=True, office__isnull=False)
    counted = list(
        rows.order_by().values("office").annotate(papers=Count("page__translation_key", distinct=True))[:2]
    )
    if len(counted) != 1 or counted[0]["papers"] < ENOUGH:
        return None
    office = Office.objects.get(pk=counted[0]["office"])
    return Owner(office.name, prefix, office.pk)


def question(key: str, office: Office | None) -> str:
    """Return what is odd about a number at an office's page, in words; empty where nothing is."""
    owner = owner_of(key) if key and office is not None else None
    if owner is None or office is None or owner.fits(office):
        return ""
    return _(
        "Numbers that begin with %(prefix)s are those of %(owner)s, and this is the page of %(office)s. "
        "See whether the paper is in its right place; it can stay here."
    ) % {"prefix": owner.prefix, "owner": owner.name, "office": office.name}
