"""Invented people: staff who sign in, and makers. Every maker is plainly marked as invented."""

import datetime
import uuid
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

import clock
from accounts.models import Appointment, User
from bangla import digits
from demonstration import catalogue, marks, reading
from demonstration.models import Mark
from demonstration.progress import track
from offices.models import Office
from shop.production import identities
from shop.production.models import Maker

PASSWORD = "karagar-demo-2026"  # noqa: S105 (the demonstration's own, printed by its command)
SINCE = datetime.date(2024, 7, 1)
MAKERS_OF_A_PRISON = 7
# Ids come from names, so that a second run meets the makers of the first.
FAMILY = uuid.UUID("5f3c6a52-9d0b-4a86-8f0e-6f2a3f0f9b11")


def stem(office_code: str) -> str:
    """Return an office's code without its kind: `rangamati` for `dj-rangamati`."""
    return office_code.partition("-")[2]


def sign_ins() -> list[dict[str, Any]]:
    """Return the staff: username, display name, what they do, roles with office codes."""
    users = [dict(user) for user in reading.read("staff")["user"]]
    # Officers hold a post instead of a role (demonstration.grievances).
    users += [{**officer, "roles": []} for officer in reading.read("grievances")["officer"]]
    register = reading.read("register")["offices"]
    names = {office["code"]: office["name_bn"] for office in register}
    divisions = [office["code"] for office in register if office["kind"] == "division"]
    for place, codes in (("division", divisions), ("prison", catalogue.office_codes())):
        for code in codes:
            users += [
                of_office(pattern, place, code, names[code]) for pattern in reading.read("staff")[place]
            ]
    return users


def of_office(pattern: dict[str, Any], place: str, code: str, name: str) -> dict[str, Any]:
    """Return a sign-in of an office, made of the pattern of all such offices."""
    return {
        **pattern,
        "username": pattern["username"].format(**{place: stem(code)}),
        "display_name": pattern["display_name"].format(name=name),
        "roles": [[role, code] for role in pattern["roles"]],
        "office": code,
    }


def load_staff() -> None:
    """Make the sign-ins with their appointments. One password is hashed for all: that is slow on purpose.

    Who stands already is given the roles that came later; a role that was ended stays ended.
    """
    standing = {user.username: user for user in User.objects.all()}
    held = set(Appointment.objects.values_list("user__username", "role", "office__code"))
    password = ""
    offices = {office.code: office for office in Office.objects.all()}
    for row in track("staff", sign_ins()):
        user = standing.get(row["username"])
        if user is None:
            password = password or make_password(PASSWORD)
            is_superuser = bool(row.get("superuser"))
            user = User.objects.create(
                username=row["username"],
                display_name=row["display_name"],
                email=f"{row['username']}@example.org",
                password=password,
                is_staff=is_superuser,
                is_superuser=is_superuser,
            )
            marks.mark(Mark.Kind.USER, user.username)
        for role, office_code in row["roles"]:
            if (user.username, role, office_code) not in held:
                Appointment.objects.create(user=user, role=role, office=offices[office_code], since=SINCE)


def workshop_staff(office_code: str) -> User:
    """Return who records batches, parcels and slips at a prison."""
    return User.objects.get(username=f"{stem(office_code)}-workshop")


def office_staff(office_code: str) -> User:
    """Return who confirms batches and cash at a prison."""
    return User.objects.get(username=f"{stem(office_code)}-office")


def invented_makers() -> list[tuple[str, str, str]]:
    """Return office code, name and register number of every maker; the names are numbered through."""
    makers = []
    for place, code in enumerate(catalogue.office_codes()):
        for serial in range(1, MAKERS_OF_A_PRISON + 1):
            number = place * MAKERS_OF_A_PRISON + serial
            name = f"নমুনা কারিগর {digits.to_bangla(f'{number:03d}')} (উদ্ভাবিত)"
            makers.append((code, name, digits.to_bangla(f"{number:04d}") + "/ক"))
    return makers


def planted_names() -> list[str]:
    """Return what must be found nowhere in public: the makers' names and register numbers, in both digits."""
    found = []
    for _code, name, register_number in invented_makers():
        found += [name, digits.to_ascii(name), register_number, digits.to_ascii(register_number)]
    return found


def maker_id(name: str) -> uuid.UUID:
    return uuid.uuid5(FAMILY, name)


@transaction.atomic
def load_makers() -> None:
    """Register the invented makers of the selling prisons, through the verb that real ones go through."""
    standing = set(Maker.objects.values_list("pk", flat=True))
    offices = {office.code: office for office in Office.objects.filter(code__in=catalogue.office_codes())}
    recorders = {code: workshop_staff(code) for code in offices}
    with clock.set_to(clock.midnight(SINCE)):
        for code, name, register_number in track("makers", invented_makers()):
            if maker_id(name) in standing:
                continue
            maker = identities.register(
                by=recorders[code],
                office=offices[code],
                name=name,
                register_number=register_number,
                form_key=maker_id(name),
            )
            marks.mark(Mark.Kind.MAKER, str(maker.pk))
