"""Production's screens in the back office: who sees what, and what a form says and keeps."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.production.models import Batch, IdentityReading, Maker
from tests.production.conftest import Prison, goods, person
from tests.staffed import signed_in


def filled(dhaka: Prison, stool: object, **more: str) -> dict[str, str]:
    maker = (dhaka.made or dhaka.makers(1))[0]
    return {
        "form_key": str(uuid.uuid4()),
        "stockrecord": str(stool.pk),  # type: ignore[attr-defined]
        "quantity": "১২",
        "started_on": "২০২৬-০২-০১",
        "finished_on": "২০/০২/২০২৬",
        "materials": "১,২৫০.৫০",
        "measure": "hours",
        f"maker_{maker.pk.hex}": "৪০",
        **more,
    }


def test_a_batch_is_recorded_in_bangla_digits_and_confirmed_by_another(dhaka: Prison) -> None:
    stool = goods(dhaka.office)
    client = signed_in(dhaka.recorder)
    start = client.get(reverse("production_choose_workshop"))
    assert start.status_code == 302, "who records for one workshop is not asked which"
    assert "কাঠের টুল" in client.get(start["Location"]).content.decode()
    data = filled(dhaka, stool)
    answer = client.post(start["Location"], data)
    batch = Batch.objects.get()
    assert answer["Location"] == reverse("production_batch", args=[batch.pk])
    assert (batch.quantity, batch.costs.get().poisha, batch.makers.get().weight) == (12, 125_050, 40)
    client.post(start["Location"], data)
    assert Batch.objects.count() == 1, "sent twice is recorded once"

    own = client.post(answer["Location"], {"confirm": "1"})
    assert own["Location"] == reverse("wagtailadmin_home"), "a recorder is no confirmer"
    other = signed_in(dhaka.confirmer)
    page = other.get(answer["Location"])
    assert 'name="confirm"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert other.post(answer["Location"], {"confirm": "1"}).status_code == 302
    stool.refresh_from_db()
    assert stool.num_in_stock == 12


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": "অনেক"},
        {"quantity": "-3"},
        {"quantity": ""},
        {"finished_on": "3026-01-01"},
        {"finished_on": "2026-01-01"},
        {"materials": "বারো টাকা"},
        {"stockrecord": "999999"},
        {"stockrecord": ""},
        {"measure": "days"},
    ],
)
def test_a_wrong_form_says_so_and_keeps_what_was_typed(dhaka: Prison, wrong: dict[str, str]) -> None:
    data = filled(dhaka, goods(dhaka.office), **wrong)
    answer = signed_in(dhaka.recorder).post(reverse("production_record", args=[dhaka.workshop.pk]), data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not Batch.objects.exists()
    assert "error-message" in text
    for typed in (data["quantity"], data["materials"], data["started_on"]):
        assert not typed or f'value="{typed}"' in text


def test_a_superuser_who_recorded_a_batch_reads_in_the_form_why_it_stays_unconfirmed(dhaka: Prison) -> None:
    root = User.objects.create_superuser("root")
    dhaka.makers(1)
    client = signed_in(root)
    data = filled(dhaka, goods(dhaka.office))
    client.post(reverse("production_record", args=[dhaka.workshop.pk]), data)
    batch = Batch.objects.get()
    page = client.post(reverse("production_batch", args=[batch.pk]), {"confirm": "1"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    batch.refresh_from_db()
    assert batch.state == "recorded"


def test_nothing_of_another_prison_is_shown(dhaka: Prison, natore: Prison) -> None:
    stool = goods(dhaka.office, "গোপন টুল")
    batch = dhaka.make(stool)
    maker = dhaka.made[0]
    client = signed_in(natore.recorder)
    for name, args in (
        ("production_batch", [batch.pk]),
        ("production_record", [dhaka.workshop.pk]),
        ("production_maker", [maker.pk]),
    ):
        for answer in (client.get(reverse(name, args=args)), client.post(reverse(name, args=args), {})):
            assert answer.status_code == 404
            assert not any(
                word in answer.content.decode() for word in ("গোপন", maker.code, dhaka.office.name_bn)
            )
    for name in ("production_batches", "production_makers"):
        text = client.get(reverse(name)).content.decode()
        assert not any(word in text for word in ("গোপন", maker.code, dhaka.office.name_bn))
    record = client.get(reverse("production_record", args=[natore.workshop.pk])).content.decode()
    assert not any(word in record for word in ("গোপন", maker.code))


def test_who_holds_no_role_is_sent_away_and_sees_no_menu(dhaka: Prison, hq: Office) -> None:
    parcels = signed_in(person("parcels", dhaka.office, Role.PARCELS))
    for name in ("production_batches", "production_makers", "production_register_maker"):
        assert parcels.get(reverse(name))["Location"] == reverse("wagtailadmin_home")
    assert reverse("production_batches") not in parcels.get(reverse("wagtailadmin_home")).content.decode()
    assert Client().get(reverse("production_batches"))["Location"].startswith(reverse("wagtailadmin_login"))
    auditor = signed_in(person("auditor", hq, Role.AUDITOR))
    assert auditor.get(reverse("production_batches")).status_code == 200


def test_a_name_appears_after_a_reason_and_nowhere_else(dhaka: Prison) -> None:
    client = signed_in(dhaka.recorder)
    page = reverse("production_register_maker")
    data = {
        "form_key": str(uuid.uuid4()),
        "office": str(dhaka.office.pk),
        "name": "আব্দুল করিম",
        "register_number": "১২৩৪ক",
    }
    refused = client.post(page, data)
    assert 'value="আব্দুল করিম"' in refused.content.decode()
    assert not Maker.objects.exists()
    for _ in range(2):
        client.post(page, {**data, "register_number": "১২৩৪/ক"})
    maker = Maker.objects.get()

    stool = goods(dhaka.office)
    batch = dhaka.record(stool, makers=[(maker, 3)])
    own = reverse("production_maker", args=[maker.pk])
    for url in (
        reverse("production_makers"),
        reverse("production_batch", args=[batch.pk]),
        reverse("production_record", args=[dhaka.workshop.pk]),
        own,
    ):
        text = client.get(url).content.decode()
        assert "আব্দুল" not in text
        assert not re.search("(1234|১২৩৪)/ক<", text)
    assert "আব্দুল" not in client.post(own, {"why": "short"}).content.decode()
    assert not IdentityReading.objects.exists()
    shown = client.post(own, {"why": "হিসাব বিবরণী হস্তান্তর"})
    assert "আব্দুল করিম" in shown.content.decode()
    assert "১২৩৪/ক" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert IdentityReading.objects.get().by == dhaka.recorder


def test_lists_come_in_pages_and_cost_no_more_with_more_rows(
    dhaka: Prison, django_assert_max_num_queries: object
) -> None:
    stool = goods(dhaka.office)
    for _ in range(55):
        dhaka.record(stool)
    client = signed_in(dhaka.recorder)
    client.get(reverse("production_batches"))
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        text = client.get(reverse("production_batches")).content.decode()
    assert "p=2" in text
    assert client.get(reverse("production_batches") + "?p=2&state=recorded").status_code == 200
    empty = client.get(reverse("production_batches") + "?state=confirmed").content.decode()
    assert '<table class="listing"' not in empty


def test_the_names_are_not_in_the_registers_that_administrators_keep(dhaka: Prison) -> None:
    root = signed_in(User.objects.create_superuser("root"))
    dhaka.makers(1)
    for url in ("/admin/trades/", "/admin/workshops/", "/admin/"):
        text = root.get(url).content.decode()
        assert "গোপন নাম" not in text
