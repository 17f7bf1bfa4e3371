"""The book's pages: an auditor asks of any taka where it came from and where it went, one click at a time."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from shop.ledger import balances, journal, triggers
from shop.ledger.models import Account, DayClose, Entry
from shop.production.models import MakerIdentity
from shop.wages import handouts
from shop.wages.models import SharePolicy
from tests import selling
from tests.reports import book_story
from tests.reports.book_story import NOON, Story, links_of, words_of

KINDS = {
    "capture", "share", "release", "cover", "reversal", "spoiled", "refund", "payout", "payout_settled",
    "payout_failed", "daily_wage", "hold", "settlement",
}  # fmt: skip


def read(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(entry: Entry) -> str:
    return reverse("book_entry", args=[entry.pk])


def accounts_of(entry: Entry) -> set[str]:
    rows = entry.transfers.values_list("debit", "credit")
    return {reverse("book_account", args=[pk]) for row in rows for pk in row}


def test_a_line_leads_to_each_of_its_entries_and_accounts_and_they_lead_back(
    story: Story, auditor: Client
) -> None:
    own = Entry.objects.exclude(kind__in=["daily_wage", "hold"])
    assert set(own.values_list("kind", flat=True)) | {"daily_wage", "hold"} == KINDS, "the story tells all"
    links = links_of(read(auditor, "book_line", story.line.pk))
    here = reverse("book_line", args=[story.line.pk])
    for entry in own:
        assert page_of(entry) in links, entry.key
        assert accounts_of(entry) <= links, entry.key
        page = read(auditor, "book_entry", entry.pk)
        assert here in links_of(page), entry.key
        assert accounts_of(entry) <= links_of(page), entry.key
        for account in accounts_of(entry):
            assert page_of(entry) in links_of(auditor.get(account).content.decode()), entry.key


def test_the_line_tells_its_entries_in_the_order_of_time(story: Story, auditor: Client) -> None:
    answer = auditor.get(reverse("book_line", args=[story.line.pk]))
    steps = [step.entry.kind for step in answer.context["trail"].steps]
    assert steps[:3] == ["capture", "settlement", "share"]
    assert steps.index("refund") < steps.index("release") < steps.index("payout") < steps.index("cover")
    assert steps.count("refund") == steps.count("reversal") == 2
    assert steps.count("payout_settled") == 2


def test_each_credit_tells_what_became_of_it(story: Story, auditor: Client) -> None:
    answer = auditor.get(reverse("book_line", args=[story.line.pk]))
    stories = answer.context["trail"].stories
    # 3 × (1250 − 105) = 3435 profit, half of it 1717.50, by 5 : 3 : 2.
    assert [each.credit.poisha for each in stories] == [858_75, 515_25, 343_50]
    for each in stories:
        credit = each.credit
        assert credit.poisha == credit.own_poisha + credit.taken_back_poisha + credit.spent_poisha
        assert each.deducted == 0
        assert each.in_payouts == credit.spent_poisha
    [failed] = [each for each in stories if each.paid[0].part.line.state == "failed"]
    paid = [each for each in stories if each is not failed]
    assert [len(each.paid[0].entries) for each in paid] == [2, 2], "set aside, then settled"
    assert [entry.kind for entry in failed.paid[0].entries] == ["payout", "payout_failed"]
    assert all(each.credit.recoverable_poisha for each in paid)
    assert failed.credit.recoverable_poisha == 0
    assert "৮৫৮.৭৫" in words_of(answer.content.decode())


def test_an_entry_tells_what_it_belongs_to_and_who_did_it(story: Story, auditor: Client) -> None:
    def told(key: str) -> str:
        return words_of(read(auditor, "book_entry", Entry.objects.get(key=key).pk))

    payout = told(f"payout:{story.payout.pk}")
    assert "finance-hq" in payout
    assert "R03" in payout, "the bank's answer"
    settled = story.payout.lines.filter(state="settled").first()
    assert settled is not None
    assert settled.maker.code in told(f"payout-line:{settled.pk}:settled")
    hold = told(f"hold:{story.hold.pk}")
    assert "wage-recorder" in hold
    assert "৫৮-১" in hold
    wage = told(f"wage-entry:{story.wage.pk}")
    assert "wage-recorder" in wage
    assert "৫৮-২" in wage
    assert "নষ্ট" in told(f"spoiled:first:{story.line.reference}")


def test_what_the_wages_keep_of_an_entry_is_one_click_away_for_auditors(
    story: Story, auditor: Client
) -> None:
    failed = story.payout.lines.get(state="failed").maker
    share = Entry.objects.get(key=story.line.entry_key)
    with clock.set_to(NOON + 30 * book_story.DAY):
        clerk = User.objects.get(username="statements")
        day = NOON.date()
        handout = handouts.issue(by=clerk, maker=failed, start=day, end=day, why=book_story.WHY).handout
    finance = book_story.reader(Role.FINANCE)
    for key, address in (
        (f"hold:{story.hold.pk}", reverse("wages_hold", args=[story.hold.pk])),
        (f"wage-entry:{story.wage.pk}", reverse("wages_entry", args=[story.wage.pk])),
        (share.key, reverse("wages_handout", args=[handout.pk])),
    ):
        page = page_of(Entry.objects.get(key=key))
        assert f'href="{address}"' in auditor.get(page).content.decode()
        assert auditor.get(address).status_code == 200
        assert address not in finance.get(page).content.decode()


def test_a_reversal_and_its_original_lead_to_each_other(story: Story, auditor: Client) -> None:
    share = Entry.objects.get(key=story.line.entry_key)
    for reversal in share.reversals.all():
        assert page_of(share) in links_of(read(auditor, "book_entry", reversal.pk))
        assert page_of(reversal) in links_of(read(auditor, "book_entry", share.pk))


def alter(sql: str) -> None:
    """Change a row behind the guards, as from outside the house."""
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql)
    triggers.install(connection)


def test_an_altered_entry_is_told_on_its_own_page_and_on_its_day_s(story: Story, auditor: Client) -> None:
    share = Entry.objects.get(key=story.line.entry_key)
    assert auditor.get(page_of(share)).context["fits"]
    day = auditor.get(reverse("book_day", args=[story.days[0].pk])).context
    assert day["fits"]
    assert day["counts_fit"]
    alter(f"UPDATE ledger_transfer SET poisha = poisha + 1 WHERE entry_id = {share.pk}")
    assert not auditor.get(page_of(share)).context["fits"]
    day = auditor.get(reverse("book_day", args=[story.days[0].pk])).context
    assert day["fits"], "the entry's digest itself was left alone"
    assert not day["counts_fit"]
    alter(f"UPDATE ledger_entry SET digest = '{'0' * 64}' WHERE id = {share.pk}")
    assert not auditor.get(reverse("book_day", args=[story.days[0].pk])).context["fits"]


def test_the_days_stand_in_their_chain_and_a_broken_one_is_told(story: Story, auditor: Client) -> None:
    def chain() -> list[bool]:
        answer = auditor.get(reverse("book_days"))
        assert answer.status_code == 200
        return [link.follows for link in answer.context["page_obj"]]

    assert chain() == [True, True, True]
    alter(f"UPDATE ledger_dayclose SET sha256 = '{'0' * 64}' WHERE id = {story.days[1].pk}")
    assert chain() == [False, True, True], "the newest first; it does not follow the altered one"
    assert "ছিন্ন" in words_of(read(auditor, "book_days"))


def test_every_entry_lies_in_its_day_or_in_the_open_one(story: Story, auditor: Client) -> None:
    journal.post(
        key="late",
        kind="settlement",
        effective_at=NOON,
        narrative="Settled",
        transfers=[journal.Posting("bank", "clearing:cash", 5)],
    )
    for entry in Entry.objects.all():
        day = auditor.get(page_of(entry)).context["day"]
        within: list[DayClose | None] = [
            each for each in DayClose.objects.all() if each.from_entry_id <= entry.pk <= each.to_entry_id
        ]
        assert [day] == (within or [None])
    assert auditor.get(reverse("book_days")).context["open_entries"] == 1


@pytest.mark.parametrize(
    "on", [None, NOON.date(), NOON.date() + datetime.timedelta(days=3), datetime.date(2025, 1, 1)]
)
def test_the_accounts_are_the_trial_balance_of_the_day_and_balance(
    story: Story, auditor: Client, on: datetime.date | None
) -> None:
    answer = auditor.get(reverse("book_accounts"), {"on": on.isoformat()} if on else {})
    shown = {row.account.code: row.poisha for row in answer.context["page_obj"]}
    assert shown == balances.trial_balance(on)
    assert answer.context["difference"] == 0
    assert answer.context["debits"] == answer.context["credits"] == answer.context["all_debits"]


@pytest.mark.parametrize("turn", ["before", "after", "p"])
@pytest.mark.parametrize("typed", ["x", "-1", "²", "9" * 40, "\0"])
def test_a_page_number_that_is_none_breaks_nothing(
    story: Story, auditor: Client, turn: str, typed: str
) -> None:
    for name in ("book_accounts", "book_entries", "book_lines", "book_days", "book_readings"):
        assert auditor.get(reverse(name), {turn: typed}).status_code in (200, 400)


def test_nobody_who_bought_or_made_is_named_on_any_page(story: Story, auditor: Client) -> None:
    identity = MakerIdentity.objects.get(maker=story.makers[0])
    assert identity.name == book_story.NAMES[0]
    hidden = {
        selling.BUYER.name, "1712345678", "1712-345678", "১৭১২৩৪৫৬৭৮", "১৭১২-৩৪৫৬৭৮", selling.ADDRESS.line,
        "স্টেশন রোড", selling.ADDRESS.upazila_name, *book_story.NAMES, identity.register_number,
    }  # fmt: skip
    addresses = {reverse(f"book_{name}") for name in ("accounts", "entries", "lines", "days", "readings")}
    addresses |= {address + "?export=csv" for address in addresses}
    addresses |= {page_of(entry) for entry in Entry.objects.all()}
    addresses |= {reverse("book_account", args=[pk]) for pk in Account.objects.values_list("pk", flat=True)}
    addresses |= {reverse("book_line", args=[story.line.pk]), reverse("book_day", args=[story.days[0].pk])}
    for address in sorted(addresses):
        text = auditor.get(address).getvalue().decode()
        assert not {word for word in hidden if word in text}, address
        assert not any(str(maker.pk) in address for maker in story.makers)


def test_the_book_is_for_auditors_and_finance_at_headquarters(story: Story) -> None:
    home = reverse("wagtailadmin_home")
    address = reverse("book_line", args=[story.line.pk])
    assert book_story.reader(Role.FINANCE).get(address).status_code == 200
    for role, office in (
        (Role.AUDITOR, story.office),
        (Role.AUDITOR, story.office.parent),
        (Role.FINANCE, story.office),
        (Role.HQ_POLICY, selling.headquarters()),
        (Role.ADMINISTRATOR, selling.headquarters()),
        (Role.PAYOUT_APPROVER, selling.headquarters()),
    ):
        assert book_story.reader(role, at=office).get(address)["Location"] == home, role
    readings = reverse("book_readings")
    assert book_story.reader(Role.FINANCE).get(readings)["Location"] == home, "who read names is not theirs"


def test_other_screens_lead_into_the_book_those_who_may_read_it(story: Story, auditor: Client) -> None:
    founding, due = SharePolicy.objects.get(), story.purchase.cash_dues.get()
    policy, cash_due = reverse("wages_policy", args=[founding.pk]), reverse("cash_due", args=[due.pk])
    lines = reverse("book_lines")
    assert f'href="{lines}?policy={founding.pk}"' in auditor.get(policy).content.decode()
    assert f'href="{lines}?order={story.purchase.number}"' in auditor.get(cash_due).content.decode()
    proposer, local = book_story.reader(Role.HQ_POLICY), book_story.reader(at=story.office)
    assert lines not in proposer.get(policy).content.decode()
    assert local.get(cash_due).status_code == 200
    assert lines not in local.get(cash_due).content.decode()


def test_the_menu_offers_the_book_to_its_readers_alone(story: Story, auditor: Client) -> None:
    home = reverse("wagtailadmin_home")
    assert reverse("book_entries") in auditor.get(home).content.decode()
    assert reverse("book_entries") not in book_story.reader(at=story.office).get(home).content.decode()
