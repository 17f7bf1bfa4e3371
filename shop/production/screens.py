"""What the shop's screens in Wagtail's admin share beside what all of ours do (accounts.screens)."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from accounts.screens import (
    FIRST_YEAR,
    LAST_YEAR,
    PER_PAGE,
    DayField,
    FormScreen,
    ForRoles,
    ForRolesAtHeadquarters,
    HeadquartersScreen,
    MomentField,
    Screen,
    held_at_headquarters,
    show,
)
from shop.production.models import Maker

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "PER_PAGE",
    "AboutMaker",
    "DayField",
    "ForRoles",
    "ForRolesAtHeadquarters",
    "FormScreen",
    "HeadquartersScreen",
    "MomentField",
    "Screen",
    "held_at_headquarters",
    "show",
]


class AboutMaker(FormScreen):
    """A form about one maker of the reader's own prisons; another's is not found."""

    @cached_property
    def maker(self) -> Maker:
        within = Maker.objects.filter(office__in=self.offices()).select_related("office")
        return get_object_or_404(within, pk=self.kwargs["maker_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "maker": self.maker}
