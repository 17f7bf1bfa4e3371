"""An order's whole story, to each reader their own part, nothing of another prison's."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import clock
from accounts.roles import Role
from bangla import digits
from letters import outbox
from offices.models import Office
from shop.fulfilment.desk import story, timeline
from shop.orders.models import Purchase
from shop.payments import refund_calls, refunds
from shop.payments.models import InboxEvent, Refund
from tests import selling
from tests.fulfilment import ordered

pytestmark = pytest.mark.django_db


def test_the_story_of_a_delivered_order_with_a_partial_refund_is_told_in_order(
    one: Purchase, natore: Office
) -> None:
    desk = selling.staff(Role.ORDER_DESK, natore)
    InboxEvent.objects.create(
        provider="demonstration",
        event_id="e1",
        kind="session.paid",
        attempt_token=one.attempts.get().token,
        received_at=clock.now(),
        due_at=clock.now(),
    )
    refunds.request(
        purchase=one,
        reason="faulty",
        parts=refunds.Parts({ordered.line_of(one): 1}, {}),
        sound=False,
        by=desk,
    )
    refund_calls.send_due()
    outbox.send_due()

    told = story.of(one)

    assert [(row.line.quantity, row.cancelled, row.refunded, row.left) for row in told.parts[0].lines] == [
        (3, 0, 1, 2)
    ]
    assert told.refunded_poisha == 1250_00
    steps = [(change.subject_kind.partition(".")[2], change.to_state) for change in told.changes]
    assert steps == [
        ("Purchase", "awaits_payment"),
        ("Consignment", "reserved"),
        ("PaymentAttempt", "created"),
        ("PaymentAttempt", "open"),
        ("PaymentAttempt", "paid"),
        ("Purchase", "placed"),
        ("Consignment", "packed"),
        ("Consignment", "shipped"),
        ("Consignment", "delivered"),
        ("Refund", "requested"),
        ("Refund", "approved"),
        ("Refund", "submitted"),
        ("Refund", "succeeded"),
    ]
    kinds = [row.entry.kind for row in told.entries if row.entry.kind != "fee"]
    assert kinds == ["capture", "share", "reversal", "refund"]
    assert {letter.template for letter in told.letters} >= {
        "order_to_pay",
        "order_paid",
        "order_shipped",
        "order_delivered",
        "order_refund",
        "order_refunded",
    }
    assert [event.kind for event in told.events] == ["session.paid"]
    moments = timeline.of(told)
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert len(moments) == len(told.changes) + len(told.entries) + len(told.letters) + len(told.events)


def test_each_prison_s_story_holds_its_own_part_and_nothing_of_the_other(
    two: Purchase, natore: Office, bogura: Office
) -> None:
    desk = selling.staff(Role.ORDER_DESK, selling.headquarters())
    of_bogura = refunds.request(
        purchase=two, reason="faulty", parts=refunds.Parts({ordered.line_of(two, bogura): 1}, {}), by=desk
    )
    shared = refunds.request(
        purchase=two,
        reason="goodwill",
        parts=refunds.Parts({}, {}, {natore: 11_00, bogura: 22_22}),
        note="the chair of Bogura broke",
        by=desk,
    )
    refund_calls.send_due()

    whole, own, other = (
        story.of(two),
        story.of(two, ordered.only(natore)),
        story.of(two, ordered.only(bogura)),
    )

    assert [part.parcel.office for part in own.parts] == [natore]
    assert (own.goods_poisha, own.delivery_poisha) == (2500_00, 60_00)
    assert own.goods_poisha + other.goods_poisha == two.goods_poisha
    assert [(row.refund, row.poisha) for row in own.refunds] == [(shared, 11_00)]
    assert [(row.refund, row.poisha) for row in other.refunds] == [(of_bogura, 777_77), (shared, 22_22)]
    assert own.refunded_poisha == 11_00
    ours = {(change.subject_kind, change.subject_id) for change in own.changes}
    assert ("payments.Refund", of_bogura.pk) not in ours
    assert ("fulfilment.Consignment", two.consignments.get(office=bogura).pk) not in ours
    assert not any("Bogura" in change.note for change in own.changes)
    assert {row.entry.key for row in own.entries}.isdisjoint(
        entry.key for entry in refund_entries(of_bogura)
    ), "the other's refund is not in the own book"
    captures = [
        row.poisha for told in (own, other, whole) for row in told.entries if row.entry.kind == "capture"
    ]
    assert captures == [2560_00, 3 * 777_77 + 60_00, two.total_poisha]
    assert not any(of_bogura.reference in letter.key for letter in own.letters)
    assert any(of_bogura.reference in letter.key for letter in whole.letters)
    shipped = [letter.key for letter in own.letters if letter.template == "order_shipped"]
    assert shipped == [f"order_shipped:{two.number}:{two.consignments.get(office=natore).pk}"]


def refund_entries(refund: Refund) -> list[Any]:
    from shop.payments import refund_story
    from shop.payments.reach import WHOLE

    return refund_story.entries_of(refund, refund_story.told([refund], WHOLE)[0].units)


def test_a_prison_s_page_names_neither_the_other_prison_nor_sums_that_reveal_it(
    client: Client, two: Purchase, natore: Office, bogura: Office
) -> None:
    hq = selling.staff(Role.ORDER_DESK, selling.headquarters())
    refunds.request(
        purchase=two, reason="faulty", parts=refunds.Parts({ordered.line_of(two, bogura): 1}, {}), by=hq
    )
    refunds.request(
        purchase=two,
        reason="goodwill",
        parts=refunds.Parts({}, {}, {natore: 11_00, bogura: 22_22}),
        note="the chair of Bogura broke",
        by=hq,
    )
    refund_calls.send_due()
    selling.signed_in(client, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, office=natore)
    shared = Refund.objects.get(reason="goodwill")

    for page in (
        ordered.page_of(client, two),
        digits.to_ascii(client.get(reverse("desk_orders")).content.decode()),
        digits.to_ascii(client.get(reverse("desk_refund", args=[two.pk])).content.decode()),
        digits.to_ascii(client.get(reverse("refund", args=[shared.pk])).content.decode()),
        *(
            digits.to_ascii(client.get(reverse("refunds_due") + f"?shelf={shelf}").content.decode())
            for shelf in ("requested", "waiting", "under_way", "done")
        ),
    ):
        assert not re.search(
            rf"bogura|Bogura|{ordered.CHAIR}|777\.77|1,555\.54|2,333\.31|22\.22|33\.22", page
        )
        assert "4,833.31" not in page, "the goods of both"
        assert "4,953.31" not in page, "the order's total"
        assert f"{two.number}-2" not in page
    assert "2,560" in ordered.page_of(client, two)


def test_headquarters_reads_the_whole_order(client: Client, two: Purchase) -> None:
    selling.signed_in(client, Role.AUDITOR, office=selling.headquarters())

    page = ordered.page_of(client, two)

    assert "dj-natore" in page
    assert "dj-bogura" in page
    assert "4,953.31" in page
    assert f"capture:{two.number}" in page


def test_the_page_links_to_the_book_for_its_readers_alone(
    client: Client, one: Purchase, natore: Office
) -> None:
    entry = story.of(one).entries[0].entry
    link = f'href="{reverse("book_entry", args=[entry.pk])}"'
    selling.signed_in(client, Role.AUDITOR, office=selling.headquarters())
    assert link in client.get(reverse("desk_order", args=[one.pk])).content.decode()

    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    assert link not in client.get(reverse("desk_order", args=[one.pk])).content.decode()


def test_the_buyer_is_named_while_the_parcel_is_under_way_and_only_to_who_packs_it(
    client: Client, natore: Office
) -> None:
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)))
    says = re.compile(f"{purchase.buyer_name}|01712|{purchase.address_line}|{purchase.upazila_name}")
    selling.signed_in(client, Role.ORDER_DESK, office=natore)
    assert not says.search(ordered.page_of(client, purchase))
    selling.signed_in(client, Role.ORDER_DESK, Role.PARCELS, office=natore)
    assert purchase.buyer_name in ordered.page_of(client, purchase)
    assert not says.search(client.get(reverse("desk_orders")).content.decode())

    selling.deliver(purchase, natore)

    assert not says.search(ordered.page_of(client, purchase))


def test_the_letters_are_told_without_address_and_text(client: Client, natore: Office) -> None:
    buyer = selling.BUYER.__class__(
        name="রহিমা খাতুন", phone="+8801712345678", email="rahima@example.org", language="bn"
    )
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)), buyer=buyer)
    outbox.send_due()
    selling.signed_in(client, Role.AUDITOR, office=selling.headquarters())

    page = ordered.page_of(client, purchase)

    assert "desk-letter" in page
    assert not re.search(r"rahima|example\.org|1712", page)


def test_the_story_takes_as_many_queries_however_much_happened(one: Purchase, natore: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = selling.staff(Role.ORDER_DESK, natore)
    counts = []
    for _more in range(2):
        refunds.request(
            purchase=one,
            reason="faulty",
            parts=refunds.Parts({ordered.line_of(one): 1}, {natore: 10_00}),
            by=desk,
        )
        refund_calls.send_due()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told = story.of(Purchase.objects.get(pk=one.pk))
            assert timeline.of(told)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30
