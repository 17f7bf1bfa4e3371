import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

import clock
from accounts import access
from accounts.models import Appointment, User
from accounts.roles import NATIONAL, Role
from offices.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def register() -> dict[str, Office]:
    hq = Office.objects.create(code="hq", kind="hq", name_bn="সদর", name_en="HQ")
    division = Office.objects.create(
        code="div", kind="division", parent=hq, name_bn="বিভাগ", name_en="Division"
    )
    prisons = {
        code: Office.objects.create(
            code=code, kind="district_prison", parent=division, name_bn=code, name_en=code
        )
        for code in ("a", "b")
    }
    return {"hq": hq, "division": division, **prisons}


def appoint(office: Office, role: Role = Role.PARCELS, **terms: datetime.date) -> User:
    user = User.objects.create_user("officer")
    Appointment.objects.create(user=user, role=role, office=office, **{"since": clock.today(), **terms})
    return user


def test_a_role_counts_at_the_office_and_all_below_it(register: dict[str, Office]) -> None:
    user = appoint(register["division"])
    assert access.may(user, Role.PARCELS, office=register["a"])
    assert access.may(user, Role.PARCELS, office=register["division"])
    assert not access.may(user, Role.PARCELS, office=register["hq"])
    assert set(access.offices_for(user, Role.PARCELS)) == {register["division"], register["a"], register["b"]}


def test_a_role_at_one_prison_gives_nothing_at_another(register: dict[str, Office]) -> None:
    user = appoint(register["a"])
    assert not access.may(user, Role.PARCELS, office=register["b"])
    with pytest.raises(PermissionDenied):
        access.require(user, Role.PARCELS, office=register["b"])


def test_another_role_at_the_same_office_gives_nothing(register: dict[str, Office]) -> None:
    assert not access.may(appoint(register["a"]), Role.CASH_CONFIRMER, office=register["a"])


@pytest.mark.parametrize(("since", "until"), [(1, None), (-10, -1)])
def test_an_appointment_counts_only_while_it_lasts(
    register: dict[str, Office], since: int, until: int | None
) -> None:
    today = clock.today()
    terms = {"since": today + datetime.timedelta(days=since)}
    if until is not None:
        terms["until"] = today + datetime.timedelta(days=until)
    assert not access.may(appoint(register["a"], **terms), Role.PARCELS, office=register["a"])


def test_somebody_who_may_no_longer_sign_in_may_nothing(register: dict[str, Office]) -> None:
    user = appoint(register["a"])
    user.is_active = False
    assert not access.may(user, Role.PARCELS, office=register["a"])


@pytest.mark.parametrize("role", NATIONAL)
def test_a_role_of_the_department_counts_at_headquarters_only(
    register: dict[str, Office], role: Role
) -> None:
    elsewhere = appoint(register["division"], role)
    assert not access.may(elsewhere, role)
    assert not access.offices_for(elsewhere, role)
    with pytest.raises(ValidationError):
        elsewhere.appointments.get().full_clean()
    appointment = elsewhere.appointments.get()
    appointment.office = register["hq"]
    appointment.full_clean()
    appointment.save()
    assert access.may(elsewhere, role, office=register["a"])
