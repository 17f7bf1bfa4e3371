"""What the tests of the order desk share: who is signed in, orders paid and delivered, what a page says."""

from django.test import Client
from django.urls import reverse

from bangla import digits
from offices.models import Office
from shop.orders.models import Purchase, SoldLine
from shop.payments.reach import Reach

CHAIR = "বেতের চেয়ার"


def line_of(purchase: Purchase, office: Office | None = None) -> SoldLine:
    return purchase.lines.select_related("office").get(**({"office": office} if office else {}))


def page_of(client: Client, purchase: Purchase) -> str:
    answer = client.get(reverse("desk_order", args=[purchase.pk]))
    assert answer.status_code == 200
    return digits.to_ascii(answer.content.decode())


def only(office: Office) -> Reach:
    return Reach(frozenset({office.pk}))
