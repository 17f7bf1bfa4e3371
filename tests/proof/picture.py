"""The tables as plain rows, read by plain SQL: the second path, which shares no line with the code under test.

Posted entries are read once, as they come (that they stay is checked at a history's end); a table that changes is
read whole again when a statement has written to it.
"""

import datetime
import json
import uuid
from collections import defaultdict
from typing import Any, NamedTuple

from django.db import connection


class Moved(NamedTuple):
    entry: int
    position: int
    debit: str
    credit: str
    poisha: int


class Told(NamedTuple):
    pk: int
    key: str
    kind: str
    effective_at: datetime.datetime
    narrative: str
    by: str
    reverses: int | None


class Row(dict[str, Any]):
    """A row by its columns, as attributes."""

    __getattr__ = dict.__getitem__


COLUMNS = {
    "wages_credit": "id maker_id kind entry_key line_ref bearer_code poisha credited_at release_at released_at "
    "taken_back_poisha spent_poisha recoverable_poisha",
    "wages_hold": "id maker_id poisha taken_poisha until placed_at lifted_at",
    "wages_payout": "id office_id on state poisha drafted_by_id approved_by_id sent_by_id discarded_by_id",
    "wages_payoutline": "id payout_id maker_id poisha state answered_at",
    "wages_payoutpart": "id line_id credit_id poisha",
    "wages_wageentry": "id maker_id kind adds poisha days daily_poisha statute_id state proposed_by_id decided_by_id",
    "wages_sharepolicy": "id rate_bp deduct_materials deduct_other_costs deduct_delivery deduct_fee "
    "deduct_discounts rounding return_days refund_bearer smallest_payout_poisha in_force_from scope_office_id "
    "scope_trade_id as_wider founding proposed_by_id approved_by_id approved_at",
    "orders_soldline": "id reference purchase_id office_id stockrecord_id trade_code quantity unit_price_poisha "
    "discount_poisha net_poisha vat_poisha costs pieces policy_id captured_at handed_over_at delivered_at "
    "credited_at entry_key refunded_quantity",
    "orders_linerefund": "id line_id reference quantity net_poisha vat_poisha sound pieces refunded_at",
    "orders_purchase": "id number state goods_poisha delivery_poisha total_poisha refunded_poisha",
    "orders_deliveryfee": "id purchase_id office_id poisha borne_poisha",
    "ledger_balance": "account_id poisha",
    "ledger_dayclose": "id on from_entry_id to_entry_id",
    "production_batch": "id stockrecord_id quantity state sold_quantity gone_quantity recorded_by_id confirmed_by_id",
    "production_batchcost": "id batch_id kind poisha taken_poisha",
    "partner_stockrecord": "id num_in_stock num_allocated",
}
INSTANTS = {
    "credited_at",
    "release_at",
    "released_at",
    "captured_at",
    "delivered_at",
    "in_force_from",
    "approved_at",
}
JSONS = {"costs", "pieces"}


class Picture:
    """What the database says now."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[int, Row]] = {}
        self.codes: dict[int, str] = {}
        self.entries: dict[int, Told] = {}
        self.by_key: dict[str, Told] = {}
        self.transfers: dict[int, list[Moved]] = {}
        self.balance: defaultdict[str, int] = defaultdict(int)  # debits less credits
        self.reversed: defaultdict[int, dict[int, int]] = defaultdict(dict)  # by entry, by position
        self.fresh: list[Told] = []
        self._last = 0
        self.look(set(COLUMNS))

    def look(self, touched: set[str]) -> None:
        """Read what is new in the book, and again the tables that were touched."""
        with connection.cursor() as cursor:
            for table in touched & COLUMNS.keys():
                self.tables[table] = self._table(cursor, table)
            self.fresh = []
            if "ledger_account" in touched or not self.codes:
                cursor.execute("SELECT id, code FROM ledger_account")
                self.codes = dict(cursor.fetchall())
            if "ledger_entry" in touched or not self._last:
                self._read_book(cursor)

    def _table(self, cursor: Any, table: str) -> dict[int, Row]:
        names = COLUMNS[table].split()
        columns = ", ".join(f'"{name}"' for name in names)
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
        converted = [(place, _converter(name)) for place, name in enumerate(names) if _converter(name)]
        rows = {}
        for values in cursor.fetchall():
            values = list(values)
            for place, convert in converted:
                if values[place] is not None:
                    values[place] = convert(values[place])
            rows[values[0]] = Row(zip(names, values, strict=True))
        return rows

    def _read_book(self, cursor: Any) -> None:
        cursor.execute(
            "SELECT id, key, kind, effective_at, narrative, recorded_by_id, reverses_id FROM ledger_entry "
            "WHERE id > %s ORDER BY id",
            [self._last],
        )
        self.fresh = [
            Told(pk, key, kind, _instant(at), *rest) for pk, key, kind, at, *rest in cursor.fetchall()
        ]
        if not self.fresh:
            return
        cursor.execute(
            "SELECT entry_id, position, debit_id, credit_id, poisha FROM ledger_transfer WHERE entry_id > %s "
            "ORDER BY entry_id, position",
            [self._last],
        )
        for entry, position, debit, credit, poisha in cursor.fetchall():
            moved = Moved(entry, position, self.codes[debit], self.codes[credit], poisha)
            self.transfers.setdefault(entry, []).append(moved)
            self.balance[moved.debit] += poisha
            self.balance[moved.credit] -= poisha
        for told in self.fresh:
            self.entries[told.pk] = self.by_key[told.key] = told
            if told.reverses is not None:
                sums = self.reversed[told.reverses]
                for moved in self.transfers.get(told.pk, []):
                    sums[moved.position] = sums.get(moved.position, 0) + moved.poisha
        self._last = self.fresh[-1].pk

    def __getattr__(self, name: str) -> dict[int, Row]:
        for prefix in ("wages_", "orders_", "production_", "ledger_", "partner_"):
            if prefix + name in self.tables:
                return self.tables[prefix + name]
        raise AttributeError(name)

    def kept_balances(self) -> list[tuple[str, int]]:
        return [(self.codes[pk], row.poisha) for pk, row in self.tables["ledger_balance"].items()]

    def facts(self) -> tuple[object, ...]:
        """Return all that the database says, to be compared: a verb that was cut off leaves this as it was."""
        # A table that is read again is another object: this one stays as it was.
        return (dict(self.tables), self._last, len(self.transfers))


def _converter(name: str) -> Any:
    if name in INSTANTS:
        return _instant
    if name in JSONS:
        return _json
    if name == "maker_id":
        return _uuid
    return None


def _instant(value: datetime.datetime) -> datetime.datetime:
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)  # SQLite's are bare, in UTC


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


_uuids: dict[Any, str] = {}


def _uuid(value: Any) -> str:
    if value not in _uuids:
        _uuids[value] = str(uuid.UUID(str(value)))
    return _uuids[value]
