"""Several servers at once, and servers that die: rows 16 and 21 to 24 of MONEY.md, with real processes."""

import contextlib
import datetime
import os
import signal
from collections.abc import Callable, Iterator

import pytest
from django.db import connections, transaction
from django.db.models import Sum

import clock
from shop.ledger import balances, verification
from shop.ledger.models import Entry
from shop.orders import lines, purchases
from shop.orders.models import Purchase, SoldLine
from shop.production.models import Maker
from shop.wages import holds, payouts, releases
from shop.wages.models import Credit, Payout, PayoutLine
from tests import at_once, ordering
from tests.proof import crashes, world

pytestmark = pytest.mark.django_db(transaction=True)

SERVERS = 8
LATER = world.BEGINS + datetime.timedelta(days=9)


@pytest.fixture
def laid() -> Iterator[world.World]:
    """Four orders of the first prison, paid and delivered at BEGINS: their window is over LATER."""
    here = world.lay()
    with clock.set_to(world.BEGINS):
        for _ in range(4):
            order(here)
    yield here
    with clock.set_to(LATER + datetime.timedelta(days=1)):
        assert [str(finding) for _, finding in verification.findings()] == []


def order(here: world.World, quantity: int = 3) -> Purchase:
    """Three units of the second product: 3 × 33.33, made by three, of odd cost."""
    row = here.goods[1]
    bought = ordering.place([ordering.Wanted(row, here.prisons[0], 3_333, quantity)], delivery_poisha=6_000)
    assert ordering.pay(bought)
    ordering.deliver(bought)
    return bought


def everybody(verb: Callable[[], object], at: datetime.datetime = LATER) -> list[object]:
    """Do it on all servers at once."""

    def act(_: int) -> object:
        with clock.set_to(at):
            return verb()

    return at_once.run(act, range(SERVERS))


def makers(here: world.World) -> list[Maker]:
    return [maker for maker in here.makers[here.prisons[0].pk] if stands(maker)]


def stands(maker: Maker) -> dict[str, int]:
    found = {
        part: balances.of(f"inmate:{maker.pk}:{part}")
        for part in ("pending", "available", "held", "in_payout")
    }
    return {part: poisha for part, poisha in found.items() if poisha}


def whole(part: str) -> int:
    """Return what stands on this part of all makers' accounts."""
    codes = [f"inmate:{maker}:{part}" for maker in Maker.objects.values_list("pk", flat=True)]
    return sum(balances.of_many(codes).values())


def released(here: world.World) -> int:
    with clock.set_to(LATER):
        releases.release()
    return whole("available")


def test_what_is_due_is_released_once_by_eight_servers_at_once(laid: world.World) -> None:
    pending = whole("pending")
    answers = everybody(releases.release)
    assert sum(answers) == Credit.objects.count() > 0
    assert Entry.objects.filter(kind="release").count() == 4
    assert (whole("pending"), whole("available")) == (0, pending)


def test_nothing_is_released_a_minute_before_the_window_ends(laid: world.World) -> None:
    ends = clock.midnight(world.BEGINS.date() + datetime.timedelta(days=8))
    assert everybody(releases.release, ends - datetime.timedelta(minutes=1)) == [0] * SERVERS
    assert sum(everybody(releases.release, ends)) == Credit.objects.count()


@pytest.mark.parametrize("after", [1, 3])
def test_a_release_killed_half_way_is_finished_by_the_next_call(laid: world.World, after: int) -> None:
    pending = whole("pending")

    def die(_: int) -> None:
        releases.AT_A_TIME = 1  # a round for each entry, so that there is a half

        def told(_released: int) -> None:
            nonlocal rounds
            rounds += 1
            if rounds == after:
                os.kill(os.getpid(), signal.SIGKILL)

        rounds = 0
        with clock.set_to(LATER):
            releases.release(told=told)

    in_a_process_of_its_own(die)
    assert Entry.objects.filter(kind="release").count() == after
    assert whole("pending") + whole("available") == pending
    assert whole("pending") > 0
    everybody(releases.release)
    assert Entry.objects.filter(kind="release").count() == 4
    assert (whole("pending"), whole("available")) == (0, pending)


