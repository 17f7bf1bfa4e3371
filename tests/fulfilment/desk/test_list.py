"""Orders found and narrowed; no other prison's."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.fulfilment.desk import orders
from shop.orders.models import Purchase
from shop.payments.models import Refund
from tests import selling
from tests.fulfilment import ordered

pytestmark = pytest.mark.django_db


def test_an_order_is_found_by_its_number_in_bangla_digits_and_groups(
    client: Client, one: Purchase, natore: Office
) -> None:
    another = selling.place(selling.basket((selling.for_sale(natore), 1)))
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    number = digits.to_bangla(f"{one.number[:4]} {one.number[4:7]}-{one.number[7:]}")

    found = digits.to_ascii(client.get(reverse("desk_orders"), {"q": number}).content.decode())

    assert reverse("desk_order", args=[one.pk]) in found
    assert reverse("desk_order", args=[another.pk]) not in found
    nothing = client.get(reverse("desk_orders"), {"q": "!!"}).content.decode()
    assert reverse("desk_order", args=[one.pk]) not in nothing


@pytest.mark.parametrize(
    ("state", "shows"), [("", True), ("placed", True), ("expired", False), ("parcel:delivered", True),
                         ("parcel:reserved", False), ("nonsense", True)],
)  # fmt: skip
def test_orders_are_narrowed_by_their_state_and_by_their_parcel_s(
    client: Client, one: Purchase, natore: Office, state: str, shows: bool
) -> None:
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    page = client.get(reverse("desk_orders"), {"state": state}).content.decode()
    assert (reverse("desk_order", args=[one.pk]) in page) is shows


def test_another_prison_s_parcel_s_state_narrows_nothing_for_this_prison(
    client: Client, two: Purchase, natore: Office, bogura: Office
) -> None:
    """Else who asks for a state that only the other's parcel is in would learn of it."""
    two.consignments.filter(office=bogura).update(state="closed")
    within = ordered.only(natore)
    assert orders.in_state(orders.orders_in(within), "parcel:closed", within).count() == 0
    assert orders.in_state(orders.orders_in(within), "parcel:delivered", within).get() == two


def test_the_list_takes_as_many_queries_however_long_it_is(natore: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    stool, counts = selling.for_sale(natore), []
    for _more in range(2):
        selling.place(selling.basket((stool, 1)))
        with CaptureQueriesContext(connection) as queries:
            orders.rows(list(orders.orders_in(ordered.only(natore))), ordered.only(natore))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_prison_s_order_is_not_found_told_or_changed_and_the_attempt_is_logged(
    client: Client, one: Purchase, bogura: Office
) -> None:
    user = selling.signed_in(client, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, office=bogura)
    listed = digits.to_ascii(client.get(reverse("desk_orders"), {"q": one.number}).content.decode())
    assert f"/{one.pk}/" not in listed.replace(reverse("desk_orders"), "")
    parcel = one.consignments.get()

    for address, event in (
        (reverse("desk_order", args=[one.pk]), "order_not_shown"),
        (reverse("desk_refund", args=[one.pk]), "order_not_shown"),
        (reverse("desk_cancel", args=[parcel.pk]), "parcel_not_shown"),
    ):
        for ask in (client.get, client.post):
            if ask == client.post and event == "order_not_shown" and address.endswith(f"/{one.pk}/"):
                continue  # nothing is sent to the story
            with capture_logs() as logged:
                answer = ask(address)
            assert answer.status_code == 404
            assert not re.search("dj-natore|কাঠের টুল", answer.content.decode())
            assert [(row["event"], row["user"]) for row in logged if "not_shown" in row["event"]] == [
                (event, user.pk)
            ]
    assert not Refund.objects.exists()
