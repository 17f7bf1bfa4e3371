"""What must not be deployed, and the payments' part of `ledger_verify`."""

from collections.abc import Iterator, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db.models import Q, Sum

from shop.ledger import balances
from shop.ledger.models import Account, Transfer
from shop.ledger.verification import Finding
from shop.payments import capturing, refunding, refunds, settling
from shop.payments.models import CashDue, Dispute, PaymentAttempt, Refund, SlipSettlement
from shop.payments.providers import sslcommerz_calls

# What the book was told of.
SENT = (Refund.State.SUBMITTED, Refund.State.SUCCEEDED, Refund.State.FAILED)


@register(Tags.security, deploy=True)
def check_providers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Refuse a deployment that sells for play money or believes unsigned events."""
    found: list[CheckMessage] = []
    if settings.DEMONSTRATION:
        found.append(Error("DEMONSTRATION is on: orders could be paid with play money.", id="payments.E001"))
    if settings.STRIPE_SECRET_KEY and not settings.STRIPE_WEBHOOK_SECRET:
        found.append(Error("STRIPE_WEBHOOK_SECRET is missing beside STRIPE_SECRET_KEY.", id="payments.E002"))
    if bool(settings.SSLCOMMERZ_STORE_ID) != bool(settings.SSLCOMMERZ_STORE_PASSWORD):
        said = "SSLCOMMERZ_STORE_ID and SSLCOMMERZ_STORE_PASSWORD belong together: one is missing."
        found.append(Error(said, id="payments.E003"))
    if settings.SSLCOMMERZ_STORE_ID and settings.SSLCOMMERZ_API_BASE not in ("", sslcommerz_calls.LIVE_BASE):
        said = "SSLCOMMERZ_API_BASE is not SSLCommerz's own address: orders could be paid with play money."
        found.append(Error(said, id="payments.E004"))
    return found


def money_in_hand_is_booked() -> Iterator[Finding]:
    """Every paid attempt and every sum handed in is one entry of its amount; there is no other."""
    booked = dict(
        Transfer.objects.filter(entry__kind=capturing.KIND)
        .order_by()
        .values_list("entry__key")
        .annotate(sum=Sum("poisha"))
    )
    paid = PaymentAttempt.objects.filter(state=PaymentAttempt.State.PAID).select_related("purchase")
    cash = CashDue.objects.filter(state=CashDue.State.HANDED_IN).select_related("purchase")
    due = {capturing.key_of_attempt(attempt): attempt.amount_poisha for attempt in paid.iterator()}
    due |= {capturing.key_of_cash(part): part.amount_poisha for part in cash.iterator()}
    for key in sorted(due.keys() | booked.keys()):
        if due.get(key) != booked.get(key):
            yield Finding(f"{due.get(key, 0)} poisha are in hand, {booked.get(key, 0)} are in the book", key)


def refunds_are_booked() -> Iterator[Finding]:
    """Every refund that was sent, whatever became of it, is one entry of its amount; there is no other."""
    entries = Transfer.objects.filter(entry__key__startswith=f"{refunding.KIND}:").order_by()
    entries = entries.filter(entry__kind__in=[refunding.KIND, "reversal"])
    booked = dict(entries.values_list("entry__key").annotate(sum=Sum("poisha")))
    # The book knows taka alone.
    sent = Refund.objects.filter(state__in=SENT, currency="BDT").select_related("purchase")
    given = {refunds.key_of(refund): refund.amount_poisha for refund in sent.iterator()}
    for key in sorted(given.keys() | booked.keys()):
        if given.get(key) != booked.get(key):
            yield Finding(
                f"{given.get(key, 0)} poisha were given back, {booked.get(key, 0)} are in the book", key
            )


def what_is_owed_and_disputed_adds_up() -> Iterator[Finding]:
    """What stands on owed:<provider> are failed refunds, on disputed:<provider> what is not decided; no more, no less."""
    failed = Refund.objects.filter(state=Refund.State.FAILED, currency="BDT")
    opened = Dispute.objects.filter(state=Dispute.State.OPENED)
    due: dict[str, int] = {}
    for name, rows in (("owed", failed), ("disputed", opened)):
        sums = rows.order_by().values_list("provider").annotate(sum=Sum("amount_poisha"))
        due |= {f"{name}:{provider}": poisha for provider, poisha in sums}
    used = Account.objects.filter(Q(code__startswith="owed:") | Q(code__startswith="disputed:"))
    for code in sorted(due.keys() | set(used.values_list("code", flat=True))):
        if (stands := balances.of(code)) != due.get(code, 0):
            yield Finding(f"{stands} poisha stand on {code}, {due.get(code, 0)} are due")


def slips_are_booked() -> Iterator[Finding]:
    """Every slip that two people stated is one entry of its amount, and its fee another; there is no other."""
    due: dict[str, int] = {}
    for slip in SlipSettlement.objects.confirmed():
        due[settling.key_of_slip(slip)] = slip.poisha
        if slip.fee_poisha:
            due[settling.key_of_slip_fee(slip)] = slip.fee_poisha
    of_slips = Transfer.objects.filter(entry__kind__in=[settling.SETTLEMENT, settling.FEE])
    of_slips = of_slips.filter(entry__key__contains=":slip:").order_by()
    booked = dict(of_slips.values_list("entry__key").annotate(sum=Sum("poisha")))
    for key in sorted(due.keys() | booked.keys()):
        if due.get(key) != booked.get(key):
            yield Finding(f"{due.get(key, 0)} poisha are stated, {booked.get(key, 0)} are in the book", key)
