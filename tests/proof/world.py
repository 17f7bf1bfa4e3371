"""The Department in small, laid once for many histories: two prisons, two trades, makers, goods, staff."""

import datetime
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

import clock
from accounts.models import Appointment, User
from accounts.roles import Role
from offices.models import Office
from shop.production import batches, identities
from shop.production.models import Maker, Trade, Workshop
from shop.wages import entries
from shop.wages.models import Statute
from tests import selling

BEGINS = datetime.datetime(2026, 3, 1, 9, tzinfo=clock.DHAKA)
LAID_AT = BEGINS - datetime.timedelta(days=3)

# Everything that a history asks of people, both of them hold: only who did the first half tells who may do the second.
ROLES = (
    Role.HQ_POLICY,
    Role.HQ_POLICY_APPROVER,
    Role.FINANCE,
    Role.PAYOUT_APPROVER,
    Role.WAGE_RECORDER,
    Role.WAGE_CONFIRMER,
    Role.WORKSHOP_RECORDER,
    Role.WORKSHOP_CONFIRMER,
)
# Trade, price in poisha, prison: odd prices, so that nothing divides evenly.
GOODS = (
    ("furniture", 125_001, 0),
    ("furniture", 3_333, 0),
    ("handloom", 9_999, 0),
    ("handloom", 7, 1),
    ("furniture", 50_017, 1),
)
# Units, costs of the whole batch, makers by place in the prison with their weights.
BATCHES = (
    (7, {"materials": 30_001, "power": 10_007}, ((0, 5), (1, 3), (2, 2))),
    (40, {"materials": 100_000, "other": 37}, ((1, 1), (0, 1), (2, 1))),
    (3, {}, ((2, 7),)),
    (60, {"materials": 1_234_567, "transport": 3}, ((0, 13), (1, 11), (2, 7), (3, 1))),
)


@dataclass
class World:
    """What a history finds when it begins."""

    one: User
    other: User
    hq: Office
    prisons: list[Office]
    trades: list[Trade]
    makers: dict[int, list[Maker]]
    goods: list[Any]
    workshops: dict[tuple[int, str], Workshop]
    statute: Statute
    price_poisha: dict[int, int] = field(default_factory=dict)
    trade_code: dict[int, str] = field(default_factory=dict)
    office: dict[int, Office] = field(default_factory=dict)
    # Words that no row of the book may contain.
    planted: tuple[str, ...] = ("কারিগর", "/ক")


def lay() -> World:
    """Lay it, through the real verbs, at LAID_AT."""
    with clock.set_to(LAID_AT):
        hq = selling.headquarters()
        prisons = [selling.prison("dj-natore"), selling.prison("dj-bogura")]
        one, other = _person("one", hq), _person("other", hq)
        trades = [
            Trade.objects.create(code=code, name_bn=code, name_en=code) for code in ("furniture", "handloom")
        ]
        world = World(
            one=one,
            other=other,
            hq=hq,
            prisons=prisons,
            trades=trades,
            makers={prison.pk: _makers(one, prison, 4) for prison in prisons},
            goods=[],
            workshops={
                (prison.pk, trade.code): Workshop.objects.create(
                    office=prison, trade=trade, name_bn=trade.code, name_en=trade.code
                )
                for prison in prisons
                for trade in trades
            },
            statute=entries.approve_statute(
                by=other,
                statute=entries.record_statute(by=one, reference="Act I", title_bn="আইন", title_en="Act"),
            ),
        )
        for place, (trade_code, poisha, prison) in enumerate(GOODS):
            row = selling.product(prisons[prison], price=f"{poisha // 100}.{poisha % 100:02}")
            world.goods.append(row)
            world.price_poisha[row.pk] = poisha
            world.trade_code[row.pk] = trade_code
            world.office[row.pk] = prisons[prison]
            make(world, row, place, by=(one, other))
            make(world, row, place + 1, by=(other, one))
        return world


def _makers(by: User, prison: Office, count: int) -> list[Maker]:
    """Register makers under the same ids each time: rows are ordered by them, and a seed is to tell one history."""
    chance = random.Random(prison.code)
    return [
        identities.register(
            by=by,
            office=prison,
            name=f"কারিগর {number}",
            register_number=f"{number:04}/ক",
            form_key=uuid.UUID(int=chance.getrandbits(128), version=4),
        )
        for number in range(1, count + 1)
    ]


def make(world: World, stockrecord: Any, sort: int, *, by: tuple[User, User]) -> None:
    """Make a batch of one of the sorts above; the first person records it, the second confirms it."""
    quantity, costs, work = BATCHES[sort % len(BATCHES)]
    office, today = world.office[stockrecord.pk], clock.today()
    batch = batches.record(
        by=by[0],
        workshop=world.workshops[office.pk, world.trade_code[stockrecord.pk]],
        stockrecord=stockrecord,
        quantity=quantity,
        started_on=today,
        finished_on=today,
        costs=costs,
        makers=[(world.makers[office.pk][place], weight) for place, weight in work],
        measure="hours",
    )
    batches.confirm(by=by[1], batch=batch)


def _person(name: str, hq: Office) -> User:
    person = User.objects.create_user(username=name)
    for role in ROLES:
        Appointment.objects.create(user=person, role=role, office=hq, since=datetime.date(2024, 7, 1))
    return person
