"""What became of the makers' shares: released day by day, and at some prisons paid, held, set right, told on paper.

All through the verbs that staff use, each at its own instant, so that every part of a statement can be seen.
"""

import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

import clock
from accounts.models import User
from demonstration import catalogue, people
from offices.models import Office
from shop.ledger import balances, closes
from shop.production.models import Maker
from shop.wages import credits, entries, handouts, holds, payouts, releases
from shop.wages.models import Hold, Payout, WageEntry

if TYPE_CHECKING:
    from demonstration.sales import Story

MEMO = "৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-{} (নমুনা)"
WHY = "মাসিক হিসাব বিবরণী কারিগরের হাতে দেওয়ার জন্য (নমুনা)"
# How many days ago it was done, at the first prisons of the catalogue.
DAILY_WAGES, ADJUSTED, PAID, HELD, SENT, HANDED_OUT = 40, 36, 33, 6, 2, 1
# A PDF of one page that says in plain Latin letters that it is none.
INVENTED_PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 83>>stream
BT /F 20 Tf 60 760 Td (INVENTED SAMPLE PAPER - demonstration, no real order) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def schedule(story: "Story", days: int) -> None:
    """Let every day of the story be closed after midnight, and its wages be seen to at ten in the morning."""
    for days_ago in range(days, -1, -1):
        midnight = clock.midnight(clock.today() - datetime.timedelta(days=days_ago))
        story.later(midnight + datetime.timedelta(minutes=30), closes.close)
        at_ten = midnight + datetime.timedelta(hours=10)
        story.later(min(at_ten, story.now - datetime.timedelta(minutes=1)), tell_day, days_ago)


def tell_day(days_ago: int) -> None:
    releases.release()
    holds.lift_expired()
    for deed in DEEDS.get(days_ago, ()):
        for office in first_prisons():
            deed(office)


def first_prisons() -> list[Office]:
    codes = catalogue.office_codes()[:3]
    found = {office.code: office for office in Office.objects.filter(code__in=codes)}
    return [found[code] for code in codes]


def workers(office: Office) -> list[Maker]:
    """Return the makers of a prison, who has most available first."""
    makers = list(Maker.objects.filter(office=office).order_by("pk"))
    return sorted(makers, key=lambda maker: -available(maker))


def available(maker: Maker) -> int:
    return balances.of(credits.account(maker.pk, "available"))


def recorder(office: Office) -> User:
    return people.workshop_staff(office.code)


def confirmer(office: Office) -> User:
    return people.office_staff(office.code)


def finance() -> User:
    return User.objects.get(username="finance")


def pay_daily_wages(office: Office) -> None:
    """Two makers worked for the house itself last month."""
    end = clock.today() - datetime.timedelta(days=2)
    start = end - datetime.timedelta(days=29)
    for maker in workers(office)[:2]:
        proposed = entries.propose(
            by=recorder(office),
            maker=maker,
            kind=WageEntry.Kind.DAILY_WAGE,
            memo_number=MEMO.format("১১"),
            days=26,
            start=start,
            end=end,
        )
        entries.confirm(by=confirmer(office), entry=proposed)


def set_hours_right(office: Office) -> None:
    """Somebody's hours had been written too low."""
    proposed = entries.propose(
        by=recorder(office),
        maker=workers(office)[0],
        kind=WageEntry.Kind.ADJUSTMENT,
        memo_number=MEMO.format("১৪"),
        poisha=75_50,
        adds=True,
        reason=WageEntry.Reason.WRONG_HOURS,
        document=ContentFile(INVENTED_PAPER, name="paper.pdf"),
    )
    entries.confirm(by=confirmer(office), entry=proposed)


def send_a_payout(office: Office) -> Payout | None:
    """Draft, approve and send what is available; the bank has not answered yet."""
    try:
        payout = payouts.draft(by=finance(), office=office)
    except payouts.NothingToPay:
        return None
    payouts.approve(by=User.objects.get(username="hq-approver"), payout=payout)
    return payouts.send(by=finance(), payout=payout)


def pay_out(office: Office) -> None:
    """Let the bank pay all lines but the last, which comes back."""
    payout = send_a_payout(office)
    *paid, last = payout.lines.order_by("pk") if payout else [None]
    for line in paid:
        if line is not None:
            payouts.settle(by=finance(), line=line, answer="OK")
    if last is not None:
        payouts.fail(by=finance(), line=last, answer="ACCOUNT CLOSED")


def hold_a_part(office: Office) -> None:
    """A third of what one maker has is set aside for an inquiry."""
    for maker in workers(office)[:1]:
        if part := available(maker) // 3:
            holds.place(
                by=recorder(office),
                maker=maker,
                poisha=part,
                reason=Hold.Reason.INQUIRY,
                memo_number=MEMO.format("২৩"),
                until=clock.today() + datetime.timedelta(days=60),
            )


def send_the_first(office: Office) -> None:
    """One prison's next payout is on its way."""
    if office == first_prisons()[0]:
        send_a_payout(office)


def hand_out(office: Office) -> None:
    """The month's statements: one was signed for, one waits. And days that a second person has yet to confirm."""
    start = clock.today().replace(day=1)
    signed, waiting = workers(office)[:2]
    for maker in (signed, waiting):
        issued = handouts.issue(by=confirmer(office), maker=maker, start=start, end=clock.today(), why=WHY)
        if maker == signed:
            handouts.acknowledge(
                by=confirmer(office), handout=issued.handout, how="thumbprint", received_on=clock.today()
            )
    entries.propose(
        by=recorder(office),
        maker=waiting,
        kind=WageEntry.Kind.DAILY_WAGE,
        memo_number=MEMO.format("২৭"),
        days=5,
        start=clock.today() - datetime.timedelta(days=7),
        end=clock.today() - datetime.timedelta(days=1),
    )


DEEDS = {
    DAILY_WAGES: (pay_daily_wages,),
    ADJUSTED: (set_hours_right,),
    PAID: (pay_out,),
    HELD: (hold_a_part,),
    SENT: (send_the_first,),
    HANDED_OUT: (hand_out,),
}
