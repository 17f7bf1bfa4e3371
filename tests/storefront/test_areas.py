import pytest
from django.utils import translation

from bangla import ordering
from demonstration import offices as register
from shop.storefront import areas, deliveries
from shop.storefront.forms import DetailsForm
from shop.storefront.models import DeliveryCharge
from tests import selling


def test_the_register_is_whole() -> None:
    assert (len(areas.divisions()), len(areas.districts())) == (8, 64)
    assert {district.above for district in areas.districts().values()} == set(areas.divisions())
    assert {upazila.above for upazila in areas.upazilas().values()} == set(areas.districts())
    assert all(area.name_bn and area.name_en for area in areas.upazilas().values())


def test_a_citizen_of_dhaka_finds_the_thana() -> None:
    assert areas.upazilas()["dhaka.dhanmondi"].name_bn == "ধানমন্ডি"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("comilla", "cumilla"),
        ("coxsbazar", "coxs-bazar"),
        ("chittagong", "chattogram"),
        ("jessore", "jashore"),
    ],
)
def test_old_spellings_lead_to_the_district(written: str, code: str) -> None:
    found = areas.district(written)
    assert found is not None
    assert found.code == code


def test_every_prison_of_the_demonstration_lies_in_a_known_district_of_its_division() -> None:
    for row in register.rows():
        district = areas.district(row["district_code"])
        assert district is not None, row
        if row["kind"] != "hq":
            assert district.above == row["division_code"], row


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("district", "zone", "days"),
    [
        ("natore", "same_district", 5),
        ("pabna", "same_division", 10),
        ("dhaka", "elsewhere", 10),
        ("mars", "elsewhere", 10),
    ],
)
def test_a_parcel_costs_by_zone_and_is_promised_within_the_guidelines_days(
    district: str, zone: str, days: int
) -> None:
    office = selling.prison()
    charge = deliveries.by_office([office], district)[office.pk]
    assert (charge.zone, charge.days) == (zone, days)
    assert DeliveryCharge.objects.count() == 3


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_areas_of_the_address_stand_in_the_order_of_the_language(language: str) -> None:
    with translation.override(language):
        form = DetailsForm()
        divisions = [str(label) for code, label in form.fields["division"].choices if code]
        groups = [(str(label), rows) for label, rows in form.fields["district"].choices if label]
        assert divisions == sorted(divisions, key=ordering.key)
        assert [label for label, _rows in groups] == divisions
        for _label, rows in groups:
            names = [str(name) for _code, name in rows]
            assert names == sorted(names, key=ordering.key)
