"""The refunds' screens: shelves and sums, agreeing by another person, paying by hand, disputes for headquarters."""

import datetime
import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

import clock
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.orders.models import Purchase, SoldLine
from shop.payments import reach, refund_calls, refund_desk, refund_story, refunds
from shop.payments.models import DemonstrationSession, Dispute, Refund
from shop.payments.reach import WHOLE, Reach
from tests import selling

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(natore: Office) -> User:
    return selling.staff(Role.ORDER_DESK, natore)


def enter(client: Client, user: User) -> User:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


def paid(*offices: Office) -> Purchase:
    """Return an order of three stools of each prison at 1,250 taka, with 60 for each way, paid by card."""
    wanted = [(selling.for_sale(office), 3) for office in offices]
    purchase = selling.pay_by_card(selling.place(selling.basket(*wanted), provider_code="demonstration"))
    return purchase


def line_of(purchase: Purchase, office: Office) -> SoldLine:
    return purchase.lines.select_related("office").get(office=office)


def asked(purchase: Purchase, by: User) -> Refund:
    line = purchase.lines.select_related("office").order_by("pk")[0]
    return refunds.request(purchase=purchase, reason="faulty", parts=refunds.Parts({line: 1}, {}), by=by)


def refused_by_provider(purchase: Purchase, by: User) -> Refund:
    """Return a refund that the provider would not make."""
    DemonstrationSession.objects.update(amount_poisha=1)
    refund = asked(purchase, by)
    refund_calls.send_due()
    DemonstrationSession.objects.update(amount_poisha=purchase.total_poisha)
    refund.refresh_from_db()
    assert refund.state == "failed"
    return refund


def shown(client: Client, refund: Refund) -> str:
    answer = client.get(reverse("refund", args=[refund.pk]))
    assert answer.status_code == 200
    return digits.to_ascii(answer.content.decode())


def step(client: Client, refund: Refund, name: str, **more: str) -> Any:
    return client.post(reverse("refund", args=[refund.pk]), {"step": name, **more})


