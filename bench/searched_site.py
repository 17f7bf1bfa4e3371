"""A large site to be searched: 5,000 pages and 20,000 products, their words taken from the demonstration's.

Rows are written many at a time: publishing each by its verb would take longer than all that is measured.
"""

import datetime
import random
import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from oscar.core.loading import get_model
from wagtail.models import Locale, Page
from wagtail.rich_text import RichText

import clock
from demonstration import reading
from demonstration.reading import DATA
from offices.models import Office
from portal import tree
from portal.models import NewsIndexPage, NewsPage
from shop.production.models import Trade
from shop.storefront.models import Listing
from tests import selling

PRISONS = 60
SENTENCES_OF_A_PAGE = (4, 40)


def texts(language: str) -> list[str]:
    """Return every sentence of the demonstration in a language, in the order of its files."""
    found: dict[str, None] = {}
    for path in sorted(DATA.glob("*.toml")):
        for text in _texts(reading.read(path.stem), f"_{language}"):
            for sentence in re.split(r"(?<=[।.!?])\s+|\n+", text):
                if len(sentence) > 12:
                    found.setdefault(sentence.strip())
    return list(found)


def _texts(value: Any, ending: str, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _texts(below, ending, key)
    elif isinstance(value, list):
        for below in value:
            yield from _texts(below, ending, name)
    elif isinstance(value, str) and name.endswith(ending):
        yield value


def prisons() -> list[Office]:
    return [selling.prison(f"dj-{number}") for number in range(PRISONS)]


def lay_pages(count: int, offices: Sequence[Office]) -> None:
    """Store so many published news items, one row in each of their two tables, unindexed."""
    tree.lay()
    above = NewsIndexPage.objects.get(language="bn")
    dice, sentences = random.Random(7), texts("bn")  # noqa: S311 (texts, no secrets)
    now = clock.now()
    kind, locale = ContentType.objects.get_for_model(NewsPage), Locale.objects.get(language_code="bn")
    pages = []
    for number in range(count):
        title = dice.choice(sentences)[:120]
        body = dice.sample(sentences, dice.randint(*SENTENCES_OF_A_PAGE))
        pages.append(
            NewsPage(
                title=f"{title} {number}",
                draft_title=title,
                slug=f"item-{number}",
                url_path=f"{above.url_path}item-{number}/",
                path=Page._get_path(above.path, above.depth + 1, number + 1),
                depth=above.depth + 1,
                numchild=0,
                content_type=kind,
                locale=locale,
                live=True,
                first_published_at=now,
                last_published_at=now,
                language="bn",
                office=offices[number % len(offices)],
                fiscal_year=2018 + number % 8,
                published_on=datetime.date(2025, 1, 1),
                lead=body[0][:500],
                body=[("paragraph", RichText("".join(f"<p>{sentence}</p>" for sentence in body)))],
            )
        )
    _store(pages, Page, NewsPage)
    Page.objects.filter(pk=above.pk).update(numchild=count)


def _store(pages: list[NewsPage], *tables: type[models.Model]) -> None:
    """Store the parts of each page in the tables of its parents and in its own, the parents first."""
    first, *rest = tables
    fields = [field for field in first._meta.local_concrete_fields if not field.primary_key]
    for start in range(0, len(pages), 500):
        rows = pages[start : start + 500]
        first._base_manager._insert(rows, fields=fields, using="default")  # type: ignore[attr-defined]
    ids = dict(Page.objects.filter(depth__gt=2).values_list("path", "pk"))
    for page in pages:
        page.pk = page.id = page.page_ptr_id = ids[page.path]
    for table in rest:
        for start in range(0, len(pages), 500):
            table._base_manager._insert(  # type: ignore[attr-defined]
                pages[start : start + 500], fields=table._meta.local_concrete_fields, using="default"
            )


def lay_products(count: int, offices: Sequence[Office]) -> None:
    """Store so many products that are on sale, unindexed."""
    Product, StockRecord = get_model("catalogue", "Product"), get_model("partner", "StockRecord")  # noqa: N806 (classes)
    dice = random.Random(11)  # noqa: S311 (products, no secrets)
    known = [*reading.read("products-1")["product"], *reading.read("products-2")["product"]]
    sentences = [text for each in known for text in re.split(r"(?<=।)\s+", each["description_bn"])]
    trades = [
        Trade.objects.get_or_create(
            code=row["code"], defaults={"name_bn": row["name_bn"], "name_en": row["name_en"]}
        )[0]
        for row in reading.read("trades")["trade"]
    ]
    stock = [selling.product(office) for office in offices]
    first = stock[0].product
    products = Product.objects.bulk_create(
        [
            Product(product_class_id=first.product_class_id, title=f"p {n}", slug=f"many-{n}", is_public=True,
                    structure="standalone")
            for n in range(count)
        ],
        batch_size=1000,
    )  # fmt: skip
    records = StockRecord.objects.bulk_create(
        [
            StockRecord(product=product, partner_id=stock[n % len(stock)].partner_id, partner_sku=f"many-{n}",
                        price_currency="BDT", price=100 + n % 5000, num_in_stock=n % 7)
            for n, product in enumerate(products)
        ],
        batch_size=1000,
    )  # fmt: skip
    begun = clock.now() - datetime.timedelta(days=1)
    Listing.objects.bulk_create(
        [
            Listing(
                product=product, stockrecord=records[n], office=offices[n % len(offices)],
                trade=trades[n % len(trades)], slug=f"many-{n}",
                title_bn=f"{(like := dice.choice(known))['title_bn']} {n}", title_en=f"{like['title_en']} {n}",
                summary_bn=like["summary_bn"], summary_en=like["summary_en"],
                description_bn=" ".join(dice.sample(sentences, 4)), description_en=like["description_en"],
                listed_at=begun,
            )
            for n, product in enumerate(products)
        ],
        batch_size=1000,
    )  # fmt: skip
