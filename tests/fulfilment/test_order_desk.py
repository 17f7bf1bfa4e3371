"""The order desk: orders found, each with its whole story, refunds and cancels in two steps, no other prison's part."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from bangla import digits
from letters import outbox
from offices.models import Office
from shop.fulfilment import cancelling, consignments
from shop.fulfilment.desk import orders, story, timeline
from shop.orders.models import Purchase, SoldLine
from shop.payments import attempts, refund_calls, refunds
from shop.payments.models import DemonstrationSession, InboxEvent, Refund
from shop.payments.reach import Reach
from tests import selling

pytestmark = pytest.mark.django_db

CHAIR = "বেতের চেয়ার"


@pytest.fixture
def natore() -> Office:
    return selling.prison()


@pytest.fixture
def bogura() -> Office:
    return selling.prison("dj-bogura")


def signed_in(client: Client, *roles: Role, office: Office) -> User:
    user = selling.staff(roles[0], office)
    for role in roles[1:]:
        Appointment.objects.create(user=user, role=role, office=office, since="2024-07-01")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


def pay(purchase: Purchase) -> Purchase:
    attempts.open(purchase=purchase)
    DemonstrationSession.objects.filter(state="open").update(state="paid", paid_at=clock.now())
    attempts.ask_about(purchase=purchase)
    purchase.refresh_from_db()
    assert purchase.state == "placed"
    return purchase


def deliver(purchase: Purchase, office: Office) -> None:
    hands, parcel = selling.staff(Role.PARCELS, office), purchase.consignments.get(office=office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel)


@pytest.fixture
def one(natore: Office) -> Purchase:
    """Three stools at 1,250 taka and 60 for the way, paid by card and delivered."""
    row = selling.basket((selling.for_sale(natore), 3))
    purchase = pay(selling.place(row, provider_code="demonstration"))
    deliver(purchase, natore)
    return purchase


@pytest.fixture
def two(natore: Office, bogura: Office) -> Purchase:
    """Two stools of Natore and three chairs of Bogura, 777.77 taka each, in one paid order; both are delivered."""
    stool, chair = selling.for_sale(natore), selling.for_sale(bogura, price="777.77")
    selling.Product.objects.filter(pk=chair.product_id).update(title=CHAIR)
    purchase = pay(selling.place(selling.basket((stool, 2), (chair, 3)), provider_code="demonstration"))
    deliver(purchase, natore)
    deliver(purchase, bogura)
    return purchase


def line_of(purchase: Purchase, office: Office | None = None) -> SoldLine:
    return purchase.lines.select_related("office").get(**({"office": office} if office else {}))


def page_of(client: Client, purchase: Purchase) -> str:
    answer = client.get(reverse("desk_order", args=[purchase.pk]))
    assert answer.status_code == 200
    return digits.to_ascii(answer.content.decode())


def only(office: Office) -> Reach:
    return Reach(frozenset({office.pk}))


# The story.


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
        purchase=one, reason="faulty", parts=refunds.Parts({line_of(one): 1}, {}), sound=False, by=desk
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
        purchase=two, reason="faulty", parts=refunds.Parts({line_of(two, bogura): 1}, {}), by=desk
    )
    shared = refunds.request(
        purchase=two,
        reason="goodwill",
        parts=refunds.Parts({}, {}, {natore: 11_00, bogura: 22_22}),
        note="the chair of Bogura broke",
        by=desk,
    )
    refund_calls.send_due()

    whole, own, other = story.of(two), story.of(two, only(natore)), story.of(two, only(bogura))

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
    refunds.request(purchase=two, reason="faulty", parts=refunds.Parts({line_of(two, bogura): 1}, {}), by=hq)
    refunds.request(
        purchase=two,
        reason="goodwill",
        parts=refunds.Parts({}, {}, {natore: 11_00, bogura: 22_22}),
        note="the chair of Bogura broke",
        by=hq,
    )
    refund_calls.send_due()
    signed_in(client, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, office=natore)
    shared = Refund.objects.get(reason="goodwill")

    for page in (
        page_of(client, two),
        digits.to_ascii(client.get(reverse("desk_orders")).content.decode()),
        digits.to_ascii(client.get(reverse("desk_refund", args=[two.pk])).content.decode()),
        digits.to_ascii(client.get(reverse("refund", args=[shared.pk])).content.decode()),
        *(
            digits.to_ascii(client.get(reverse("refunds_due") + f"?shelf={shelf}").content.decode())
            for shelf in ("requested", "waiting", "under_way", "done")
        ),
    ):
        assert not re.search(rf"bogura|Bogura|{CHAIR}|777\.77|1,555\.54|2,333\.31|22\.22|33\.22", page)
        assert "4,833.31" not in page, "the goods of both"
        assert "4,953.31" not in page, "the order's total"
        assert f"{two.number}-2" not in page
    assert "2,560" in page_of(client, two)


def test_headquarters_reads_the_whole_order(client: Client, two: Purchase) -> None:
    signed_in(client, Role.AUDITOR, office=selling.headquarters())

    page = page_of(client, two)

    assert "dj-natore" in page
    assert "dj-bogura" in page
    assert "4,953.31" in page
    assert f"capture:{two.number}" in page


def test_the_page_links_to_the_book_for_its_readers_alone(
    client: Client, one: Purchase, natore: Office
) -> None:
    entry = story.of(one).entries[0].entry
    link = f'href="{reverse("book_entry", args=[entry.pk])}"'
    signed_in(client, Role.AUDITOR, office=selling.headquarters())
    assert link in client.get(reverse("desk_order", args=[one.pk])).content.decode()

    signed_in(client, Role.ORDER_DESK, office=natore)
    assert link not in client.get(reverse("desk_order", args=[one.pk])).content.decode()


def test_the_buyer_is_named_while_the_parcel_is_under_way_and_only_to_who_packs_it(
    client: Client, natore: Office
) -> None:
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)))
    says = re.compile(f"{purchase.buyer_name}|01712|{purchase.address_line}|{purchase.upazila_name}")
    signed_in(client, Role.ORDER_DESK, office=natore)
    assert not says.search(page_of(client, purchase))
    signed_in(client, Role.ORDER_DESK, Role.PARCELS, office=natore)
    assert purchase.buyer_name in page_of(client, purchase)
    assert not says.search(client.get(reverse("desk_orders")).content.decode())

    deliver(purchase, natore)

    assert not says.search(page_of(client, purchase))


def test_the_letters_are_told_without_address_and_text(client: Client, natore: Office) -> None:
    buyer = selling.BUYER.__class__(
        name="রহিমা খাতুন", phone="+8801712345678", email="rahima@example.org", language="bn"
    )
    purchase = selling.place(selling.basket((selling.for_sale(natore), 1)), buyer=buyer)
    outbox.send_due()
    signed_in(client, Role.AUDITOR, office=selling.headquarters())

    page = page_of(client, purchase)

    assert "desk-letter" in page
    assert not re.search(r"rahima|example\.org|1712", page)


def test_the_story_takes_as_many_queries_however_much_happened(one: Purchase, natore: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk = selling.staff(Role.ORDER_DESK, natore)
    counts = []
    for _more in range(2):
        refunds.request(
            purchase=one, reason="faulty", parts=refunds.Parts({line_of(one): 1}, {natore: 10_00}), by=desk
        )
        refund_calls.send_due()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told = story.of(Purchase.objects.get(pk=one.pk))
            assert timeline.of(told)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


# The list.


def test_an_order_is_found_by_its_number_in_bangla_digits_and_groups(
    client: Client, one: Purchase, natore: Office
) -> None:
    another = selling.place(selling.basket((selling.for_sale(natore), 1)))
    signed_in(client, Role.ORDER_DESK, office=natore)
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
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = client.get(reverse("desk_orders"), {"state": state}).content.decode()
    assert (reverse("desk_order", args=[one.pk]) in page) is shows


def test_another_prison_s_parcel_s_state_narrows_nothing_for_this_prison(
    client: Client, two: Purchase, natore: Office, bogura: Office
) -> None:
    """Else who asks for a state that only the other's parcel is in would learn of it."""
    two.consignments.filter(office=bogura).update(state="closed")
    within = only(natore)
    assert orders.in_state(orders.orders_in(within), "parcel:closed", within).count() == 0
    assert orders.in_state(orders.orders_in(within), "parcel:delivered", within).get() == two


