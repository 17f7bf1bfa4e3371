"""Nobody makes themselves, or anybody, what they are not: no role brings superuser, and no form gives it."""

import datetime
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from accounts.models import Appointment, User
from accounts.roles import Role
from offices.models import Office
from portal import rights, tree
from tests import publishing_samples as samples
from tests import selling
from tests.whole_site import planted

PASSWORD = "Ga7-kolom-nodi-boi"
SINCE = datetime.date(2024, 7, 1)


class Staff(NamedTuple):
    hq: Office
    people: dict[Role, User]
    superuser: User
    somebody: User


def staff() -> Staff:
    tree.lay()
    offices = samples.offices()
    for office in offices:
        samples.office_page(office)
    rights.set_up()
    people = {role: selling.staff(role, offices.hq, f"of-{role}") for role in Role}
    return Staff(
        offices.hq,
        people,
        User.objects.create_superuser("root", password=PASSWORD),
        User.objects.create_user("somebody"),
    )


@pytest.fixture(scope="module")
def staff_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> Staff:
    laid: Staff = lay_once(staff)
    return laid


@pytest.fixture
def house(staff_laid: Staff, db: None) -> Staff:
    return staff_laid


@pytest.fixture
def administrator(house: Staff) -> Client:
    return planted.signed_in(house.people[Role.ADMINISTRATOR])


def raising(house: Staff) -> dict[str, Any]:
    """Return what a form would send to give everything."""
    return {
        "username": "new", "display_name": "নতুন", "email": "new@example.org", "password1": PASSWORD,
        "password2": PASSWORD, "is_active": "on", "is_superuser": "on", "is_staff": "on",
        "groups": list(Group.objects.values_list("pk", flat=True)),
        "user_permissions": list(Permission.objects.values_list("pk", flat=True)[:50]),
    }  # fmt: skip


def powers() -> dict[str, Any]:
    """Return who may what, beside the new person's being there."""
    return {
        "superusers": list(User.objects.filter(is_superuser=True).values_list("pk", "password", "is_active")),
        "groups": list(User.groups.through.objects.order_by("pk").values_list("user_id", "group_id")),
        "permissions": list(User.user_permissions.through.objects.values_list()),
        "of groups": list(Group.permissions.through.objects.order_by("pk").values_list()),
        "appointments": list(Appointment.objects.order_by("pk").values_list()),
    }


def test_no_role_brings_superuser_or_a_right_on_groups(house: Staff) -> None:
    for role, user in house.people.items():
        fresh = User.objects.get(pk=user.pk)
        assert not fresh.is_superuser, role
        assert not fresh.is_staff, role
        over_groups = {
            each for each in fresh.get_all_permissions() if "group" in each or "permission" in each
        }
        assert not over_groups, (role, over_groups)
        over_people = {each for each in fresh.get_all_permissions() if each.startswith("accounts.")}
        assert role is Role.ADMINISTRATOR or not over_people, (role, over_people)
        assert "accounts.delete_user" not in over_people


def test_no_form_about_people_makes_a_superuser_or_fills_a_group(house: Staff, administrator: Client) -> None:
    before = powers()
    asked = [reverse("wagtailusers_users:add")]
    asked += [
        reverse("wagtailusers_users:edit", args=[user.pk])
        for user in (house.somebody, house.people[Role.ADMINISTRATOR])
    ]
    for address in asked:
        form = administrator.get(address)
        assert form.status_code == 200
        assert b"is_superuser" not in form.content
        assert b'name="groups"' not in form.content
        administrator.post(
            address, raising(house) | ({} if "new" in address else {"username": f"u{address[-3:-1]}"})
        )
    assert User.objects.filter(username="new").exists()
    assert powers() == before


def test_a_superuser_is_touched_by_superusers_alone(house: Staff, administrator: Client) -> None:
    before = powers()
    root = house.superuser.pk
    for name in ("edit", "delete"):
        address = reverse(f"wagtailusers_users:{name}", args=[root])
        for ask in (administrator.get, lambda path: administrator.post(path, raising(house))):
            answer = ask(address)
            assert answer.status_code in (302, 403), (name, answer.status_code)
    for action, more in (("set_active_state", {"mark_as_active": "False"}), ("delete", {})):
        administrator.post(f"/admin/bulk/accounts/user/{action}/?id={root}&next=/admin/", more)
    administrator.post(reverse("reset_second_factor", args=[root]), {"why": "x" * 30})
    assert powers() == before


@pytest.mark.parametrize("role", sorted(Role))
def test_nobody_puts_anybody_into_a_group(house: Staff, role: Role) -> None:
    client, before = planted.signed_in(house.people[role]), powers()
    me = house.people[role].pk
    groups = list(Group.objects.values_list("pk", flat=True))
    for group in groups:
        client.post(f"/admin/bulk/accounts/user/assign_role/?id={me}&next=/admin/", {"role": group})
    for name, numbers in (("add", []), ("edit", groups[:1]), ("delete", groups[:1])):
        address = reverse(f"wagtailusers_groups:{name}", args=numbers)
        assert client.get(address).status_code in (302, 403)
        client.post(address, {"name": "mine", "permissions": raising(house)["user_permissions"]})
    assert powers() == before


def test_no_administrator_appoints_themselves_or_changes_their_own_appointment(
    house: Staff, administrator: Client
) -> None:
    me, before = house.people[Role.ADMINISTRATOR], powers()
    sent = {"user": me.pk, "role": Role.PAYOUT_APPROVER, "office": house.hq.pk, "since": SINCE}
    assert administrator.post(reverse("appointments:add"), sent).status_code == 200
    own, other = me.appointments.get(), house.people[Role.PARCELS].appointments.get()
    for appointment in (own, other):  # to make one's own more, or another's one's own
        assert (
            administrator.post(reverse("appointments:edit", args=[appointment.pk]), sent).status_code == 200
        )
    # Nor does it go to somebody else, and so end.
    away = sent | {"user": house.somebody.pk}
    assert administrator.post(reverse("appointments:edit", args=[own.pk]), away).status_code == 200
    assert powers() == before
    sent |= {"user": house.somebody.pk, "role": Role.PARCELS}
    assert administrator.post(reverse("appointments:add"), sent).status_code == 302
    assert Appointment.objects.filter(user=house.somebody).exists()
