"""A few pages and products to be found."""

import copy
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import clock
from portal import tree
from portal.models import NewsIndexPage, NewsPage
from shop.production.models import Trade
from shop.storefront.models import Listing
from tests import selling


@dataclass(frozen=True)
class Site:
    news: NewsPage
    draft: NewsPage
    quilt: Listing
    withdrawn: Listing


def listed(title_bn: str, title_en: str, **fields: object) -> Listing:
    office = selling.prison()
    stockrecord = selling.product(office, title=title_bn)
    trade = Trade.objects.get_or_create(
        code="kantha", defaults={"name_bn": "নকশী কাঁথা", "name_en": "Nakshi kantha"}
    )[0]
    return Listing.objects.create(
        product=stockrecord.product,
        stockrecord=stockrecord,
        office=office,
        trade=trade,
        slug=f"listing-{stockrecord.pk}",
        title_bn=title_bn,
        title_en=title_en,
        listed_at=clock.now() - datetime.timedelta(hours=1),
        **fields,
    )


def texts() -> Site:
    tree.lay()
    index = NewsIndexPage.objects.get(language="bn")
    news = tree.add(
        index,
        NewsPage(
            title="বন্দির সাথে সাক্ষাতের নতুন নিয়ম",
            slug="visits",
            lead=(
                "কারাগারসমূহে সাক্ষাতের আবেদন তিন ঘণ্টার মধ্যে নিষ্পত্তি হবে। "
                "পত্র নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২ <b>দ্রষ্টব্য</b>।"
            ),
        ),
    )
    draft = tree.add(index, NewsPage(title="গোপন খসড়া সংবাদ", slug="draft", lead="অপ্রকাশিত"))
    draft.unpublish()
    quilt = listed("নকশী কাঁথা", "Embroidered quilt", summary_bn="হাতে সেলাই করা কাঁথা")
    withdrawn = listed("প্রত্যাহৃত কাঁথা", "Withdrawn quilt", withdrawn_at=clock.now())
    return Site(news, draft, quilt, withdrawn)


@pytest.fixture(scope="module")
def texts_laid(lay_once: Callable[[Callable[[], Any]], Any]) -> Site:
    laid: Site = lay_once(texts)
    return laid


@pytest.fixture
def site_with_texts(texts_laid: Site, db: None) -> Site:
    return copy.deepcopy(texts_laid)