def test_the_list_takes_as_many_queries_however_long_it_is(natore: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    stool, counts = selling.for_sale(natore), []
    for _more in range(2):
        selling.place(selling.basket((stool, 1)))
        with CaptureQueriesContext(connection) as queries:
            orders.rows(list(orders.orders_in(only(natore))), only(natore))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_another_prison_s_order_is_not_found_told_or_changed_and_the_attempt_is_logged(
    client: Client, one: Purchase, bogura: Office
) -> None:
    user = signed_in(client, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, office=bogura)
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


# Refunds in two steps.


def typed(purchase: Purchase, **more: str) -> dict[str, str]:
    line = line_of(purchase)
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
    signed_in(client, Role.ORDER_DESK, office=natore)
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
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_refund", args=[one.pk])

    back = client.post(page, {**typed(one), "step": "change"}).content.decode()
    wrong = client.post(page, {**typed(one), f"units_{line_of(one).pk}": "৪", "reason": ""}).content.decode()

    assert 'value="১"' in back
    assert "leg broken" in back
    assert 'value="৪"' in wrong
    assert "leg broken" in wrong
    assert wrong.count("error-message") >= 2
    assert not Refund.objects.exists()


def test_goods_that_go_back_need_a_word_on_whether_they_are_sound(
    client: Client, one: Purchase, natore: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    answer = client.post(reverse("desk_refund", args=[one.pk]), typed(one, sound=""))
    assert "sound" in answer.context["form"].errors


def test_a_refund_of_nothing_is_not_previewed(client: Client, one: Purchase, natore: Office) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    data = typed(one, **{f"units_{line_of(one).pk}": "0"})
    answer = client.post(reverse("desk_refund", args=[one.pk]), data)
    assert answer.context["form"].non_field_errors()


def test_everything_that_is_left_is_filled_in_by_one_button(
    client: Client, one: Purchase, natore: Office
) -> None:
    user = signed_in(client, Role.ORDER_DESK, office=natore)
    refunds.request(
        purchase=one, reason="faulty", parts=refunds.Parts({line_of(one): 1}, {natore: 20_00}), by=user
    )

    preview = client.post(reverse("desk_refund", args=[one.pk]), {**typed(one), "step": "all"})

    assert preview.context["poisha"] == 2 * 1250_00 + 40_00


def test_a_sum_that_changed_between_the_two_steps_is_shown_again(
    client: Client, one: Purchase, natore: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
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
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_refund", args=[one.pk])
    assert client.post(page, typed(one)).context["needs_approval"] is True

    client.post(page, {**typed(one), "agreed": "125000", "step": "confirm"})

    assert Refund.objects.get().state == "requested"
    assert reverse("desk_refund", args=[one.pk]) not in page_of(client, one), "one at a time"


def test_a_prison_refunds_only_its_own_goods_of_a_shared_order(
    client: Client, two: Purchase, natore: Office, bogura: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    ours, theirs = line_of(two, natore), line_of(two, bogura)
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
    signed_in(client, Role.FINANCE, Role.AUDITOR, office=selling.headquarters())
    assert reverse("desk_refund", args=[one.pk]) not in page_of(client, one)
    answer = client.post(
        reverse("desk_refund", args=[one.pk]), {**typed(one), "agreed": "125000", "step": "confirm"}
    )
    assert answer.status_code in (302, 403)
    assert not Refund.objects.exists()


# Cancelling in two steps.


@pytest.fixture
def unpacked(natore: Office) -> Purchase:
    return selling.place(selling.basket((selling.for_sale(natore), 3)))


def cancels(purchase: Purchase, quantity: str = "1", **more: str) -> dict[str, str]:
    return {
        "form_key": "5f3c6a52-9d0b-4a86-8f0e-6f2a3f0f9b13",
        f"units_{line_of(purchase).pk}": quantity,
        "note": "sold out of wood",
        **more,
    }


def test_units_of_an_unpaid_parcel_are_cancelled_once_and_less_falls_due(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    preview = client.post(page, cancels(unpacked))
    assert preview.context["poisha"] == 1250_00
    agreed = preview.context["agreed"]

    for _double_click in range(2):
        client.post(page, cancels(unpacked, agreed=agreed, step="confirm"))

    assert line_of(unpacked).refunded_quantity == 1
    assert unpacked.cash_dues.get().amount_poisha == 2 * 1250_00 + 60_00
    assert [(row.cancelled, row.refunded) for row in story.of(unpacked).parts[0].lines] == [(1, 0)]


def test_the_same_form_of_unpaid_goods_strikes_them_off_once_even_past_the_screen(
    unpacked: Purchase, natore: Office
) -> None:
    by, parcel = selling.staff(Role.ORDER_DESK, natore), unpacked.consignments.get()

    for _click in range(2):
        units = {line_of(unpacked): 1}
        cancelling.by_staff(by=by, consignment=parcel, units=units, note="no wood", form_key="a-form-s-key")

    assert line_of(unpacked).refunded_quantity == 1
    assert unpacked.cash_dues.get().amount_poisha == 2 * 1250_00 + 60_00


def test_the_whole_parcel_is_cancelled_by_one_button(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    preview = client.post(page, cancels(unpacked, "", step="all"))
    assert (preview.context["is_all"], preview.context["poisha"]) == (True, 3 * 1250_00 + 60_00)

    client.post(page, cancels(unpacked, "3", agreed=preview.context["agreed"], step="confirm"))

    unpacked.refresh_from_db()
    assert (unpacked.state, unpacked.consignments.get().state) == ("cancelled", "cancelled")
    assert client.get(page).status_code == 200, "it says that nothing is left to cancel"


def test_what_was_paid_for_a_cancelled_parcel_goes_back(client: Client, natore: Office) -> None:
    row = selling.basket((selling.for_sale(natore), 2))
    purchase = pay(selling.place(row, provider_code="demonstration"))
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[purchase.consignments.get().pk])
    agreed = client.post(page, cancels(purchase, "2")).context["agreed"]

    client.post(page, cancels(purchase, "2", agreed=agreed, step="confirm"))

    refund = Refund.objects.get()
    assert (refund.reason, refund.amount_poisha) == ("cancelled", 2 * 1250_00 + 60_00)
    assert [(line.cancelled, line.refunded) for line in story.of(purchase).parts[0].lines] == [(2, 0)]


def test_without_a_reason_or_units_nothing_is_cancelled(
    client: Client, unpacked: Purchase, natore: Office
) -> None:
    signed_in(client, Role.ORDER_DESK, office=natore)
    page = reverse("desk_cancel", args=[unpacked.consignments.get().pk])
    assert client.post(page, cancels(unpacked, note="")).context["form"].errors["note"]
    assert client.post(page, cancels(unpacked, "")).context["form"].non_field_errors()
    assert line_of(unpacked).refunded_quantity == 0
