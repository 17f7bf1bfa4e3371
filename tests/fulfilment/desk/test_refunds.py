"""A refund in two steps: shown first, made once, nothing typed lost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.orders.models import Purchase
from shop.payments import refunds
from shop.payments.models import Refund
from tests import selling
from tests.fulfilment import ordered

pytestmark = pytest.mark.django_db


def typed(purchase: Purchase, **more: str) -> dict[str, str]:
    line = ordered.line_of(purchase)
    return {
        "form_key": "5f3c6a52-9d0b-4a86-8f0e-6f2a3f0f9b11",
        f"units_{line.pk}": "১",
        "reason": "faulty",
        "sound": "no",
        "note": "leg broken",
        **more,
    }


def test_a_refund_is_shown_first_and_made_by_the_second_sending_once(
    client: Client, one: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_refund", args=[one.pk])
    data = typed(one, **{f"goodwill_{natore.pk}": "১০.৫০"})

    preview = client.post(page, data)

    said = digits.to_ascii(preview.content.decode())
    assert "1,260.50" in said
    assert not Refund.objects.exists()
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', preview.content.decode()))
    kept.pop("csrfmiddlewaretoken", None)
    assert kept == {**data, "agreed": "126050"}
    for _double_click in range(2):
        assert client.post(page, {**kept, "step": "confirm"})["Location"] == reverse(
            "desk_order", args=[one.pk]
        )
    refund = Refund.objects.get()
    assert (refund.amount_poisha, refund.reason, refund.sound, refund.note) == (
        1260_50,
        "faulty",
        False,
        "leg broken",
    )


def test_what_was_typed_is_kept_on_the_way_back_and_on_an_error(
    client: Client, one: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_refund", args=[one.pk])

    back = client.post(page, {**typed(one), "step": "change"}).content.decode()
    wrong = client.post(
        page, {**typed(one), f"units_{ordered.line_of(one).pk}": "৪", "reason": ""}
    ).content.decode()

    assert 'value="১"' in back
    assert "leg broken" in back
    assert 'value="৪"' in wrong
    assert "leg broken" in wrong
    assert wrong.count("error-message") >= 2
    assert not Refund.objects.exists()


def test_goods_that_go_back_need_a_word_on_whether_they_are_sound(
    client: Client, one: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    answer = client.post(reverse("desk_refund", args=[one.pk]), typed(one, sound=""))
    assert "sound" in answer.context["form"].errors


def test_a_refund_of_nothing_is_not_previewed(client: Client, one: Purchase, natore: Office) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    data = typed(one, **{f"units_{ordered.line_of(one).pk}": "0"})
    answer = client.post(reverse("desk_refund", args=[one.pk]), data)
    assert answer.context["form"].non_field_errors()


def test_everything_that_is_left_is_filled_in_by_one_button(
    client: Client, one: Purchase, natore: Office
) -> None:
    user = selling.signed_in(client, Role.ORDER_DESK, office=natore)
    refunds.request(
        purchase=one,
        reason="faulty",
        parts=refunds.Parts({ordered.line_of(one): 1}, {natore: 20_00}),
        by=user,
    )

    preview = client.post(reverse("desk_refund", args=[one.pk]), {**typed(one), "step": "all"})

    assert preview.context["poisha"] == 2 * 1250_00 + 40_00


def test_a_sum_that_changed_between_the_two_steps_is_shown_again(
    client: Client, one: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    answer = client.post(
        reverse("desk_refund", args=[one.pk]), {**typed(one), "agreed": "1", "step": "confirm"}
    )
    assert answer.status_code == 200
    assert answer.context["agreed"] == "125000"
    assert not Refund.objects.exists()


def test_a_large_refund_says_that_another_person_must_agree(
    client: Client, one: Purchase, natore: Office, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 1000_00
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_refund", args=[one.pk])
    assert client.post(page, typed(one)).context["needs_approval"] is True

    client.post(page, {**typed(one), "agreed": "125000", "step": "confirm"})

    assert Refund.objects.get().state == "requested"
    assert reverse("desk_refund", args=[one.pk]) not in ordered.page_of(client, one), "one at a time"


def test_a_prison_refunds_only_its_own_goods_of_a_shared_order(
    client: Client, two: Purchase, natore: Office, bogura: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    ours, theirs = ordered.line_of(two, natore), ordered.line_of(two, bogura)
    data = {
        "form_key": "5f3c6a52-9d0b-4a86-8f0e-6f2a3f0f9b12",
        f"units_{ours.pk}": "1",
        f"units_{theirs.pk}": "2",
        f"goodwill_{bogura.pk}": "500",
        f"delivery_{bogura.pk}": "60",
        "reason": "returned",
        "sound": "yes",
        "agreed": "125000",
        "step": "confirm",
    }

    client.post(reverse("desk_refund", args=[two.pk]), data)

    assert Refund.objects.get().amount_poisha == 1250_00
    theirs.refresh_from_db()
    assert theirs.refunded_quantity == 0


def test_finance_and_auditors_read_the_story_and_cannot_refund(client: Client, one: Purchase) -> None:
    selling.signed_in(client, Role.FINANCE, Role.AUDITOR, office=selling.headquarters())
    assert reverse("desk_refund", args=[one.pk]) not in ordered.page_of(client, one)
    answer = client.post(
        reverse("desk_refund", args=[one.pk]), {**typed(one), "agreed": "125000", "step": "confirm"}
    )
    assert answer.status_code in (302, 403)
    assert not Refund.objects.exists()
