"""How often somebody may try to sign in, or have a link for a new password sent."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

DOOR, LINK = "/admin/login/", "/admin/password_reset/"


@pytest.fixture
def packer() -> User:
    return User.objects.create_user("packer", "packer@example.org", "a long enough phrase", is_superuser=True)


def enter(client: Client, username: str, password: str) -> Any:
    return client.post(DOOR, {"username": username, "password": password})


def test_a_user_name_is_closed_after_five_wrong_passwords_to_the_right_one_too(packer: User) -> None:
    client = Client(REMOTE_ADDR="10.0.0.1")
    for _ in range(5):
        enter(client, "packer", "wrong")
    assert enter(client, "packer", "a long enough phrase").status_code == 429
    assert enter(Client(REMOTE_ADDR="10.0.0.2"), "packer", "a long enough phrase").status_code == 302


def test_who_claims_another_address_in_a_header_is_counted_all_the_same(packer: User) -> None:
    for place in range(5):
        enter(Client(headers={"X-Forwarded-For": f"10.0.0.{place}"}), "packer", "wrong")
    late = Client(headers={"X-Forwarded-For": "10.0.9.9"})
    assert enter(late, "packer", "a long enough phrase").status_code == 429


def test_many_names_from_one_address_are_tried_so_often_and_no_more(packer: User, settings: Any) -> None:
    settings.SIGN_INS_PER_ADDRESS = 7
    client = Client(REMOTE_ADDR="10.0.0.1")
    for number in range(7):
        enter(client, f"somebody-{number}", "wrong")
    answer = enter(client, "packer", "a long enough phrase")
    assert answer.context["form"].has_error("__all__", "throttled")
    assert 'value="packer"' in answer.content.decode()
    assert enter(Client(REMOTE_ADDR="10.0.0.2"), "packer", "a long enough phrase").status_code == 302


def test_links_for_a_new_password_are_sent_so_often_and_no_more_and_the_answer_is_the_same(
    packer: User, settings: Any
) -> None:
    settings.PASSWORD_LINKS_PER_ADDRESS = 5
    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{place}").post(LINK, {"email": "packer@example.org"})
        for place in range(5)
    ]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{LINK}done/")}
    assert len(mail.outbox) == 3
    for number in range(9):
        User.objects.create_user(f"u{number}", f"u{number}@example.org", "a long enough phrase")
        Client(REMOTE_ADDR="10.0.1.1").post(LINK, {"email": f"u{number}@example.org"})
    assert len(mail.outbox) == 3 + 5