def test_each_refund_lies_on_one_shelf_with_the_sum_of_it(
    client: Client, natore: Office, desk: User, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 2000_00
    failed = refused_by_provider(paid(natore), desk)
    on_its_way = asked(paid(natore), desk)
    done = asked(paid(natore), desk)
    Refund.objects.filter(pk=done.pk).update(state="succeeded", settled_at=clock.now(), due_at=None)
    large = paid(natore)
    requested = refunds.request(
        purchase=large, reason="faulty", parts=refunds.Parts({line_of(large, natore): 2}, {}), by=desk
    )
    selling.signed_in(client, Role.FINANCE, office=selling.headquarters())

    for shelf, refund, taka in (
        ("requested", requested, "2,500"),
        ("waiting", failed, "1,250"),
        ("under_way", on_its_way, "1,250"),
        ("done", done, "1,250"),
    ):
        page = digits.to_ascii(client.get(reverse("refunds_due"), {"shelf": shelf}).content.decode())
        links = re.findall(r'href="/admin/cash/refunds/(\d+)/"', page)
        assert links == [str(refund.pk)], shelf
        assert taka in page
    assert 'aria-current="true"' in client.get(reverse("refunds_due"), {"shelf": "nonsense"}).content.decode()


def test_another_person_agrees_and_the_money_goes_out(
    client: Client, natore: Office, desk: User, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 100
    refund = asked(paid(natore), desk)
    approver = selling.signed_in(client, Role.REFUND_APPROVER, office=selling.headquarters())
    assert reverse("refund", args=[refund.pk]) in client.get(reverse("refunds_due")).content.decode()

    for _double_click in range(2):
        step(client, refund, "approve")

    refund.refresh_from_db()
    assert (refund.state, refund.approved_by) == ("submitted", approver)
    assert 'value="approve"' not in shown(client, refund)


def test_one_s_own_request_is_not_agreed_to_but_may_be_taken_back(
    client: Client, natore: Office, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 100
    own = selling.signed_in(client, Role.ORDER_DESK, Role.REFUND_APPROVER, office=selling.headquarters())
    refund = asked(paid(natore), own)
    page = shown(client, refund)
    assert 'value="approve"' not in page
    assert 'value="withdraw"' in page

    step(client, refund, "approve")
    refund.refresh_from_db()
    assert refund.state == "requested"
    without_why = step(client, refund, "withdraw", note=" ")
    assert without_why.context["form"].errors["note"]
    step(client, refund, "withdraw", note="asked for the wrong line")

    refund.refresh_from_db()
    assert refund.state == "withdrawn"


def test_not_agreeing_needs_a_reason_and_keeps_what_was_typed(
    client: Client, natore: Office, desk: User, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 100
    refund = asked(paid(natore), desk)
    selling.signed_in(client, Role.REFUND_APPROVER, office=selling.headquarters())
    assert step(client, refund, "withdraw").context["form"].errors["note"]
    assert "x" * 201 in step(client, refund, "withdraw", note="x" * 201).content.decode()
    refund.refresh_from_db()
    assert refund.state == "requested"

    step(client, refund, "withdraw", note="the parcel is intact")

    refund.refresh_from_db()
    assert refund.state == "withdrawn"


@pytest.mark.parametrize("role", [Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR])
def test_who_does_not_approve_sees_no_button_and_cannot(
    client: Client, natore: Office, desk: User, role: Role, settings: Any
) -> None:
    settings.REFUND_LIMIT_POISHA = 100
    refund = asked(paid(natore), desk)
    selling.signed_in(client, role, office=selling.headquarters())
    assert 'name="step"' not in shown(client, refund)

    for name in ("approve", "withdraw"):
        assert step(client, refund, name, note="no").status_code in (302, 403)

    refund.refresh_from_db()
    assert refund.state == "requested"


def test_finance_pays_by_hand_what_the_provider_refused(client: Client, natore: Office, desk: User) -> None:
    refund = refused_by_provider(paid(natore), desk)
    finance = selling.signed_in(client, Role.FINANCE, office=selling.headquarters())
    assert 'value="by_hand"' in shown(client, refund)
    wrong = step(client, refund, "by_hand", slip_number="!")
    assert 'value="!"' in wrong.content.decode()

    for _double_click in range(2):
        step(client, refund, "by_hand", slip_number="বিকাশ-১")  # letters of a slip are Latin
        step(client, refund, "by_hand", slip_number="BKASH-৭৭১")

    refund.refresh_from_db()
    assert (refund.state, refund.slip_number, refund.paid_by) == ("succeeded", "BKASH-771", finance)
    page = shown(client, refund)
    assert "BKASH-771" in page
    assert 'name="step"' not in page


def test_finance_sends_a_refused_refund_once_more(client: Client, natore: Office, desk: User) -> None:
    refund = refused_by_provider(paid(natore), desk)
    selling.signed_in(client, Role.FINANCE, office=selling.headquarters())
    assert 'value="again"' in shown(client, refund)

    step(client, refund, "again")
    refund_calls.send_due()

    refund.refresh_from_db()
    assert refund.state == "succeeded"


def test_only_finance_pays_by_hand(client: Client, natore: Office, desk: User) -> None:
    refund = refused_by_provider(paid(natore), desk)
    for role in (Role.ORDER_DESK, Role.AUDITOR, Role.REFUND_APPROVER):
        selling.signed_in(client, role, office=selling.headquarters())
        assert 'name="step"' not in shown(client, refund)
        step(client, refund, "by_hand", slip_number="BKASH-771")
        step(client, refund, "again")
        refund.refresh_from_db()
        assert refund.state == "failed", role


def test_a_prison_s_finance_cannot_pay_for_another_prison_s_part(
    client: Client, natore: Office, bogura: Office
) -> None:
    purchase = paid(natore, bogura)
    both = {line_of(purchase, natore): 1, line_of(purchase, bogura): 1}
    hq = selling.staff(Role.ORDER_DESK, selling.headquarters())
    DemonstrationSession.objects.update(amount_poisha=1)
    refund = refunds.request(purchase=purchase, reason="faulty", parts=refunds.Parts(both, {}), by=hq)
    refund_calls.send_due()
    selling.signed_in(client, Role.FINANCE, office=natore)

    page = shown(client, refund)

    assert 'name="step"' not in page
    assert "1,250" in page
    assert not re.search(r"2,500|bogura", page)
    step(client, refund, "by_hand", slip_number="BKASH-771")
    refund.refresh_from_db()
    assert refund.state == "failed"


def test_another_prison_s_refund_is_not_found_told_or_changed_and_the_attempt_is_logged(
    client: Client, natore: Office, bogura: Office
) -> None:
    """Of an order of both prisons, too."""
    purchase = paid(natore, bogura)
    hq = selling.staff(Role.ORDER_DESK, selling.headquarters())
    refund = refunds.request(
        purchase=purchase, reason="faulty", parts=refunds.Parts({line_of(purchase, bogura): 1}, {}), by=hq
    )
    user = selling.signed_in(client, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, office=natore)

    for ask in (client.get, client.post):
        with capture_logs() as logged:
            answer = ask(reverse("refund", args=[refund.pk]))
        assert answer.status_code == 404
        assert purchase.number not in digits.to_ascii(answer.content.decode())
        assert [(row["event"], row["user"]) for row in logged if row["event"] == "refund_not_shown"] == [
            ("refund_not_shown", user.pk)
        ]
    for shelf in refund_desk.SHELVES:
        page = client.get(reverse("refunds_due"), {"shelf": shelf}).content.decode()
        assert reverse("refund", args=[refund.pk]) not in page


def test_a_refund_made_at_the_provider_is_told_to_each_prison_by_what_the_book_took_from_it(
    natore: Office, bogura: Office
) -> None:
    purchase = paid(natore, bogura)
    refund = Refund.objects.create(
        purchase=purchase,
        attempt=purchase.attempts.get(),
        provider="demonstration",
        state="submitted",
        reason="at_provider",
        amount_poisha=333_33,
        reference="made-there",
        idempotency_key="made-there",
        requested_at=clock.now(),
        submitted_at=clock.now(),
        due_at=clock.now(),
    )
    refunds.book(refund, refunds.goodwill_of(purchase, 333_33), sound=False)

    own, other = (
        refund_story.told([refund], Reach(frozenset({office.pk})))[0].poisha for office in (natore, bogura)
    )

    assert own is not None
    assert other is not None
    assert own + other == 333_33
    assert abs(own - other) <= 1
    assert refund_story.told([refund], WHOLE)[0].poisha == 333_33


def test_the_list_takes_as_many_queries_however_long_it_is(natore: Office, desk: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _more in range(2):
        asked(paid(natore), desk)
        within = Reach(frozenset({natore.pk}))
        with CaptureQueriesContext(connection) as queries:
            refund_story.told(list(refund_story.visible(within)), within)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_disputes_are_headquarters_s_alone(client: Client, natore: Office) -> None:
    purchase = paid(natore)
    now = clock.now()
    Dispute.objects.create(
        purchase=purchase,
        attempt=purchase.attempts.get(),
        provider="demonstration",
        provider_reference="dp_1",
        state="opened",
        amount_poisha=3810_00,
        opened_at=now,
        answer_by=now + datetime.timedelta(days=7),
    )
    selling.signed_in(client, Role.FINANCE, office=selling.headquarters())
    page = digits.to_ascii(client.get(reverse("disputes")).content.decode())
    assert purchase.number in page
    assert "3,810" in page
    assert reverse("disputes") in client.get(reverse("refunds_due")).content.decode()

    selling.signed_in(client, Role.FINANCE, Role.AUDITOR, office=natore)
    assert client.get(reverse("disputes")).status_code in (302, 403)
    assert reverse("disputes") not in client.get(reverse("refunds_due")).content.decode()


def test_reach_is_whole_at_headquarters_and_ends_at_the_own_offices_elsewhere(
    natore: Office, bogura: Office
) -> None:
    division = natore.parent
    assert division is not None
    assert reach.of(selling.staff(Role.AUDITOR, selling.headquarters()), Role.AUDITOR) == WHOLE
    assert reach.of(selling.staff(Role.AUDITOR, division), Role.AUDITOR).covers(bogura.pk)
    own = reach.of(selling.staff(Role.AUDITOR, natore), Role.AUDITOR)
    assert (own.covers(natore.pk), own.covers(bogura.pk), own.is_whole) == (True, False, False)
    assert reach.of(selling.staff(Role.AUDITOR, natore), Role.FINANCE) == Reach(frozenset())
