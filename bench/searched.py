"""Lay a large site, index it and search it, and say how long each step took. A program."""

import json
import logging
import os
import statistics
import sys
import time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench import measuring, searched_site  # noqa: E402
from portal.models import NewsPage  # noqa: E402
from search import tables, writing  # noqa: E402
from shop.storefront.models import Listing  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
AT_A_TIME = 500
# As people type: single words and questions, broad and rare, misspelt, romanised, English, numbers, nothing.
QUERIES = [
    "কারাগার", "নকশী কাঁথা", "সাক্ষাৎ", "বন্দির সাথে সাক্ষাতের নিয়ম", "nakshi kantha", "karagar", "58.04.0000.021.03.020.24-262",
    "মোড়া", "কাঠের টেবিল", "হেলিকপ্টার", "জেল সুপার রাজশাহী", "visiting hours", "কীভাবে বন্দির সাথে দেখা করব", "চামড়ার জুতা",
    "school bench", "পাটের ব্যাগ", "ওকালতনামা স্বাক্ষর", "কার্যবিবরণী ২০২৪", "ত্রৈমাসিক প্রতিবেদন", "উত্তম চর্চা", "বেতের ঝুড়ি",
    "নাটোর জেলা কারাগার", "মজুরি", "লভ্যাংশ কত শতাংশ", "টেলিফোন বুথ", "bamboo stool", "leather shoes", "jute bag price",
    "কাথা", "মোবাইলে কথা বলা", "পিসি হিসাবে টাকা জমা", "অভিযোগ কোথায় জানাব", "প্রশিক্ষণ", "তাঁতের শাড়ি", "bondi", "প্রোগ্রামার",
    "শিশুদের ডে কেয়ার", "আইনি সহায়তা", "দরপত্র", "কেক ও বিস্কুট",
]  # fmt: skip
NASTY = [
    '"',
    "'" * 50,
    "ক" * 10_000,
    "কারাগার " * 1_500,
    "a b " * 3_000,
    "1" * 10_000,
    "* ^ : { } [ ] \\",
    "\x00\x01\x1b",
]


def index(model: type, name: str) -> float:
    """Index every object of a model, as `wagtail_update_index` does; return the seconds it took."""
    begun = time.perf_counter()
    with transaction.atomic():
        tables.expect_much()
        rows = []
        for row in measuring.track(name, model.get_indexed_objects().order_by("pk").iterator(AT_A_TIME)):  # type: ignore[attr-defined]
            rows.append(row)
            if len(rows) == AT_A_TIME:
                writing.write(model, rows, settles_later=True)
                rows = []
        writing.write(model, rows, settles_later=True)
        tables.settle()
    return time.perf_counter() - begun


def ask(client: Client, text: str) -> tuple[float, float]:
    """Search for a text; return the seconds it took by the clock, and of this process."""
    begun, at_work = time.perf_counter(), time.process_time()
    response = client.get("/bn/search/", {"q": text})
    assert response.status_code == 200, text[:40]
    return time.perf_counter() - begun, time.process_time() - at_work


def edit_is_found(client: Client) -> float:
    page = NewsPage.objects.last()
    assert page is not None
    begun = time.perf_counter()
    page.title = "বৃক্ষরোপণ সপ্তাহ উদ্‌যাপন"
    page.change_note = "শিরোনাম"
    page.save_revision().publish()
    assert page.url in client.get("/bn/search/", {"q": "বৃক্ষরোপণ সপ্তাহ"}).content.decode()
    return time.perf_counter() - begun


def main(pages: int, products: int) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    logging.disable(logging.CRITICAL)
    offices = searched_site.prisons()
    searched_site.lay_pages(pages, offices)
    searched_site.lay_products(products, offices)
    told = {"pages_s": index(NewsPage, "pages"), "products_s": index(Listing, "products")}
    client = Client()
    for text in QUERIES:
        ask(client, text)
    taken = [ask(client, text) for _round in measuring.track("searches", range(ROUNDS)) for text in QUERIES]
    for name, place in (("wall", 0), ("own", 1)):
        told[f"median_{name}_ms"] = statistics.median(each[place] for each in taken) * 1000
        told[f"p95_{name}_ms"] = statistics.quantiles((each[place] for each in taken), n=20)[-1] * 1000
    told["slowest_input_ms"] = max(min(ask(client, text)[0] for _ in range(3)) for text in NASTY) * 1000
    told["edit_s"] = edit_is_found(client)
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
