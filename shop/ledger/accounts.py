"""The chart of accounts: a code's first word decides the account's kind and whether it has a floor."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import clock
from shop.ledger import statements
from shop.ledger.models import Account, Balance

Kind = Account.Kind


class UnknownAccount(ValueError):
    """No rule of the chart knows the code."""


@dataclass(frozen=True)
class Rule:
    """What accounts of one sort are for."""

    pattern: str
    kind: Account.Kind
    meaning: str
    floor: bool = False


NAME = r"[a-z0-9][a-z0-9_-]*"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"

CHART = (
    Rule(f"clearing:{NAME}", Kind.ASSET, "buyers' money that a provider still holds"),
    Rule("bank", Kind.ASSET, "money in the Department's bank account"),
    Rule(f"disputed:{NAME}", Kind.ASSET, "money that a provider holds back in a dispute"),
    Rule(
        f"recoverable:{NAME}",
        Kind.ASSET,
        "refunded after it was paid out; an office bears it, never an inmate",
    ),
    Rule(f"fees:{NAME}", Kind.EXPENSE, "a provider's fees"),
    Rule(f"owed:{NAME}", Kind.LIABILITY, "buyers' money that goes back and is not on its way yet"),
    Rule(f"advances:{NAME}", Kind.LIABILITY, "paid by buyers for an office's goods, not yet divided"),
    Rule(f"delivery:{NAME}", Kind.LIABILITY, "paid by buyers for carrying an office's parcels"),
    Rule("vat", Kind.LIABILITY, "collected for the exchequer"),
    Rule(f"materials:{NAME}", Kind.INCOME, "cost of materials that came back with a sale"),
    Rule(f"costs:{NAME}", Kind.INCOME, "other costs of production that came back with a sale"),
    Rule(f"department:{NAME}", Kind.INCOME, "an office's part of the profit, less its losses"),
    Rule(f"daily_wages:{NAME}", Kind.EXPENSE, "the Jail Code's daily wage, borne by an office"),
    Rule(f"adjustments:{NAME}", Kind.EXPENSE, "wages set right by hand, borne by an office"),
    Rule(f"deductions:{NAME}", Kind.LIABILITY, "deducted from wages for whom a statute names"),
    Rule(f"inmate:{UUID}:pending", Kind.LIABILITY, "a maker's wage within the return window", floor=True),
    Rule(f"inmate:{UUID}:available", Kind.LIABILITY, "a maker's wage that may be paid out", floor=True),
    Rule(f"inmate:{UUID}:held", Kind.LIABILITY, "a maker's wage on hold", floor=True),
    Rule(f"inmate:{UUID}:in_payout", Kind.LIABILITY, "a maker's wage on its way", floor=True),
)


def rule_for(code: str) -> Rule:
    """Return the chart's rule for a code; raises UnknownAccount."""
    for rule in CHART:
        if re.fullmatch(rule.pattern, code, re.ASCII):
            return rule
    raise UnknownAccount(f"The chart of accounts knows no {code!r}.")


class Opened(NamedTuple):
    """What posting needs to know of an account."""

    pk: int
    code: str
    debit_is_natural: bool
    floor: bool


def opened(codes: Iterable[str]) -> dict[str, Opened]:
    """Return the accounts of these codes, opening those that are used for the first time.

    Runs inside the caller's transaction. Two first uses at once: on SQLite the writer's lock lets the second
    see the account; on PostgreSQL the unique code makes it wait for the first, insert nothing, and read what
    that left. Codes are opened in one order everywhere, so that two transactions do not wait for each other.
    """
    wanted = sorted(set(codes))
    found = _found(wanted)
    new = [code for code in wanted if code not in found]
    if new:
        rules, at = {code: rule_for(code) for code in new}, clock.now()
        Account.objects.bulk_create(
            (
                Account(code=code, kind=rules[code].kind, floor=rules[code].floor, opened_at=at)
                for code in new
            ),
            ignore_conflicts=True,
        )
        opened_now = _found(new)
        Balance.objects.bulk_create(
            (Balance(account_id=account.pk) for account in opened_now.values() if account.floor),
            ignore_conflicts=True,
        )
        found |= opened_now
    return found


def _found(codes: Iterable[str]) -> dict[str, Opened]:
    sql = "SELECT id, code, kind, floor FROM ledger_account WHERE code IN {values}"
    return {
        code: Opened(pk, code, kind in Account.DEBIT_IS_NATURAL, bool(floor))
        for pk, code, kind, floor in statements.select(sql, codes)
    }
