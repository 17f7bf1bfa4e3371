"""The demonstration loads on an empty database, changes nothing the second time, and spares what is real."""

import datetime
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from PIL import Image
from wagtail.models import Page

import clock
from accounts.models import User
from charter_pages.models import CharterPage, MinutesPage, PracticeReportPage
from demonstration import marks, people
from demonstration.models import Mark
from letters.models import Letter
from offices.models import Office
from portal.models import HomePage, InitiativeRegisterPage, NewsPage, OfficePage, ProgrammePage, StandardPage
from publishing.models import PortalImage
from shop.fulfilment.models import Consignment
from shop.ledger import balances, verification
from shop.orders.models import Purchase, SoldLine
from shop.payments.models import CashDue, PaymentAttempt
from shop.production.models import Maker, MakerIdentity, Trade
from shop.storefront.models import Listing
from shop.wages.models import Handout, Hold, PayoutLine, WageEntry
from tests import served
from worker import rounds

pytestmark = pytest.mark.django_db


def fingerprint() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that there is, so that nothing can change unseen."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = sorted(cursor.fetchall(), key=repr)
    return tables


def load() -> str:
    told = io.StringIO()
    call_command("load_demonstration", stdout=told)
    return told.getvalue()


@pytest.fixture
def told(transactional_db: None) -> Iterator[str]:
    """What was told when `tests.prepare` loaded the demonstration on an empty database, which stands here now."""
    told, moment = served.lay_demonstration_here()
    with clock.set_to(moment):
        yield told
    for folder in ("media", "private", "letters"):
        shutil.rmtree(Path(settings.VAR) / folder, ignore_errors=True)


def test_it_loads_on_an_empty_database_and_the_second_time_changes_nothing(told: str) -> None:
    assert people.PASSWORD in told
    assert "natore-editor" in told
    _the_register_stands()
    _the_papers_stand_in_both_languages()
    _the_tasks_of_home_lead_to_what_they_name()
    _the_shop_is_filled()
    _six_months_were_sold()
    _wages_were_released_paid_held_and_told()
    _nothing_of_the_camera_is_kept()
    assert {name: count for name, count in rounds.work_once().items() if count} == {}, (
        "the worker is not at rest"
    )
    before = fingerprint()
    load()
    after = fingerprint()
    assert [table for table in before if before[table] != after[table]] == []


def _the_register_stands() -> None:
    assert Office.objects.count() == 77
    assert Office.objects.prisons().count() == 68
    assert OfficePage.objects.live().in_language("bn").count() == 77
    assert OfficePage.objects.live().in_language("en").count() == 77


def _the_papers_stand_in_both_languages() -> None:
    counts = {
        CharterPage: 8,
        # Six, and the earlier meeting of a committee, whose decisions are followed up.
        MinutesPage: 7,
        PracticeReportPage: 4,
        NewsPage: 4,
        ProgrammePage: 1,
        HomePage: 1,
    }
    for model, count in counts.items():
        for language in ("bn", "en"):
            assert model.objects.live().in_language(language).count() == count, (model, language)
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    for language in ("bn", "en"):
        register = InitiativeRegisterPage.objects.in_language(language).get()
        assert register.initiatives.count() == 6
    assert {page.meeting_kind for page in MinutesPage.objects.all()} == {
        "committee", "stakeholders", "coordination", "review",
    }  # fmt: skip


def _the_tasks_of_home_lead_to_what_they_name() -> None:
    for language in ("bn", "en"):
        services = StandardPage.objects.in_language(language).get(slug="services")
        shown = Client().get(services.get_url()).content.decode()
        tasks = [task for task in HomePage.objects.get(language=language).tasks.all() if task.link_page]
        # Whoever visits chooses the prison first.
        assert [task.link_page.slug for task in tasks] == ["prisons", "services", "services"]
        anchors = [task.link_anchor for task in tasks if task.link_anchor]
        assert len(anchors) == 2
        assert [anchor for anchor in anchors if f'id="{anchor}"' not in shown] == []


