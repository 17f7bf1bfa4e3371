"""Row 28: the database is locked, stopped or started anew under the served site, which says so and goes on by itself."""

import contextlib
import html
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import RequestFactory

from config import outages
from tests import databases, served
from tests.faults.cluster import Cluster
from tests.payments import fake_stripe
from tests.payments.fake_stripe import FakeStripe
from tests.served import Served

WAIT_SECONDS = 1
DETAILS = {
    "name": "নমুনা ক্রেতা (উদ্ভাবিত)", "phone": "০১৭১১-২২৩ ৩৪৪", "email": "", "division": "rajshahi",
    "district": "natore", "upazila": "natore.natore-sadar", "line": "১২ পরীক্ষামূলক সড়ক", "post_code": "৬৪০০",
    "note": "",
}  # fmt: skip
# Takes the writer's lock, or the tables that an order and an event are written to, says so, and waits to be ended.
HOLD = {
    "sqlite": """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(60)
""",
    "postgresql": """
import psycopg, sys, time
held = psycopg.connect(sys.argv[1])
held.execute("LOCK TABLE orders_purchase, payments_inboxevent IN ACCESS EXCLUSIVE MODE")
print("held", flush=True)
time.sleep(60)
""",
}


@dataclass
class Standing:
    """A served site, the database under it, and the Stripe that it is sent to."""

    site: Served
    stripe: FakeStripe
    cluster: Cluster | None

    @property
    def database(self) -> str:
        if self.cluster:
            return self.site.database_url.replace("postgres://", "postgresql://", 1)
        return self.site.database_url.removeprefix("sqlite:///")

    def rows(self, query: str) -> list[Any]:
        if self.cluster:
            with psycopg.connect(self.database) as read:
                return read.execute(query).fetchall()
        with contextlib.closing(sqlite3.connect(self.database)) as read:
            return read.execute(query).fetchall()

    def count(self, table: str) -> int:
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """Stop the server of the database; or take away the volume that the file lies on."""
        if self.cluster:
            self.cluster.stop()
            yield
            self.cluster.start()
            return
        path = Path(self.database)
        path.rename(path.with_suffix(".away"))
        path.mkdir()
        yield
        path.rmdir()
        path.with_suffix(".away").rename(path)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let another process hold what has to be written, longer than the site waits."""
        words = HOLD["postgresql" if self.cluster else "sqlite"]
        command = [sys.executable, "-c", words, self.database]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            yield
            holder.kill()

    def tell(self, session_id: str) -> httpx.Response:
        """Send an event as Stripe does."""
        body, signature = self.stripe.event(session_id)
        sent = {"stripe-signature": signature, "content-type": "application/json"}
        return httpx.post(
            f"{self.site.address}/payments/stripe/events/", content=body, headers=sent, timeout=30
        )


@pytest.fixture(scope="module")
def standing() -> Iterator[Standing]:
    stripe = FakeStripe()
    site = served.prepared("away")
    cluster = None
    if databases.is_postgresql():
        cluster = Cluster()
        cluster.start()
        site.database_url = cluster.take(site.database_url)
    served.serve(
        site,
        DATABASE_WAIT_SECONDS=str(WAIT_SECONDS),
        STRIPE_SECRET_KEY=fake_stripe.SECRET_KEY,
        STRIPE_WEBHOOK_SECRET=fake_stripe.WEBHOOK_SECRET,
        STRIPE_API_BASE=stripe.address,
    )
    yield Standing(site, stripe, cluster)
    site.stop()
    stripe.stop()
    if cluster:
        cluster.discard()


@pytest.fixture
def buyer(standing: Standing) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=standing.site.address, timeout=30) as client:
        yield client


def hidden(page: str) -> dict[str, str]:
    """Return what the forms of a page carry along unseen."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', page)
    return {name: html.unescape(value) for name, value in fields}


def ready_to_order(buyer: httpx.Client) -> dict[str, str]:
    """Put a stool into the basket and answer the first step; return the form that would place the order."""
    slug = "bamboo-cane-stool"
    form = hidden(buyer.get(f"/bn/shop/add/{slug}/").text)
    assert buyer.post(f"/bn/shop/add/{slug}/", data={**form, "quantity": "১"}).status_code in (200, 302)
    first = hidden(buyer.get("/bn/shop/checkout/").text)
    second = buyer.post("/bn/shop/checkout/", data={**first, **DETAILS, "step": "continue"})
    assert second.status_code == 200
    return {**hidden(second.text), **DETAILS, "step": "place", "provider": "stripe", "terms": "on"}


