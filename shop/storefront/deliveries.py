"""What a prison's parcel costs to send to a district, and in how many days it is promised."""

from collections.abc import Iterable

from offices.models import Office
from shop.storefront import areas
from shop.storefront.models import DeliveryCharge

Zone = DeliveryCharge.Zone


def zone(office: Office, district_code: str) -> Zone:
    """Return which of the three zones a district is in, seen from the prison that sends."""
    there, here = areas.district(district_code), areas.district(office.district_code)
    if there is None or here is None:
        return Zone.ELSEWHERE
    if there == here:
        return Zone.SAME_DISTRICT
    return Zone.SAME_DIVISION if there.above == here.above else Zone.ELSEWHERE


def is_same_district(one: str, other: str) -> bool:
    """Return whether two codes name one district, each in any of its usual spellings."""
    here, there = areas.district(one), areas.district(other)
    return here is not None and here == there


def charges() -> dict[str, DeliveryCharge]:
    """Return the charge of each zone, in one query."""
    return {charge.zone: charge for charge in DeliveryCharge.objects.all()}


def by_office(offices: Iterable[Office], district_code: str) -> dict[int, DeliveryCharge]:
    """Return for each prison (by id) what its parcel to the district costs; one query for all."""
    table = charges()
    return {office.pk: table[zone(office, district_code)] for office in offices}
