"""Is every invariant of MONEY.md that concerns the book kept? Asked after each step, of the bare tables.

All of it is computed anew from the sold lines, refunds, credits and payouts, with fractions and by its own rules:
nothing of `shop` is called here. The whole trial balance that must be is written down and compared with the one
that is; the numbers in the comments are those of MONEY.md "Invariants".
"""

import datetime
from collections import defaultdict
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from tests.proof.picture import Moved, Picture, Row, Told

DHAKA = ZoneInfo("Asia/Dhaka")
OPEN = ("waiting", "sent", "unknown")
ALIVE = (*OPEN, "settled")
LINE_STATES = {
    "draft": {"waiting"},
    "approved": {"waiting"},
    "sent": {"sent", "unknown", "settled", "failed"},
    "discarded": {"withdrawn"},
}
DEDUCTED = {
    "deduct_materials": ("materials",),
    "deduct_other_costs": ("power", "transport", "other"),
    "deduct_delivery": ("delivery",),
    "deduct_fee": ("fee",),
}
# What never changes once it is written, by table.
STAY = {
    "wages_credit": [
        "maker_id",
        "kind",
        "entry_key",
        "line_ref",
        "bearer_code",
        "poisha",
        "credited_at",
        "release_at",
    ],
    "wages_hold": ["maker_id", "poisha", "until", "placed_at"],
    "wages_payoutline": ["payout_id", "maker_id", "poisha"],
    "wages_payoutpart": ["line_id", "credit_id", "poisha"],
    "orders_soldline": [
        "reference",
        "purchase_id",
        "office_id",
        "quantity",
        "unit_price_poisha",
        "discount_poisha",
        "net_poisha",
        "vat_poisha",
    ],
    "orders_linerefund": ["line_id", "reference", "quantity", "net_poisha", "vat_poisha", "sound", "pieces"],
}
# What never changes once the money was captured.
SINCE_CAPTURED = ("costs", "pieces", "policy_id", "captured_at")


class Broken(AssertionError):
    """An invariant does not hold."""


def hold(true: object, number: str, *what: object) -> None:
    if not true:
        raise Broken(f"invariant {number}: {' '.join(map(str, what))}")


