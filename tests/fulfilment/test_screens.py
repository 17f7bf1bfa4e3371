import re

import pytest
from django.urls import reverse

from accounts.roles import Role
from shop.fulfilment import consignments
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(natore):
    return selling.place(selling.basket((selling.for_sale(natore), 1))).consignments.get()


def test_a_parcel_is_led_from_packing_to_the_cash_in_the_admin(client, natore, parcel):
    selling.signed_in(client, Role.PARCELS, office=natore)
    page = reverse("parcel", args=[parcel.pk])
    assert parcel.purchase.number in to_ascii(client.get(reverse("parcels")).content.decode())
    assert parcel.purchase.buyer_name in client.get(page).content.decode()

    client.post(page, {"step": "pack"})
    client.post(page, {"step": "pack"})  # a double click
    wrong = client.post(page, {"step": "ship", "courier": "সুন্দরবন", "tracking_number": "!"})
    assert 'value="সুন্দরবন"' in wrong.content.decode()  # nothing typed is lost
    parcel.refresh_from_db()
    assert parcel.state == "packed"
    client.post(page, {"step": "ship", "courier": "সুন্দরবন", "tracking_number": "১২৩৪৫"})
    client.post(page, {"step": "deliver_with_cash"})
    client.post(page, {"step": "deliver_with_cash"})

    parcel.refresh_from_db()
    assert (parcel.state, parcel.tracking_number) == ("delivered", "12345")
    assert parcel.purchase.cash_dues.get().state == "collected"
    assert parcel.purchase.buyer_name not in client.get(page).content.decode()


def to_ascii(text: str) -> str:
    from bangla import digits

    return digits.to_ascii(text)


def test_a_step_out_of_turn_is_told_and_changes_nothing(client, natore, parcel):
    selling.signed_in(client, Role.PARCELS, office=natore)

    answer = client.post(reverse("parcel", args=[parcel.pk]), {"step": "deliver"})

    parcel.refresh_from_db()
    assert (answer.status_code, parcel.state) == (200, "reserved")
    assert "help-critical" in answer.content.decode() or "messages" in answer.content.decode()


def test_another_prison_s_parcel_is_not_found_and_named_nowhere(client, natore, parcel):
    other = selling.prison("dj-bogura")
    selling.signed_in(client, Role.PARCELS, office=other)
    assert to_ascii(client.get(reverse("parcels")).content.decode()).count(parcel.purchase.number) == 0

    for answer in (
        client.get(reverse("parcel", args=[parcel.pk])),
        client.post(reverse("parcel", args=[parcel.pk]), {"step": "pack"}),
    ):
        assert answer.status_code == 404
        said = to_ascii(answer.content.decode())
        assert parcel.purchase.number not in said
        assert not re.search("dj-natore|রহিমা", said)
    parcel.refresh_from_db()
    assert parcel.state == "reserved"


def test_a_parcel_of_two_prisons_shows_each_only_its_own_lines(client, natore):
    bogura = selling.prison("dj-bogura")
    stool, chair = selling.for_sale(natore), selling.for_sale(bogura, price="99.99")
    selling.Product.objects.filter(pk=chair.product_id).update(title="বেতের চেয়ার")
    purchase = selling.place(selling.basket((stool, 1), (chair, 1)))
    selling.signed_in(client, Role.PARCELS, office=natore)

    shown = client.get(reverse("parcel", args=[purchase.consignments.get(office=natore).pk])).content.decode()

    assert "কাঠের টুল" in shown
    assert "বেতের চেয়ার" not in shown


def test_cash_is_recorded_by_one_and_confirmed_by_another_in_the_admin(client, natore, parcel):
    packer = selling.staff(Role.PARCELS, natore)
    consignments.pack(by=packer, consignment=parcel)
    consignments.ship(by=packer, consignment=parcel, courier="কুরিয়ার", tracking_number="123")
    consignments.deliver(by=packer, consignment=parcel, cash_collected=True)
    due = parcel.purchase.cash_dues.get()
    page = reverse("cash_due", args=[due.pk])
    selling.signed_in(client, Role.CASH_RECORDER, Role.CASH_CONFIRMER, office=natore)
    client.post(page, {"step": "record", "slip_number": ""})
    client.post(page, {"step": "record", "slip_number": "৭৭/২০২৬"})
    client.post(page, {"step": "confirm"})
    due.refresh_from_db()
    assert (due.slip_number, due.state) == ("77/2026", "collected")

    selling.signed_in(client, Role.CASH_CONFIRMER, office=natore)
    assert due.purchase.number in to_ascii(
        client.get(reverse("cash_dues") + "?shelf=recorded").content.decode()
    )
    client.post(page, {"step": "confirm"})

    due.refresh_from_db()
    assert due.state == "handed_in"
    assert selling.credited(parcel.purchase.lines.get())
    assert client.get(reverse("cash_dues") + "?shelf=handed_in").status_code == 200


def test_the_cash_of_another_prison_is_not_found(client, natore, parcel):
    selling.signed_in(client, Role.CASH_RECORDER, office=selling.prison("dj-bogura"))
    assert client.get(reverse("cash_due", args=[parcel.purchase.cash_dues.get().pk])).status_code == 404


def test_money_to_be_paid_back_is_listed_for_finance_alone(client, natore):
    selling.signed_in(client, Role.FINANCE, office=selling.headquarters())
    assert client.get(reverse("refunds_due")).status_code == 200
    selling.signed_in(client, Role.PARCELS, office=natore)
    assert client.get(reverse("refunds_due")).status_code in (302, 403)


def test_a_step_that_does_not_exist_is_told_at_the_cash_desk_too(client, natore, parcel):
    due = parcel.purchase.cash_dues.get()
    selling.signed_in(client, Role.CASH_RECORDER, office=natore)

    answer = client.post(reverse("cash_due", args=[due.pk]), {"step": "nonsense"})

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
