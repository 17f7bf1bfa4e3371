"""The offices for which somebody reads the board: one statement for the register and the reader's roles in it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages.duties import board
from offices.models import DEEPEST, Office

# What the board says of an office; the rest of the register is not asked for.
FIELDS = ("kind", "code", "name_bn", "name_en")


@dataclass(frozen=True)
class Scope:
    """All offices by id, those of them that the reader answers for, and all roles held, as `access.held_by` says."""

    register: dict[int, Office]
    own: frozenset[int]
    held: frozenset[tuple[str, bool]]

    @property
    def sees_all(self) -> bool:
        return any(self.register[each].kind == Office.Kind.HQ for each in self.own)

    @property
    def widest(self) -> Office:
        """Return the highest of the reader's offices, for which what was read is logged."""
        ranks = {Office.Kind.HQ: 0, Office.Kind.DIVISION: 1}
        mine = [self.register[each] for each in self.own]
        return min(mine, key=lambda office: (ranks.get(Office.Kind(office.kind), 2), office.code))

    def divisions(self) -> list[Office]:
        """Return the divisions of the reader's offices, by name."""
        found = {board.division_of(self.register[each], self.register).pk for each in self.own}
        return sorted((self.register[each] for each in found), key=lambda office: office.name)

    def of_division(self, code: str) -> list[int]:
        """Return the reader's offices of a division; all of them without one."""
        return [
            each
            for each in self.own
            if not code or board.division_of(self.register[each], self.register).code == code
        ]


def of(user: Any, roles: Collection[Role]) -> Scope:
    """Return what `access.offices_for` and `access.held_by` say of the user, of the whole register at once."""
    if not isinstance(user, User) or not user.is_active:
        return Scope({}, frozenset(), frozenset())
    if user.is_superuser:
        register = Office.objects.in_bulk()
        return Scope(register, frozenset(register), access.held_by(user))
    told = access.appointments_of(user, Role.values).order_by()
    roles_held = told.annotate(nothing=Value(0), nowhere=Value("")).values_list(
        "office_id", "nothing", *["nowhere"] * 4, "role"
    )
    rows = (
        Office.objects.order_by()
        .annotate(role=Value(""))
        .values_list("pk", Coalesce("parent_id", 0), *FIELDS, "role")
        .union(roles_held, all=True)
    )
    register, at = {}, []
    for pk, parent_id, *facts, role in rows:
        if role:
            at.append((role, pk))
        else:
            register[pk] = Office(pk=pk, parent_id=parent_id or None, **dict(zip(FIELDS, facts, strict=True)))
    roots = {office_id for role, office_id in at if role in roles}
    own = frozenset(each for each in register if roots & _with_all_above(each, register))
    held = frozenset((role, register[office_id].kind == Office.Kind.HQ) for role, office_id in at)
    return Scope(register, own, held)


def _with_all_above(office_id: int, register: dict[int, Office]) -> set[int]:
    found, above = {office_id}, register[office_id].parent_id
    while above is not None and len(found) <= DEEPEST:
        found.add(above)
        above = register[above].parent_id
    return found