class Checker:
    """Checks one history: remembers what must not change, and what it has looked at once and for all."""

    def __init__(
        self,
        picture: Picture,
        codes_of_offices: dict[int, str],
        codes_of_trades: dict[int, str],
        planted: tuple[str, ...],
    ) -> None:
        self.picture = picture
        self.offices = codes_of_offices
        self.trades = codes_of_trades
        self.planted = planted
        # What was asked for and no table but the book's keeps: by office, in poisha.
        self.delivery_back: defaultdict[str, int] = defaultdict(int)
        self.goodwill: defaultdict[str, int] = defaultdict(int)
        self._stood: dict[tuple[str, int], list[Any]] = {}
        self._captured: dict[int, list[Any]] = {}
        self._spent: dict[int, int] = {}
        self._brought: dict[int, tuple[object, dict[str, int]]] = {}

    def check(self, touched: set[str]) -> None:
        """Check all of it; `touched` are the tables that changed since the last time."""
        p = self.picture
        self._facts_stay(touched)
        self._entries_are_sound(p.fresh)
        by_line = defaultdict(list)
        for refund in p.linerefund.values():
            by_line[refund.line_id].append(refund)
        due: defaultdict[str, int] = defaultdict(int)
        for line in p.soldline.values():
            self._line(due, line, by_line.get(line.id, []))
        self._credits(due)
        if "wages_credit" in touched:
            self._first_in_first_out()
        self._payouts(due)
        self._by_hand(due)
        self._orders(due, by_line)
        if touched & {"production_batch", "production_batchcost", "partner_stockrecord", "orders_soldline"}:
            self._stock(by_line)
        # 1, 3, 8, 10: the whole trial balance, as it must be and as it is.
        if {code: n for code, n in p.balance.items() if n} != {code: n for code, n in due.items() if n}:
            others = {
                code: (p.balance.get(code, 0), due.get(code, 0))
                for code in sorted(p.balance.keys() | due.keys())
                if p.balance.get(code, 0) != due.get(code, 0)
            }
            hold(False, "1, 3, 8, 10", "the book says, and should say:", others)
        hold(not sum(p.balance.values()), "3", "the trial balance is not zero")
        for account, poisha in p.kept_balances():
            hold(poisha >= 0 and poisha == -p.balance[account], "4", account, poisha, -p.balance[account])

    # -- what stays ------------------------------------------------------------------------------

    def _facts_stay(self, touched: set[str]) -> None:
        for table in touched & STAY.keys():
            names = STAY[table]
            for pk, row in self.picture.tables[table].items():
                values = [row[name] for name in names]
                stood = self._stood.setdefault((table, pk), values)
                hold(stood == values, "2, 6", table, pk, "changed from", stood, "to", values)
            gone = [pk for kept, pk in self._stood if kept == table and pk not in self.picture.tables[table]]
            hold(not gone, "2", table, "lost the rows", gone)
        for pk, row in self.picture.soldline.items() if "orders_soldline" in touched else ():
            if row.captured_at is not None:
                values = [row[name] for name in SINCE_CAPTURED]
                stood = self._captured.setdefault(pk, values)
                hold(stood == values, "6", "line", pk, "changed from", stood, "to", values)

    def _entries_are_sound(self, fresh: list[Told]) -> None:
        for told in fresh:
            moved = self.picture.transfers.get(told.pk, [])
            hold(moved, "1", told.key, "has no transfer")
            for one in moved:
                whole = isinstance(one.poisha, int) and one.poisha > 0 and one.debit != one.credit
                hold(whole, "1", told.key, one)
            text = f"{told.key} {told.narrative} {told.by}"
            hold(not any(word in text for word in self.planted), "15", text)

    # -- sold lines ------------------------------------------------------------------------------

    def _line(self, due: dict[str, int], line: Row, refunds: list[Row]) -> None:
        """Add what a line brought to the accounts, but for the makers' own; computed again where it has changed."""
        changed = (
            line.captured_at,
            line.delivered_at,
            line.credited_at,
            line.refunded_quantity,
            len(refunds),
        )
        known = self._brought.get(line.id)
        if known is None or known[0] != changed:
            known = self._brought[line.id] = (changed, self._brings(line, refunds))
        for code, poisha in known[1].items():
            due[code] += poisha

    def _brings(self, line: Row, refunds: list[Row]) -> dict[str, int]:
        p, office = self.picture, self.offices[line.office_id]
        both = line.captured_at is not None and line.delivered_at is not None
        hold(both == (line.credited_at is not None), "8", line.reference, "paid and delivered:", both)
        told = p.by_key.get(f"share:{line.reference}")
        hold(sum(r.quantity for r in refunds) == line.refunded_quantity, "12", line.reference)
        if line.captured_at is None:
            hold(told is None and not refunds, "8", line.reference, "is in the book and not paid")
            return {}
        policy = self._policy_of(line)
        hold(line.policy_id == policy.id, "6, 7", line.reference, "has", line.policy_id, "not", policy.id)
        left = line.net_poisha - sum(r.net_poisha for r in refunds)
        hold(left >= 0, "12", line.reference, "refunded more than it cost")
        due: defaultdict[str, int] = defaultdict(int)
        due[f"advances:{office}"] = -left
        if not both:
            hold(told is None, "8", line.reference, "is in the book and not delivered")
            return due
        must, makers = self._division(line)
        if not must:
            hold(told is None, "8", line.reference, "moved nothing and is in the book")
            return due
        hold(told is not None, "8", line.reference, "is paid and delivered and not in the book")
        self._share(due, line, told, refunds, must, makers)
        return {code: poisha for code, poisha in due.items() if not code.startswith("inmate:")}

    def _share(
        self,
        due: dict[str, int],
        line: Row,
        told: Told,
        refunds: list[Row],
        must: dict[str, int],
        makers: dict[str, int],
    ) -> None:
        """5, 9: what the line was divided into, and what of it was taken back."""
        p, office = self.picture, self.offices[line.office_id]
        moved = p.transfers[told.pk]
        posted: defaultdict[str, int] = defaultdict(int)
        for one in moved:
            posted[one.debit] += one.poisha
            posted[one.credit] -= one.poisha
        posted = {code: poisha for code, poisha in posted.items() if poisha}
        hold(posted == must, "5", told.key, "posted", posted, "must", must)
        credits = {c.maker_id: c.poisha for c in p.credit.values() if c.entry_key == told.key}
        hold(credits == makers, "5", told.key, "credits", credits, "must", makers)
        for code, poisha in must.items():
            due[code] += poisha
        taken = p.reversed.get(told.pk, {})
        for one in moved:
            back = taken.get(one.position, 0)
            due[one.debit] -= back
            due[one.credit] += back
            hold(0 <= back <= one.poisha, "9", told.key, one, "of which back", back)
            self._in_proportion(line, one, back, refunds)
        for refund in refunds:
            back_entry = p.by_key.get(f"taken-back:{refund.reference}")
            parts = p.transfers.get(back_entry.pk, []) if back_entry else []
            to_advances = sum(one.poisha for one in parts if one.credit.startswith("advances:"))
            hold(
                to_advances == refund.net_poisha,
                "9",
                refund.reference,
                "took",
                to_advances,
                "of",
                refund.net_poisha,
            )
            if not refund.sound:
                for one in parts:
                    if one.debit.split(":")[0] in ("materials", "costs"):
                        due[one.debit] -= one.poisha
                        due[f"department:{office}"] += one.poisha

    def _in_proportion(self, line: Row, one: Moved, back: int, refunds: list[Row]) -> None:
        """A refund by quantity takes back that quantity's part of every amount, to less than a poisha a refund."""
        if not refunds:
            return hold(back == 0, "9", line.reference, "lost", back, "without a refund")
        units = sum(r.quantity for r in refunds)
        if units == line.quantity:
            return hold(back == one.poisha, "9", line.reference, one, "all refunded, back only", back)
        part = Fraction(units, line.quantity)
        if one.debit.startswith("advances:"):
            part = Fraction(sum(r.net_poisha for r in refunds), line.net_poisha)
        return hold(abs(back - one.poisha * part) <= len(refunds), "9", line.reference, one, back, part)

    def _division(self, line: Row) -> tuple[dict[str, int], dict[str, int]]:
        """Return debits less credits by account, and the makers' parts, as the policy divides a line."""
        policy = self.picture.sharepolicy[line.policy_id]
        hold(5000 <= policy.rate_bp <= 7000, "7", policy.rate_bp)
        office, costs = self.offices[line.office_id], self._costs(line)
        cost = sum(costs.values())
        base = line.net_poisha - cost + (0 if policy.deduct_discounts else line.discount_poisha)
        exact = Fraction(max(0, base) * policy.rate_bp, 10_000)
        floor = exact.numerator // exact.denominator
        match policy.rounding:
            case "half_up":
                share = floor + (exact - floor >= Fraction(1, 2))
            case "up":
                share = floor + (exact > floor)
            case _:
                share = floor
        makers = self._split(share, line.pieces)
        must: defaultdict[str, int] = defaultdict(int)
        must[f"advances:{office}"] = line.net_poisha
        must[f"materials:{office}"] = -costs.get("materials", 0)
        must[f"costs:{office}"] = -(cost - costs.get("materials", 0))
        must[f"department:{office}"] = -(line.net_poisha - cost - share)
        for maker, poisha in makers.items():
            must[f"inmate:{maker}:pending"] = -poisha
        return {code: poisha for code, poisha in must.items() if poisha}, makers

    def _costs(self, line: Row) -> dict[str, int]:
        policy = self.picture.sharepolicy[line.policy_id]
        kinds = [kind for flag, kinds in DEDUCTED.items() if policy[flag] for kind in kinds]
        return {kind: line.costs[kind] for kind in kinds if line.costs.get(kind)}

    @staticmethod
    def _split(poisha: int, pieces: list[Any]) -> dict[str, int]:
        """Split by work: each unit the same, within its batch by weight; largest remainder, ties to the earlier."""
        work: dict[str, Fraction] = {}
        for piece in pieces:
            whole = sum(part["weight"] for part in piece["makers"])
            for part in piece["makers"]:
                did = Fraction(piece["quantity"] * part["weight"], whole)
                work[part["maker"]] = work.get(part["maker"], Fraction(0)) + did
        units = sum(work.values())
        exact = {maker: poisha * did / units for maker, did in work.items()}
        parts = {maker: value.numerator // value.denominator for maker, value in exact.items()}
        in_turn = sorted(exact, key=lambda maker: parts[maker] - exact[maker])
        for maker in in_turn[: poisha - sum(parts.values())]:
            parts[maker] += 1
        return {maker: part for maker, part in parts.items() if part}

    def _policy_of(self, line: Row) -> Row:
        """7: the prison's, else the trade's, else the national one, of each the newest in force."""
        begun = [
            row
            for row in self.picture.sharepolicy.values()
            if (row.founding or row.approved_at is not None) and row.in_force_from <= line.captured_at
        ]

        def newest(**scope: object) -> Row | None:
            rows = [row for row in begun if all(row[name] == value for name, value in scope.items())]
            return max(rows, key=lambda row: row.in_force_from, default=None)

        trade = next((pk for pk, code in self.trades.items() if code == line.trade_code), None)
        for found in (newest(scope_office_id=line.office_id), newest(scope_trade_id=trade)):
            if found is not None and not found.as_wider:
                return found
        national = newest(scope_office_id=None, scope_trade_id=None)
        hold(national, "7", "no policy for", line.reference)
        return national

    # -- makers' accounts ------------------------------------------------------------------------

    def _credits(self, due: dict[str, int]) -> None:
        """4, 9, 10: each account is its credits; of each credit, who bears what."""
        p = self.picture
        lines = {line.reference: line for line in p.soldline.values()}
        alive: defaultdict[int, int] = defaultdict(int)
        for part in p.payoutpart.values():
            if p.payoutline[part.line_id].state in ALIVE:
                alive[part.credit_id] += part.poisha
        by_hand: defaultdict[str, int] = defaultdict(int)
        for entry in p.wageentry.values():
            if entry.state == "confirmed" and not entry.adds:
                by_hand[entry.maker_id] -= entry.poisha
        for c in p.credit.values():
            own = c.poisha - c.taken_back_poisha - c.spent_poisha
            hold(min(own, c.taken_back_poisha, c.spent_poisha, c.recoverable_poisha) >= 0, "4", dict(c))
            hold(c.spent_poisha >= alive[c.id], "10", "less spent than paid out:", dict(c), alive[c.id])
            by_hand[c.maker_id] += c.spent_poisha - alive[c.id]
            back = 0
            if c.kind == "share":
                back = self._back_from(c)
                line = lines[c.line_ref]
                policy = p.sharepolicy[line.policy_id]
                if line.refunded_quantity == line.quantity:
                    hold(c.poisha == back, "9", "not all is back of", dict(c), back)
                bearer = "hq" if policy.refund_bearer == "hq" else self.offices[line.office_id]
                hold(c.bearer_code == bearer, "10", dict(c), bearer)
                ends = _midnight(line.delivered_at, policy.return_days + 1)
                hold(c.release_at == ends, "8", "the window ends", c.release_at, "not", ends)
            # Nobody bears what still stands on the account, and nothing that was spent is taken back.
            hold(c.taken_back_poisha + c.recoverable_poisha == back, "9", "of", back, "back:", dict(c))
            hold(c.recoverable_poisha == max(0, back + c.spent_poisha - c.poisha), "10", back, dict(c))
            hold(c.released_at is None or c.released_at >= c.release_at, "8", "released too early", dict(c))
            hold(c.spent_poisha == 0 or c.released_at is not None, "8", "spent before its time", dict(c))
            where = "pending" if c.released_at is None else "available"
            due[f"inmate:{c.maker_id}:{where}"] -= own
            due[f"recoverable:{c.bearer_code}"] += c.recoverable_poisha
        hold(not any(by_hand.values()), "10", "spent neither by payout nor by hand:", dict(by_hand))
        for hold_ in p.hold.values():
            hold(0 <= hold_.taken_poisha <= hold_.poisha, "4", dict(hold_))
            if hold_.lifted_at is None:
                left = hold_.poisha - hold_.taken_poisha
                due[f"inmate:{hold_.maker_id}:available"] += left
                due[f"inmate:{hold_.maker_id}:held"] -= left

    def _back_from(self, credit: Row) -> int:
        """Return what reversals of its entry took of a credit, from the book."""
        told = self.picture.by_key[credit.entry_key]
        pending = f"inmate:{credit.maker_id}:pending"
        taken = self.picture.reversed.get(told.pk)
        if not taken:
            return 0
        return sum(
            taken.get(one.position, 0) for one in self.picture.transfers[told.pk] if one.credit == pending
        )

    def _payouts(self, due: dict[str, int]) -> None:
        """13, 14, 10: a payout is its lines, a line its parts; credits go first in, first out."""
        p = self.picture
        of_payout, of_line = defaultdict(list), defaultdict(list)
        for line in p.payoutline.values():
            of_payout[line.payout_id].append(line)
        for part in p.payoutpart.values():
            of_line[part.line_id].append(part)
        standing = set()
        for payout in p.payout.values():
            rows = of_payout[payout.id]
            hold(payout.poisha == sum(row.poisha for row in rows), "13", dict(payout))
            hold({row.state for row in rows} <= LINE_STATES[payout.state], "13", dict(payout), rows)
            hold(
                payout.approved_by_id is None or payout.approved_by_id != payout.drafted_by_id,
                "14",
                dict(payout),
            )
            hold(
                payout.state not in ("approved", "sent") or payout.approved_by_id is not None,
                "14",
                dict(payout),
            )
            if payout.state != "discarded":
                hold((payout.office_id, payout.on) not in standing, "13", "two payouts a day", dict(payout))
                standing.add((payout.office_id, payout.on))
        for line in p.payoutline.values():
            hold(line.poisha == sum(part.poisha for part in of_line[line.id]), "13", dict(line))
            for state in ("settled", "failed"):
                told = f"payout-line:{line.id}:{state}" in p.by_key
                hold(told == (line.state == state), "13", dict(line), "in the book as", state, told)
            if line.state in OPEN:
                due[f"inmate:{line.maker_id}:in_payout"] -= line.poisha
            elif line.state == "settled":
                due["bank"] -= line.poisha

    def _first_in_first_out(self) -> None:
        """10: whenever more of a credit is spent, by payout or by hand, nothing is left of an earlier one."""
        credits = self.picture.credit
        last: dict[str, tuple[datetime.datetime, int]] = {}
        for pk, c in credits.items():
            if c.spent_poisha > self._spent.get(pk, 0):
                last[c.maker_id] = max(last.get(c.maker_id, (c.credited_at, pk)), (c.credited_at, pk))
            self._spent[pk] = c.spent_poisha
        for pk, c in credits.items() if last else ():
            if c.released_at is None or c.maker_id not in last or (c.credited_at, pk) >= last[c.maker_id]:
                continue
            hold(
                c.poisha == c.taken_back_poisha + c.spent_poisha,
                "10",
                "passed over",
                dict(c),
                last[c.maker_id],
            )

    def _by_hand(self, due: dict[str, int]) -> None:
        """14: two people; each is in the book once it is confirmed, on its own account."""
        p = self.picture
        word = {"daily_wage": "daily_wages", "adjustment": "adjustments", "deduction": "deductions"}
        for entry in p.wageentry.values():
            told = p.by_key.get(f"wage-entry:{entry.id}")
            hold((entry.state == "confirmed") == (told is not None), "14", dict(entry), told)
            if told is None:
                continue
            hold(entry.decided_by_id not in (None, entry.proposed_by_id), "14", dict(entry))
            hold(entry.kind != "deduction" or entry.statute_id, "14", dict(entry))
            (moved,) = p.transfers[told.pk]
            other = moved.debit if entry.adds else moved.credit
            hold(other.split(":")[0] == word[entry.kind] and moved.poisha == entry.poisha, "14", moved)
            due[other] += entry.poisha if entry.adds else -entry.poisha

    # -- orders and shelves ----------------------------------------------------------------------

    def _orders(self, due: dict[str, int], by_line: dict[int, list[Row]]) -> None:
        """12: what was captured and given back is what the orders say."""
        p = self.picture
        # Nothing in these histories is placed before it is paid.
        paid = {pk for pk, purchase in p.purchase.items() if purchase.state == "placed"}
        back: defaultdict[int, int] = defaultdict(int)
        for line in p.soldline.values():
            if line.purchase_id in paid:
                due["vat"] -= line.vat_poisha
            for refund in by_line.get(line.id, []):
                due["vat"] += refund.vat_poisha
                back[line.purchase_id] += refund.net_poisha + refund.vat_poisha
        for fee in p.deliveryfee.values():
            if fee.purchase_id in paid:
                due[f"delivery:{self.offices[fee.office_id]}"] -= fee.poisha
        for office, poisha in self.delivery_back.items():
            due[f"delivery:{office}"] += poisha
            hold(due[f"delivery:{office}"] <= 0, "12", "more delivery refunded than paid", office)
        for office, poisha in self.goodwill.items():
            due[f"department:{office}"] += poisha
        captured = sum(p.purchase[pk].total_poisha for pk in paid)
        refunded = sum(purchase.refunded_poisha for purchase in p.purchase.values())
        extra = sum(self.delivery_back.values()) + sum(self.goodwill.values())
        hold(refunded == sum(back.values()) + extra, "12", refunded, sum(back.values()), extra)
        for purchase in p.purchase.values():
            most = purchase.total_poisha if purchase.id in paid else 0
            hold(back[purchase.id] <= purchase.refunded_poisha <= most, "12", dict(purchase))
        due["clearing:demonstration"] += captured - refunded

    def _stock(self, by_line: dict[int, list[Row]]) -> None:
        """11: 0 ≤ allocated ≤ in stock = units of confirmed batches not yet gone; costs follow their units."""
        p = self.picture
        taken: defaultdict[int, int] = defaultdict(int)
        gone: defaultdict[int, int] = defaultdict(int)
        costs: defaultdict[tuple[int, str], int] = defaultdict(int)
        for line in p.soldline.values():
            if p.purchase[line.purchase_id].state not in ("awaits_payment", "placed"):
                continue
            for sign, piece, leaves in (
                *((1, piece, line.handed_over_at is not None) for piece in line.pieces),
                *(
                    # What came back before the hand-over never left; what came back spoiled stays away.
                    (-1, piece, line.handed_over_at is not None)
                    for refund in by_line.get(line.id, [])
                    if refund.sound
                    for piece in refund.pieces
                ),
            ):
                taken[piece["batch"]] += sign * piece["quantity"]
                gone[piece["batch"]] += sign * piece["quantity"] * leaves
                for kind, poisha in piece["costs"].items():
                    costs[piece["batch"], kind] += sign * poisha
        in_stock: defaultdict[int, int] = defaultdict(int)
        allocated: defaultdict[int, int] = defaultdict(int)
        for batch in p.batch.values():
            if batch.state != "confirmed":
                continue
            hold(batch.confirmed_by_id not in (None, batch.recorded_by_id), "14", dict(batch))
            hold(batch.sold_quantity == taken[batch.id], "11", dict(batch), "sold", taken[batch.id])
            hold(batch.gone_quantity == gone[batch.id], "11", dict(batch), "gone", gone[batch.id])
            in_stock[batch.stockrecord_id] += batch.quantity - batch.gone_quantity
            allocated[batch.stockrecord_id] += batch.sold_quantity - batch.gone_quantity
        for cost in p.batchcost.values():
            carried = costs[cost.batch_id, cost.kind]
            hold(cost.taken_poisha == carried, "11", dict(cost), "carried by units", carried)
        for row in p.stockrecord.values():
            there, kept = row.num_in_stock or 0, row.num_allocated or 0
            hold(0 <= kept <= there, "11", dict(row))
            hold(
                (there, kept) == (in_stock[row.id], allocated[row.id]),
                "11",
                dict(row),
                in_stock[row.id],
                allocated[row.id],
            )


def _midnight(at: datetime.datetime, days: int) -> datetime.datetime:
    day = at.astimezone(DHAKA).date() + datetime.timedelta(days=days)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=DHAKA).astimezone(datetime.UTC)
