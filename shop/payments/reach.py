"""How much of an order a member of staff sees: all of it at headquarters, elsewhere the own prisons' part alone."""

import dataclasses

from accounts import access
from accounts.roles import Role


@dataclasses.dataclass(frozen=True)
class Reach:
    """The offices whose parts of orders are shown, by id; None for the whole Department."""

    office_ids: frozenset[int] | None

    @property
    def is_whole(self) -> bool:
        return self.office_ids is None

    def covers(self, office_id: int) -> bool:
        return self.office_ids is None or office_id in self.office_ids

    def within(self, field: str) -> dict[str, frozenset[int]]:
        """Return what narrows a queryset to the reach: nothing where it is whole."""
        return {} if self.office_ids is None else {f"{field}__in": self.office_ids}


WHOLE = Reach(None)


def of(user: object, *roles: Role) -> Reach:
    """Return the reach of whoever holds one of the roles; of nothing, where none is held."""
    if any(at_headquarters and role in roles for role, at_headquarters in access.held_by(user)):
        return WHOLE
    return Reach(frozenset(access.offices_for(user, *roles).values_list("pk", flat=True)))