def _the_shop_is_filled() -> None:
    listings = Listing.objects.public().select_related("stockrecord")
    assert len(listings) >= 30
    assert {listing.trade_id for listing in listings} == set(Trade.objects.values_list("pk", flat=True))
    assert len({listing.office_id for listing in listings}) >= 8
    assert [listing.slug for listing in listings if not listing.units_left] == ["terracotta-plaque"]
    assert sum(listing.pictures.count() > 1 for listing in listings) >= 5
    assert {identity.name for identity in MakerIdentity.objects.all()} <= set(people.planted_names())


def _six_months_were_sold() -> None:
    purchases = Purchase.objects.all()
    assert 120 <= len(purchases) <= 160
    oldest = min(purchase.placed_at for purchase in purchases)
    assert datetime.timedelta(days=150) < clock.now() - oldest < datetime.timedelta(days=183)
    assert set(Counter(purchase.state for purchase in purchases)) == {"placed", "expired", "awaits_payment"}
    parcels = Counter(Consignment.objects.filter(purchase__state="placed").values_list("state", flat=True))
    assert {"reserved", "packed", "shipped", "delivered", "refused"} <= set(parcels)
    assert {"due", "collected", "handed_in", "refused"} <= set(
        CashDue.objects.values_list("state", flat=True)
    )
    assert {"paid", "failed", "expired"} <= set(PaymentAttempt.objects.values_list("state", flat=True))
    assert SoldLine.objects.filter(credited_at__isnull=False).count() > 100
    assert all(
        "উদ্ভাবিত" in purchase.buyer_name or "invented" in purchase.buyer_name
        for purchase in purchases
        if not purchase.masked_at
    )
    assert sum(balances.trial_balance().values()) == 0
    assert not Letter.objects.filter(sent_at__isnull=True).exists()
    assert marks.strangers() == {}


def _wages_were_released_paid_held_and_told() -> None:
    parts: Counter[str] = Counter()
    for code, poisha in balances.trial_balance().items():
        if code.startswith("inmate:"):
            parts[code.rpartition(":")[2]] -= poisha
    assert sorted(parts) == ["available", "held", "in_payout", "pending"]
    assert {"settled", "failed", "sent"} == set(PayoutLine.objects.values_list("state", flat=True))
    entries = set(WageEntry.objects.values_list("kind", "state"))
    assert {("daily_wage", "confirmed"), ("adjustment", "confirmed"), ("daily_wage", "proposed")} == entries
    assert Hold.objects.standing().exists()
    assert {"", "thumbprint"} == set(Handout.objects.values_list("how", flat=True))
    assert list(verification.findings()) == []


def _nothing_of_the_camera_is_kept() -> None:
    for image in PortalImage.objects.all():
        with image.file.open("rb") as file:
            assert b"DEMONSTRATION-EXIF" not in file.read()
            file.seek(0)
            with Image.open(file) as picture:
                assert not picture.getexif()


def refused() -> str:
    before = fingerprint()
    with pytest.raises(CommandError) as refusal:
        load()
    assert fingerprint() == before
    return str(refusal.value)


def test_it_refuses_where_the_setting_is_off(settings: object) -> None:
    settings.DEMONSTRATION = False  # type: ignore[attr-defined]
    assert "DEMONSTRATION" in refused()


def test_it_refuses_a_database_with_an_account_that_it_did_not_make() -> None:
    User.objects.create_user("somebody-real")
    assert "1 sign-in accounts" in refused()


def test_it_refuses_a_database_with_an_inmate_that_it_did_not_make() -> None:
    office = Office.objects.create(code="hq", kind="hq", name_bn="সদর দপ্তর", name_en="Headquarters")
    Maker.objects.create(office=office)
    assert "1 inmates" in refused()


def test_it_refuses_a_database_with_an_order_that_it_did_not_make() -> None:
    marks.ORDERS.create(
        number="real-1", currency="BDT", total_incl_tax=1, total_excl_tax=1, date_placed=clock.now()
    )
    assert "1 orders" in refused()


def test_a_mark_is_made_once() -> None:
    marks.mark(Mark.Kind.USER, "somebody")
    marks.mark(Mark.Kind.USER, "somebody")
    assert Mark.objects.count() == 1
