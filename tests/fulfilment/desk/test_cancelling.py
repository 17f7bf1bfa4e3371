"""A cancelling in two steps, of goods paid and unpaid."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from offices.models import Office
from shop.fulfilment import cancelling
from shop.fulfilment.desk import story
from shop.orders.models import Purchase
from shop.payments.models import Refund
from tests import selling
from tests.fulfilment import ordered

pytestmark = pytest.mark.django_db


@pytest.fixture
def unpacked(natore: Office) -> Purchase:
    return selling.place(selling.basket((selling.for_sale(natore), 3)))


def cancels(purchase: Purchase, quantity: str = "1", **more: str) -> dict[str, str]:
    return {
        "form_key": "5f3c6a52-9d0b-4a86-8f0e-6f2a3f0f9b13",
        f"units_{ordered.line_of(purchase).pk}": quantity,
        "note": "sold out of wood",
        **more,
    }


def test_units_of_an_unpaid_parcel_are_cancelled_once_and_less_falls_due(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    preview = client.post(page, cancels(unpacked))
    assert preview.context["poisha"] == 1250_00
    agreed = preview.context["agreed"]

    for _double_click in range(2):
        client.post(page, cancels(unpacked, agreed=agreed, step="confirm"))

    assert ordered.line_of(unpacked).refunded_quantity == 1
    assert unpacked.cash_dues.get().amount_poisha == 2 * 1250_00 + 60_00
    assert [(row.cancelled, row.refunded) for row in story.of(unpacked).parts[0].lines] == [(1, 0)]


def test_the_same_form_of_unpaid_goods_strikes_them_off_once_even_past_the_screen(
    unpacked: Purchase, natore: Office
) -> None:
    by, parcel = selling.staff(Role.ORDER_DESK, natore), unpacked.consignments.get()

    for _click in range(2):
        units = {ordered.line_of(unpacked): 1}
        cancelling.by_staff(by=by, consignment=parcel, units=units, note="no wood", form_key="a-form-s-key")

    assert ordered.line_of(unpacked).refunded_quantity == 1
    assert unpacked.cash_dues.get().amount_poisha == 2 * 1250_00 + 60_00


def test_the_whole_parcel_is_cancelled_by_one_button(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    preview = client.post(page, cancels(unpacked, "", step="all"))
    assert (preview.context["is_all"], preview.context["poisha"]) == (True, 3 * 1250_00 + 60_00)

    client.post(page, cancels(unpacked, "3", agreed=preview.context["agreed"], step="confirm"))

    unpacked.refresh_from_db()
    assert (unpacked.state, unpacked.consignments.get().state) == ("cancelled", "cancelled")
    assert client.get(page).status_code == 200, "it says that nothing is left to cancel"


def test_what_was_paid_for_a_cancelled_parcel_goes_back(client: Client, natore: Office) -> None:
    row = selling.basket((selling.for_sale(natore), 2))
    purchase = selling.pay_by_card(selling.place(row, provider_code="demonstration"))
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[purchase.consignments.get().pk])
    agreed = client.post(page, cancels(purchase, "2")).context["agreed"]

    client.post(page, cancels(purchase, "2", agreed=agreed, step="confirm"))

    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_poisha) == ("cancelled", 2 * 1250_00 + 60_00)
    assert [(line.cancelled, line.refunded) for line in story.of(purchase).parts[0].lines] == [(2, 0)]


def test_without_a_reason_or_units_nothing_is_cancelled(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    assert client.post(page, cancels(unpacked, note="")).context["form"].errors["note"]
    assert client.post(page, cancels(unpacked, "")).context["form"].non_field_errors()
    assert ordered.line_of(unpacked).refunded_quantity == 0