@pytest.mark.parametrize("table", ["wages_credit", "ledger_transfer", "wages_payoutpart"])
def test_a_server_killed_while_it_drafts_leaves_nothing_and_the_next_one_drafts(
    laid: world.World, table: str
) -> None:
    available = released(laid)

    def die(_: int) -> None:
        def at(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
            answer = execute(sql, params, many, context)
            if (found := crashes.WRITES.match(sql)) and found[2] == table:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        with connections["default"].execute_wrapper(at), clock.set_to(LATER):
            payouts.draft(by=laid.one, office=laid.prisons[0])

    in_a_process_of_its_own(die)
    assert (Payout.objects.count(), whole("available"), whole("in_payout")) == (0, available, 0)
    with clock.set_to(LATER):
        assert payouts.draft(by=laid.one, office=laid.prisons[0]).poisha == available


def in_a_process_of_its_own(die: Callable[[int], None]) -> None:
    """Fork, and wait until that process has killed itself."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            die(0)
        finally:
            os._exit(3)  # it should not have come so far
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the process did not die where it should"
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_a_payout_run_started_on_eight_servers_is_one_batch(laid: world.World) -> None:
    """Row 21."""
    available = released(laid)
    answers = everybody(lambda: payouts.draft(by=laid.one, office=laid.prisons[0]).pk)
    (payout,) = Payout.objects.all()
    assert answers == [payout.pk] * SERVERS
    assert (payout.poisha, whole("available"), whole("in_payout")) == (available, 0, available)
    assert payout.lines.aggregate(sum=Sum("poisha"))["sum"] == available


def test_a_batch_sent_by_eight_servers_is_sent_once(laid: world.World) -> None:
    """Row 21."""
    payout = sent(laid)
    assert (
        everybody(lambda: payouts.send(by=laid.one, payout=Payout.objects.get()).pk) == [payout.pk] * SERVERS
    )
    assert set(payout.lines.values_list("state", flat=True)) == {"sent"}
    assert Entry.objects.filter(kind="payout").count() == 1


def test_a_line_answered_by_eight_servers_settles_or_fails_once(laid: world.World) -> None:
    """Row 23: those who say the other thing are refused; the money is in one place."""
    payout = sent(laid)
    line = payout.lines.first()

    def answer(who: int) -> str:
        mine = PayoutLine.objects.get(pk=line.pk)
        with clock.set_to(LATER):
            if who % 2:
                return payouts.settle(by=laid.one, line=mine).state
            return payouts.fail(by=laid.one, line=mine, answer="R03").state

    answers = at_once.run(answer, range(SERVERS))
    line.refresh_from_db()
    said = answers.count(line.state)
    assert (said, answers.count("Refused")) == (SERVERS // 2, SERVERS // 2)
    told = Entry.objects.filter(key__startswith=f"payout-line:{line.pk}:")
    assert [entry.key.rpartition(":")[2] for entry in told] == [line.state]
    paid = line.poisha if line.state == "settled" else 0
    assert -balances.of("bank") == paid
    assert whole("available") == line.poisha - paid


def sent(here: world.World) -> Payout:
    released(here)
    with clock.set_to(LATER):
        payout = payouts.draft(by=here.one, office=here.prisons[0])
        payouts.approve(by=here.other, payout=payout)
        return payouts.send(by=here.one, payout=payout)


def test_a_batch_whose_answer_was_lost_is_unknown_and_never_sent_again_by_itself(laid: world.World) -> None:
    """Row 22: nothing but an answer moves the money, however often the daily work is done."""
    payout = sent(laid)
    with clock.set_to(LATER):
        assert payouts.mark_unknown(by=laid.one, payout=payout) == payout.lines.count()
        assert payouts.unanswered(payout) == payout.poisha
    much_later = LATER + datetime.timedelta(days=30)

    def work() -> list[str]:
        releases.release()
        holds.lift_expired()
        found = []
        for attempt in (
            lambda: payouts.send(by=laid.one, payout=Payout.objects.get(pk=payout.pk)),
            lambda: payouts.discard(by=laid.one, payout=Payout.objects.get(pk=payout.pk)),
            lambda: payouts.draft(by=laid.one, office=laid.prisons[0]),
        ):
            try:
                attempt()
            except payouts.Refused as refused:
                found.append(type(refused).__name__)
        return found

    assert everybody(work, much_later) == [["Refused", "NothingToPay"]] * SERVERS
    assert set(payout.lines.values_list("state", flat=True)) == {"unknown"}
    assert (whole("available"), whole("in_payout")) == (0, payout.poisha)
    with clock.set_to(much_later):  # the bank, asked by a person, says what it did
        for line in payout.lines.all():
            payouts.settle(by=laid.one, line=line, answer="paid on the 10th")
    assert (whole("in_payout"), -balances.of("bank")) == (0, payout.poisha)


def test_part_of_a_batch_rejected_comes_back_once(laid: world.World) -> None:
    """Row 23."""
    payout = sent(laid)
    first, *others = payout.lines.order_by("pk")

    def reject(_: int) -> str:
        with clock.set_to(LATER):
            return payouts.fail(by=laid.one, line=PayoutLine.objects.get(pk=first.pk), answer="R03").state

    assert at_once.run(reject, range(SERVERS)) == ["failed"] * SERVERS
    with clock.set_to(LATER):
        for line in others:
            payouts.settle(by=laid.one, line=line)
    assert stands(first.maker) == {"available": first.poisha}
    assert -balances.of("bank") == sum(line.poisha for line in others)
    with clock.set_to(LATER + datetime.timedelta(days=1)):  # and goes out with the next batch
        again = payouts.draft(by=laid.one, office=laid.prisons[0])
    assert [(line.maker_id, line.poisha) for line in again.lines.all()] == [(first.maker_id, first.poisha)]


def test_a_payout_and_a_refund_at_once_leave_every_floor_and_the_same_sum(laid: world.World) -> None:
    """Row 24: whichever comes first, no account is below zero, and what was refunded is borne by one of the two."""
    available = released(laid)
    line = SoldLine.objects.order_by("pk").first()
    share = sum(Credit.objects.filter(line_ref=line.reference).values_list("poisha", flat=True))

    def act(who: int) -> str:
        with clock.set_to(LATER):
            if who % 2:
                return f"payout {payouts.draft(by=laid.one, office=laid.prisons[0]).pk}"
            bought = Purchase.objects.get(pk=line.purchase_id)
            ordering.refund(
                purchase=bought,
                reference="r1",
                provider=ordering.PROVIDER,
                units={SoldLine.objects.get(pk=line.pk): 3},
            )
            return "refunded"

    answers = at_once.run(act, range(SERVERS))
    payout = Payout.objects.get()
    assert sorted(set(answers)) == [f"payout {payout.pk}", "refunded"]
    recoverable = balances.of(f"recoverable:{laid.prisons[0].code}")
    # Refunded first: the payout is smaller by the share. Paid out first: the office bears it. Nothing between.
    assert (payout.poisha, recoverable) in {(available - share, 0), (available, share)}
    assert (whole("available"), whole("in_payout"), whole("pending")) == (0, payout.poisha, 0)
    assert min(credit.own_poisha for credit in Credit.objects.all()) >= 0
    if (
        recoverable
    ):  # the bank rejects it all: then the office need not bear it, and the makers do not keep it
        with clock.set_to(LATER):
            payouts.approve(by=laid.other, payout=payout)
            payouts.send(by=laid.one, payout=payout)
            for one in payout.lines.all():
                payouts.fail(by=laid.one, line=one, answer="R03")
        assert balances.of(f"recoverable:{laid.prisons[0].code}") == 0
        assert whole("available") == available - share


def test_releasing_holding_refunding_and_selling_at_once_do_not_wait_for_each_other_for_ever(
    laid: world.World,
) -> None:
    """Row 24: they take their locks in one order."""
    earlier = [line.pk for line in SoldLine.objects.order_by("pk")]

    def act(who: int) -> str:
        with clock.set_to(LATER):
            match who % 4:
                case 0:
                    releases.release()
                case 1:
                    line = SoldLine.objects.select_related("purchase").get(pk=earlier[who // 4])
                    ordering.refund(
                        purchase=line.purchase,
                        reference=f"r{who}",
                        provider=ordering.PROVIDER,
                        units={line: 1},
                    )
                case 2:
                    order(laid)
                case 3:
                    with contextlib.suppress(payouts.NothingToPay):
                        payouts.draft(by=laid.one, office=laid.prisons[0])
        return "done"

    assert at_once.run(act, range(SERVERS)) == ["done"] * SERVERS


def test_a_share_credited_by_eight_servers_is_one(laid: world.World) -> None:
    with clock.set_to(LATER):
        bought = ordering.place([ordering.Wanted(laid.goods[1], laid.prisons[0], 3_333, 2)])

    def act(who: int) -> str:
        with clock.set_to(LATER):
            mine = Purchase.objects.get(pk=bought.pk)
            if who % 2:
                with transaction.atomic():  # as payments do: the order is held first
                    ordering.pay(purchases.locked(mine.pk))
            else:
                for line in purchases.lines_of(mine):
                    lines.record_delivered(sold=[line], at=clock.now())
        return "done"

    assert at_once.run(act, range(SERVERS)) == ["done"] * SERVERS
    assert Entry.objects.filter(key=f"share:{bought.number}-1").count() == 1
    assert Credit.objects.filter(line_ref=f"{bought.number}-1").count() == 3
    with clock.set_to(LATER):
        ordering.deliver(bought)
