"""How long a sign-in lasts, where one is signed in, and what ends it everywhere."""

import datetime
from typing import Any

import pytest
from django.test import Client

import clock
from accounts import sessions
from accounts.models import Appointment, StaffSession, User
from accounts.roles import Role
from portal import rights, tree
from tests import selling

pytestmark = pytest.mark.django_db
PHRASE = "a long enough phrase"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    settings.SESSION_LIMITS = {"ordinary": (60, 600), "strict": (20, 240)}


def staff(role: str = Role.PARCELS) -> User:
    office = selling.prison() if role == Role.PARCELS else selling.headquarters()
    user = selling.staff(role, office, f"user-{role}")
    user.set_password(PHRASE)
    user.save()
    return user


def signed_in(user: User) -> Client:
    client = Client(headers={"User-Agent": FIREFOX})
    client.post("/admin/login/", {"username": user.username, "password": PHRASE})
    return client


def is_in(client: Client, after_minutes: float = 0, address: str = "/admin/account/") -> bool:
    with clock.set_to(clock.now() + datetime.timedelta(minutes=after_minutes)):
        return client.get(address).status_code == 200


@pytest.mark.parametrize(("role", "idle"), [(Role.PARCELS, 60), (Role.FINANCE, 20), (Role.HQ_POLICY, 20)])
def test_without_a_click_a_sign_in_ends_and_sooner_where_money_moves(role: str, idle: int) -> None:
    user = staff(role)
    assert is_in(signed_in(user), idle - 1)
    client = signed_in(user)
    assert not is_in(client, idle + 1)
    assert StaffSession.objects.filter(ended_because="idle").count() == 1
    assert not is_in(client)  # and does not come back


def test_clicks_keep_it_up_but_not_beyond_its_longest(settings: Any) -> None:
    client = signed_in(staff())
    for minutes in range(50, 600, 50):
        assert is_in(client, minutes), minutes
    assert not is_in(client, 600)
    assert StaffSession.objects.get().ended_because == "longest"


def test_a_page_that_asks_by_itself_is_no_click() -> None:
    client = signed_in(staff())
    is_in(client, 50, "/admin/editing-sessions/1/")
    assert not is_in(client, 65)


def test_a_sign_in_ends_with_the_day_on_which_an_appointment_ends() -> None:
    user = staff()
    Appointment.objects.filter(user=user).update(until=clock.today())
    client = signed_in(user)
    midnight = clock.midnight(clock.today() + datetime.timedelta(days=1))
    left = (midnight - clock.now()).total_seconds() / 60
    with clock.set_to(clock.now()):
        assert is_in(client)
    assert not is_in(client, left + 0.1) or left > 60
    assert (
        client.session.get(sessions.KEY, {"until": int(midnight.timestamp())})["until"]
        <= midnight.timestamp()
    )


@pytest.mark.parametrize("how", ["until", "delete"])
def test_an_appointment_that_is_ended_ends_the_sign_ins(how: str) -> None:
    user = staff()
    client = signed_in(user)
    appointment = user.appointments.get()
    if how == "delete":
        appointment.delete()
    else:
        appointment.until = clock.today() - datetime.timedelta(days=1)
        appointment.save()
    assert not is_in(client)
    assert StaffSession.objects.get().ended_because == "appointment"


def test_everybody_sees_their_own_sign_ins_in_words_and_ends_them() -> None:
    user, other = staff(), selling.staff(Role.PARCELS, selling.prison("dj-pabna"), "other")
    here, there = signed_in(user), signed_in(user)
    stranger = Client()
    stranger.force_login(other)
    page = here.get("/admin/my-sign-in/").content.decode()
    assert page.count("Firefox · Linux") == 2
    assert "127.0.0.1" not in page
    row = StaffSession.objects.get(user=other)
    assert here.post("/admin/my-sign-in/", {"end": row.pk}).status_code == 404
    assert is_in(stranger)
    elsewhere = there.session[sessions.KEY]["row"]
    here.post("/admin/my-sign-in/", {"end": elsewhere})
    assert not is_in(there)
    assert is_in(here)
    third = signed_in(user)
    here.post("/admin/my-sign-in/", {"others": "1"})
    assert not is_in(third)
    assert is_in(here)


def test_a_new_password_ends_all_sign_ins_but_the_one_that_changed_it() -> None:
    tree.lay()
    rights.set_up()
    user = staff()
    here, there = signed_in(user), signed_in(user)
    form = {
        "password-old_password": PHRASE, "password-new_password1": "another long phrase",
        "password-new_password2": "another long phrase", "name_email-first_name": "x", "name_email-last_name": "y",
        "locale-preferred_language": "bn", "locale-current_time_zone": "Asia/Dhaka", "theme-theme": "system",
        "theme-contrast": "system", "theme-density": "default", "theme-keyboard_shortcuts": "on",
    }  # fmt: skip
    answer = here.post("/admin/account/", form)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    user.refresh_from_db()
    assert user.check_password("another long phrase")
    assert is_in(here)
    assert not is_in(there)
    assert is_in(here, 2)
    assert StaffSession.objects.filter(ended_at__isnull=True).count() == 1


def test_signing_out_is_written_down() -> None:
    client = signed_in(staff())
    client.post("/admin/logout/")
    assert StaffSession.objects.get().ended_because == "signed_out"
    assert not is_in(client)


def test_the_rules_cost_no_question(django_assert_num_queries: Any) -> None:
    client = signed_in(staff())
    request = client.get("/admin/account/").wsgi_request
    del request._staff_user
    request.__dict__.pop("_cached_user", None)
    request.session.get("x")
    with django_assert_num_queries(1):  # who it is; the session was read
        assert sessions.user_of(request).is_authenticated


def test_a_public_page_neither_reads_nor_makes_a_session() -> None:
    tree.lay()
    client = signed_in(staff())
    answer = client.get("/bn/")
    assert answer["Cache-Control"].startswith("public")
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies
