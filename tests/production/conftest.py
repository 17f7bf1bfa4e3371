"""A prison with a workshop, its people and its makers, made through the real verbs."""

import datetime
import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from accounts.models import Appointment, User
from accounts.roles import Role
from offices.models import Office
from shop.production import batches, identities
from shop.production.models import Batch, Maker, Trade, Workshop
from shop.production.stock import StockRecord

_numbers = itertools.count(1)
TODAY = datetime.date(2026, 3, 1)
NOON = datetime.datetime(2026, 3, 1, 6, tzinfo=datetime.UTC)


def person(name: str, office: Office | None = None, *roles: Role) -> User:
    """Return a member of staff who may enter the back office and holds the roles at the office."""
    user = User.objects.create_user(username=name, password="pass", email=f"{name}@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for role in roles:
        Appointment.objects.create(user=user, role=role, office=office, since=datetime.date(2024, 1, 1))
    return user


def goods(office: Office, title: str = "কাঠের টুল") -> Any:
    """Return a product's stock record: nothing in stock, never touched."""
    product_model = StockRecord._meta.get_field("product").related_model
    partner_model = StockRecord._meta.get_field("partner").related_model
    kind, _ = product_model._meta.get_field("product_class").related_model.objects.get_or_create(
        name="Product", defaults={"track_stock": True}
    )
    partner, _ = partner_model.objects.get_or_create(code=office.code, defaults={"name": office.name_en})
    product = product_model.objects.create(title=title, product_class=kind)
    return StockRecord.objects.create(
        product=product, partner=partner, partner_sku=f"sku-{next(_numbers)}", price="1250.00"
    )


@dataclass
class Prison:
    """One prison in which something is made."""

    office: Office
    workshop: Workshop
    recorder: User
    confirmer: User
    made: list[Maker] = field(default_factory=list)

    def makers(self, count: int) -> list[Maker]:
        new = [
            identities.register(
                by=self.recorder,
                office=self.office,
                name=f"গোপন নাম {next(_numbers)}",
                register_number=f"{next(_numbers)}/ক",
            )
            for _ in range(count)
        ]
        self.made += new
        return new

    def record(self, stockrecord: Any, **facts: Any) -> Batch:
        facts = {
            "quantity": 10,
            "started_on": datetime.date(2026, 2, 1),
            "finished_on": datetime.date(2026, 2, 20),
            "costs": {"materials": 1000},
            "makers": None,
            "measure": "hours",
            **facts,
        }
        if facts["makers"] is None:
            facts["makers"] = [(maker, 1) for maker in self.made or self.makers(1)]
        return batches.record(by=self.recorder, workshop=self.workshop, stockrecord=stockrecord, **facts)

    def make(self, stockrecord: Any, **facts: Any) -> Batch:
        return batches.confirm(by=self.confirmer, batch=self.record(stockrecord, **facts))


def a_prison(code: str, parent: Office) -> Prison:
    office = Office.objects.create(
        code=code,
        kind=Office.Kind.CENTRAL_PRISON,
        parent=parent,
        name_bn=f"কারাগার {code}",
        name_en=f"Prison {code}",
    )
    trade, _ = Trade.objects.get_or_create(
        code="furniture", defaults={"name_bn": "আসবাবপত্র", "name_en": "Furniture"}
    )
    workshop = Workshop.objects.create(office=office, trade=trade, name_bn="কাঠের কারখানা", name_en="Carpentry")
    return Prison(
        office=office,
        workshop=workshop,
        recorder=person(f"recorder-{code}", office, Role.WORKSHOP_RECORDER),
        confirmer=person(f"confirmer-{code}", office, Role.WORKSHOP_CONFIRMER),
    )


@pytest.fixture
def hq(db: None) -> Office:
    return Office.objects.create(
        code="hq", kind=Office.Kind.HQ, name_bn="কারা সদর দপ্তর", name_en="Headquarters"
    )


@pytest.fixture
def dhaka(hq: Office) -> Prison:
    return a_prison("cj-dhaka", hq)


@pytest.fixture
def natore(hq: Office) -> Prison:
    return a_prison("dj-natore", hq)