def says_it_is_away(answer: httpx.Response) -> bool:
    """Return whether an answer is a 503 that says when to come again, and nothing of what lies behind it."""
    assert answer.status_code == 503, answer.status_code
    assert answer.headers["retry-after"] == "30"
    assert answer.headers["cache-control"] == "no-store"
    for word in ("Traceback", "OperationalError", "sqlite", "psycopg", "File &quot;", "{%"):
        assert word not in answer.text
    return True


def test_pages_say_in_the_readers_language_that_the_database_is_away_and_come_back_by_themselves(
    standing: Standing,
) -> None:
    paths = {
        "/bn/": "bn", "/en/": "en", "/bn/shop/": "bn", "/en/shop/products/bamboo-cane-stool/": "en",
        "/en/search/?q=stool": "en", "/admin/login/": "bn", "/health/": "bn",
    }  # fmt: skip
    head = {"bn": "সাইটটি এই মুহূর্তে ব্যবহার করা যাচ্ছে না", "en": "The site is not available for a moment"}
    servers = [process.pid for process in standing.site.processes]
    with httpx.Client(base_url=standing.site.address, timeout=30) as reader:
        for path in paths:
            assert reader.get(path).status_code == 200, path
        with standing.away():
            for path, language in paths.items():
                answer = reader.get(path)
                assert says_it_is_away(answer), path
                assert f'<html lang="{language}">' in answer.text
                assert f"<h1>{head[language]}</h1>" in answer.text
                assert all(f"{words}</h" in answer.text for words in head.values())
                if path.startswith(f"/{language}/"):
                    assert answer.headers["content-language"] == language
            for path in ("/static/site.css", "/static/img/mark.svg"):
                assert reader.get(path).status_code == 200, path
        for path in paths:
            assert reader.get(path).status_code == 200, path
    assert [process.pid for process in standing.site.processes if process.poll() is None] == servers


@pytest.mark.parametrize("how", ["away", "locked"])
def test_an_order_and_a_payment_made_meanwhile_leave_no_half_state_and_succeed_when_sent_again(
    standing: Standing, buyer: httpx.Client, how: str
) -> None:
    tables = ("orders_purchase", "orders_soldline", "payments_paymentattempt", "letters_letter",
              "payments_inboxevent", "ledger_entry")  # fmt: skip
    before = {table: standing.count(table) for table in tables}
    order = ready_to_order(buyer)

    with getattr(standing, how)():
        assert says_it_is_away(buyer.post("/bn/shop/checkout/", data=order))
        if how == "locked" and standing.cluster is None:
            # Who only reads does not wait for the writer.
            assert buyer.get("/bn/shop/").status_code == 200
    assert {table: standing.count(table) for table in tables} == before

    placed = buyer.post("/bn/shop/checkout/", data=order)
    assert placed.status_code == 302
    assert placed.headers["location"].startswith(standing.stripe.address)
    assert buyer.post("/bn/shop/checkout/", data=order).headers["location"] == placed.headers["location"]
    assert standing.count("orders_purchase") == before["orders_purchase"] + 1

    session_id = placed.headers["location"].rpartition("/")[2]
    standing.stripe.pay(session_id)
    with getattr(standing, how)():
        assert says_it_is_away(standing.tell(session_id))
    assert standing.count("payments_inboxevent") == before["payments_inboxevent"]
    assert standing.tell(session_id).status_code == 200
    assert standing.tell(session_id).status_code == 200
    assert standing.count("payments_inboxevent") == before["payments_inboxevent"] + 1
    # The worker has lived through it too.
    for _ in range(300):
        if standing.count("ledger_entry") > before["ledger_entry"]:
            break
        time.sleep(0.1)
    assert standing.count("ledger_entry") == before["ledger_entry"] + 1
    assert standing.site.processes[1].poll() is None
    assert "no findings" in standing.site.manage("ledger_verify")


def answered(fault: Exception) -> int:
    """Return what a request is answered that ends in this exception."""
    try:
        raise fault
    except type(fault):
        return outages.answer(RequestFactory().get("/bn/")).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("mistake", ["SELECT * FROM nowhere", "SELECT 1 FROM"])
def test_what_no_waiting_mends_stays_a_fault_of_ours(mistake: str) -> None:
    """SQLite says that a table is missing with the same class as that the database is locked."""
    with pytest.raises(DatabaseError) as told, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(mistake)
    assert answered(told.value) == 500
    assert answered(KeyError("a mistake of ours")) == 500


def test_what_an_outage_leads_to_is_an_outage_too() -> None:
    lost = KeyError("what the lost row should have held")
    lost.__cause__ = OperationalError("the connection was lost")
    assert answered(lost) == 503
