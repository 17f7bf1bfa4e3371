"""A code beside the password: set up, asked, lost, reset. Nobody is signed in before both were right."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django_otp.oath import TOTP
from wagtail.models import ModelLogEntry

import clock
from accounts import second_factor
from accounts.models import Authenticator, RecoveryCode, StaffSession, User
from accounts.roles import Role
from letters.models import Letter
from portal import rights, tree
from tests import selling

pytestmark = pytest.mark.django_db
PHRASE = "a long enough phrase"


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.TWO_FACTOR_REQUIRED = True


@pytest.fixture
def packer() -> User:
    user = selling.staff(Role.PARCELS, selling.prison(), "packer")
    user.email = "packer@example.org"
    user.set_password(PHRASE)
    user.save()
    return user


def code_of(user: User, *, later: int = 0) -> str:
    counter = TOTP(bytes.fromhex(Authenticator.objects.get(user=user).seed))
    counter.time = clock.now().timestamp() + later
    return f"{counter.token():06}"


def enter(client: Client, to: str = "/admin/parcels/") -> Any:
    return client.post("/admin/login/", {"username": "packer", "password": PHRASE, "next": to})


def set_up(user: User) -> list[str]:
    second_factor.begin(user)
    codes = second_factor.confirm(user=user, code=code_of(user, later=-30))
    assert codes is not None
    return codes


def is_in(client: Client) -> bool:
    return client.get("/admin/parcels/").status_code == 200


def test_the_first_sign_in_leads_through_the_set_up_and_shows_recovery_codes_once(packer: User) -> None:
    client = Client()
    assert enter(client)["Location"] == "/admin/login/set-up/"
    assert not is_in(client)
    shown = client.get("/admin/login/set-up/").content.decode()
    assert "<svg" in shown
    assert second_factor.key_of(Authenticator.objects.get()) in shown
    assert client.post("/admin/login/set-up/", {"code": "000000"}).status_code == 200
    assert not is_in(client)
    answer = client.post("/admin/login/set-up/", {"code": code_of(packer)})
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", answer.content.decode())
    assert len(codes) == 10
    assert 'href="/admin/parcels/"' in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert is_in(client)
    assert codes[0] not in client.get("/admin/my-sign-in/").content.decode()
    assert client.get("/admin/login/set-up/").status_code == 302


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/parcels/",
        "/admin/account/",
        "/admin/my-sign-in/",
        "/admin/api/main/pages/",
        "/documents/1/x.pdf",
    ],
)
def test_the_password_alone_opens_nothing_but_the_set_up(packer: User, address: str) -> None:
    client = Client()
    enter(client)
    answer = client.get(address)
    assert answer.status_code in (302, 401, 403, 404)
    assert "_auth_user_id" not in client.session


def test_the_second_sign_in_asks_for_the_code_in_either_digits(packer: User) -> None:
    set_up(packer)
    client = Client()
    assert enter(client)["Location"] == "/admin/login/code/"
    assert not is_in(client)
    typed = code_of(packer).translate(str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯"))
    assert client.post("/admin/login/code/", {"code": typed})["Location"] == "/admin/parcels/"
    assert is_in(client)


def test_a_code_opens_once(packer: User) -> None:
    set_up(packer)
    code = code_of(packer)
    assert second_factor.check(user=packer, code=code)
    assert not second_factor.check(user=packer, code=code)
    assert not second_factor.check(user=packer, code=code_of(packer, later=-30))
    assert second_factor.check(user=packer, code=code_of(packer, later=30))


def test_after_five_wrong_codes_the_right_one_waits_a_quarter_of_an_hour(packer: User) -> None:
    recovery = set_up(packer)
    for _time in range(5):
        assert not second_factor.check(user=packer, code="12345")
    assert not second_factor.check(user=packer, code=code_of(packer))
    assert not second_factor.check(user=packer, code=recovery[0])
    with clock.set_to(clock.now() + datetime.timedelta(minutes=16)):
        assert second_factor.check(user=packer, code=code_of(packer))


def test_wrong_codes_are_counted_with_wrong_passwords_and_close_the_door(packer: User) -> None:
    set_up(packer)
    client = Client()
    enter(client)
    for _time in range(5):
        answer = client.post("/admin/login/code/", {"code": "000000"})
    assert enter(Client()).status_code == 429
    assert not is_in(client)
    assert answer.status_code in (200, 429)


def test_a_recovery_code_opens_once_and_spaces_do_not_matter(packer: User) -> None:
    codes = set_up(packer)
    for expected in (True, False):
        assert second_factor.check(user=packer, code=codes[3].upper().replace("-", " ")) is expected
    assert second_factor.check(user=packer, code=codes[4])


def test_who_waits_too_long_between_the_steps_begins_again(packer: User) -> None:
    set_up(packer)
    client = Client()
    enter(client)
    with clock.set_to(clock.now() + datetime.timedelta(minutes=11)):
        answer = client.post("/admin/login/code/", {"code": code_of(packer)})
        assert answer["Location"].startswith("/admin/login/")
        assert not is_in(client)


def test_a_sign_in_from_before_the_rule_is_not_one(packer: User, settings: Any) -> None:
    settings.TWO_FACTOR_REQUIRED = False
    client = Client()
    enter(client)
    assert is_in(client)
    settings.TWO_FACTOR_REQUIRED = True
    assert not is_in(client)


def test_where_it_is_not_required_whoever_has_an_app_is_asked_all_the_same(
    packer: User, settings: Any
) -> None:
    settings.TWO_FACTOR_REQUIRED = False
    client = Client()
    assert enter(client)["Location"] == "/admin/parcels/"
    set_up(packer)
    assert enter(Client())["Location"] == "/admin/login/code/"


def test_the_database_holds_neither_seed_nor_recovery_code(packer: User) -> None:
    codes = set_up(packer)
    with connection.cursor() as cursor:
        cursor.execute("SELECT seed FROM accounts_authenticator")
        kept = str(cursor.fetchall())
    seed = Authenticator.objects.get().seed
    assert seed not in kept
    assert second_factor.key_of(Authenticator.objects.get()).replace(" ", "") not in kept
    digests = str(list(RecoveryCode.objects.values_list("digest", flat=True)))
    assert not any(code in digests or code.replace("-", "") in digests for code in codes)


def administrator(packer: User) -> Client:
    tree.lay()
    rights.set_up()
    user = selling.staff(Role.ADMINISTRATOR, selling.headquarters(), "administrator")
    client = Client()
    client.force_login(user)
    from accounts import sessions

    session = client.session
    session[sessions.KEY] = {**session[sessions.KEY], "verified": True}
    session.save()
    return client


def test_an_administrator_resets_a_lost_app_with_a_reason_and_its_owner_is_told(packer: User) -> None:
    set_up(packer)
    lost = Client()
    enter(lost)
    lost.post("/admin/login/code/", {"code": code_of(packer)})
    assert is_in(lost)
    keeper = administrator(packer)
    address = f"/admin/people/{packer.pk}/code-app/"
    assert keeper.post(address, {"reason": ""}).status_code == 200
    assert Authenticator.objects.filter(user=packer).exists()
    assert keeper.post(address, {"reason": "ফোন হারিয়েছে"}).status_code == 302
    assert not Authenticator.objects.filter(user=packer).exists()
    assert not is_in(lost)
    assert StaffSession.objects.filter(user=packer, ended_because="second_factor").exists()
    entry = ModelLogEntry.objects.get(action="accounts.second_factor_reset")
    assert (entry.user.username, entry.data["why"]) == ("administrator", "ফোন হারিয়েছে")
    assert Letter.objects.get(template="staff_code_app_reset").to == "packer@example.org"
    assert enter(Client())["Location"] == "/admin/login/set-up/"


def test_nobody_resets_their_own_and_an_administrator_no_superusers(packer: User) -> None:
    keeper = administrator(packer)
    user = User.objects.get(username="administrator")
    root = User.objects.create_superuser("root", "root@example.org", PHRASE)
    for other in (user, root):
        set_up(other)
        assert keeper.post(f"/admin/people/{other.pk}/code-app/", {"reason": "কারণ আছে"}).status_code == 200
        assert Authenticator.objects.filter(user=other).exists()


def test_what_cannot_be_undone_asks_again_after_ten_minutes(packer: User) -> None:
    keeper = administrator(packer)
    user = User.objects.get(username="administrator")
    set_up(user)
    address = f"/admin/people/{packer.pk}/code-app/"
    assert keeper.get(address).status_code == 200
    with clock.set_to(clock.now() + datetime.timedelta(minutes=11)):
        to = keeper.get(address)["Location"]
        assert to == f"/admin/my-sign-in/confirm/?next=%2Fadmin%2Fpeople%2F{packer.pk}%2Fcode-app%2F"
        assert keeper.get("/admin/appointments/new/")["Location"].startswith("/admin/my-sign-in/confirm/")
        assert keeper.post(to, {"proof": "000000"}).status_code == 200
        assert keeper.get(address).status_code == 302
        assert keeper.post(to, {"proof": code_of(user)})["Location"] == address
        assert keeper.get(address).status_code == 200


def test_production_asks_for_it() -> None:
    text = (django_settings.ROOT / "site/config/settings/production.py").read_text()
    assert 'TWO_FACTOR_REQUIRED = env.bool("TWO_FACTOR_REQUIRED", default=True)' in text
