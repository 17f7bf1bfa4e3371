"""What the tests of the order desk share: who is signed in, orders paid and delivered, what a page says."""

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import Appointment, User
from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.fulfilment import consignments
from shop.orders.models import Purchase, SoldLine
from shop.payments.reach import Reach
from tests import selling

CHAIR = "বেতের চেয়ার"


def signed_in(client: Client, *roles: Role, office: Office) -> User:
    user = selling.staff(roles[0], office)
    for role in roles[1:]:
        Appointment.objects.create(user=user, role=role, office=office, since="2024-07-01")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return user


def deliver(purchase: Purchase, office: Office) -> None:
    hands, parcel = selling.staff(Role.PARCELS, office), purchase.consignments.get(office=office)
    consignments.pack(by=hands, consignment=parcel)
    consignments.ship(by=hands, consignment=parcel, courier="Sundarban", tracking_number="SB-1")
    consignments.deliver(by=hands, consignment=parcel)


def line_of(purchase: Purchase, office: Office | None = None) -> SoldLine:
    return purchase.lines.select_related("office").get(**({"office": office} if office else {}))


def page_of(client: Client, purchase: Purchase) -> str:
    answer = client.get(reverse("desk_order", args=[purchase.pk]))
    assert answer.status_code == 200
    return digits.to_ascii(answer.content.decode())


def only(office: Office) -> Reach:
    return Reach(frozenset({office.pk}))
