"""Row 32 of MONEY.md: the demonstration's makers carry planted names, and nothing public holds one."""

import sqlite3
import subprocess
from pathlib import Path

import httpx
import pytest

from demonstration import people, subscribers
from tests import databases
from tests.served import Served
from tests.whole_site.crawl import Crawl

# No database changes what a template says, and each crawl reads 2,000 pages.
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def planted(site: Served) -> list[str]:
    """Names and register numbers in both digits, and the random ids by which the rest of the house knows makers."""
    ids = site.manage(
        "shell", "-c", "from shop.production.models import Maker\nfor m in Maker.objects.all(): print(m.pk)"
    )
    makers = [line for line in ids.splitlines() if line.count("-") == 4]
    assert len(makers) >= 50
    names = people.planted_names()
    assert len(names) >= 200
    return [*names, *makers]


def hits(text: str, planted: list[str]) -> list[str]:
    return [name for name in planted if name in text]


def test_the_crawl_reads_the_whole_site(whole: Crawl) -> None:
    kinds = {answer.kind for answer in whole.answers.values()}
    assert {"text/html", "application/pdf", "text/css"} <= kinds
    assert any(kind.startswith("image/") for kind in kinds)
    assert len(whole.pages) > 250
    assert whole.broken() == []


def test_no_public_address_names_an_inmate(whole: Crawl, planted: list[str]) -> None:
    found = {url: hit for url, answer in whole.answers.items() if (hit := hits(answer.text + url, planted))}
    assert found == {}


def test_no_page_of_open_data_names_an_inmate(site: Served, planted: list[str]) -> None:
    """To the end of every list and every file, in both languages, as a program reads them."""
    read = 0
    with httpx.Client(base_url=site.address, timeout=60) as client:
        described = client.get("/api/v1/openapi.json").json()["paths"]
        for path in sorted(each for each in described if "{" not in each):
            for language in ("bn", "en"):
                address: str | None = f"{path}?language={language}" + (
                    "&limit=20" if path.endswith("json") else ""
                )
                while address:
                    answer = client.get(address)
                    assert answer.status_code == 200, address
                    assert hits(answer.text + address, planted) == []
                    read += len(answer.text)
                    address = answer.json()["next"] if path.endswith("json") else None
    assert read > 500_000


def test_no_letter_that_goes_out_names_an_inmate(site: Served, planted: list[str]) -> None:
    dump = site.manage(
        "shell", "-c",
        "from letters.models import Letter\nfrom django.template.loader import render_to_string\n"
        "from django.utils import translation\n"
        "for l in Letter.objects.all():\n"
        "    with translation.override(l.language):\n"
        "        names = ['.sms.txt'] if l.kind == 'sms' else ['.subject.txt', '.txt']\n"
        "        for n in names: print(render_to_string('letters/' + l.template + n, l.context))",
    )  # fmt: skip
    assert len(dump) > 10_000
    assert hits(dump, planted) == []


def test_no_file_of_the_site_names_an_inmate(site: Served, planted: list[str]) -> None:
    read = 0
    for path in [*site.media.rglob("*"), *site.folder.rglob("*")]:
        if path.is_file() and not path.name.startswith("site_"):
            read += 1
            assert hits(str(path) + path.read_bytes().decode("utf-8", "ignore"), planted) == []
    assert read > 100


def test_no_log_names_an_inmate(site: Served, whole: Crawl, planted: list[str]) -> None:
    log = site.log.read_text()
    assert "request_finished" in log
    assert hits(log, planted) == []


def test_no_table_but_the_encrypted_one_holds_a_name(site: Served, planted: list[str]) -> None:
    """The whole database as text: names and numbers stand nowhere in clear, not even with those who may read them."""
    names = [name for name in planted if name.count("-") != 4]
    if databases.is_postgresql():
        url = site.database_url.replace("postgres://", "postgresql://", 1)
        text = subprocess.run(
            [str(_pg_dump()), "--data-only", url], capture_output=True, check=True, text=True
        ).stdout
    else:
        text = "\n".join(sqlite3.connect(site.database_url.removeprefix("sqlite:///")).iterdump())
    assert len(text) > 1_000_000
    assert hits(text, names) == []


def test_no_reader_s_address_stands_anywhere(site: Served, whole: Crawl) -> None:
    """Of those who are told by e-mail: no page, log or file but the mail itself, and no row of the database."""
    addresses = [word for each in subscribers.planted_addresses() for word in (each, each.split("@")[0])]
    count = site.manage(
        "shell", "-c", "from subscriptions.models import *\nprint('n', Subscription.objects.count())"
    )
    assert int(count.split("n ")[-1]) >= len(subscribers.planted_addresses())
    assert {url for url, answer in whole.answers.items() if hits(answer.text + url, addresses)} == set()
    assert hits(site.log.read_text(), addresses) == []
    for path in [*site.media.rglob("*"), *site.folder.rglob("*")]:
        if path.is_file() and "mail" not in path.parts:
            assert hits(str(path) + path.read_bytes().decode("utf-8", "ignore"), addresses) == []


def _pg_dump() -> Path:
    from tests import postgres

    return postgres.programs() / "pg_dump"
