"""The data files say what the issue asks for, in both languages, and name nobody."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from demonstration import catalogue, drawings, people, reading
from shop.storefront import areas

FILES = sorted(path.stem for path in reading.DATA.glob("*.toml"))
LATIN_DIGITS = re.compile(r"[0-9]")
BANGLA_LETTERS = re.compile(r"[\u0980-\u09ff]")


def rows_of(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every table of a data file with its place in it."""
    if isinstance(value, dict):
        yield path, value
        for key, below in value.items():
            yield from rows_of(below, f"{path}.{key}")
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from rows_of(below, f"{path}[{place}]")


def texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for below in value:
            yield from texts_in(below)


def pairs(name: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield every text of a file in Bangla and in English."""
    for path, row in rows_of(reading.read(name)):
        for key in row:
            stem = "" if key in ("bn", "en") else key.removesuffix("_bn").removesuffix("_en")
            if stem != key:
                bangla, english = (f"{stem}_bn", f"{stem}_en") if stem else ("bn", "en")
                yield f"{path}.{key}", row.get(bangla), row.get(english)


@pytest.mark.parametrize("name", FILES)
def test_every_file_says_that_it_is_illustrative(name: str) -> None:
    first_lines = (reading.DATA / f"{name}.toml").read_text(encoding="utf-8").splitlines()[:2]
    assert "llustrative" in " ".join(first_lines)


@pytest.mark.parametrize("name", [name for name in FILES if name != "staff"])
def test_every_text_stands_in_both_languages(name: str) -> None:
    without = [
        path
        for path, bangla, english in pairs(name)
        # A memo number is printed in Bangla and turned into ASCII for the English page.
        if ".memo_bn" not in path and (bangla is None or english is None or bool(bangla) != bool(english))
    ]
    assert without == []


@pytest.mark.parametrize("name", FILES)
def test_bangla_texts_hold_no_latin_digits_and_english_ones_no_bangla(name: str) -> None:
    for path, bangla, english in pairs(name):
        for text in texts_in(bangla):
            assert not LATIN_DIGITS.search(text), (path, text)
        for text in texts_in(english):
            assert not BANGLA_LETTERS.search(text), (path, text)


def test_the_register_counts_as_the_department_does() -> None:
    offices = reading.read("register")["offices"]
    kinds = Counter(office["kind"] for office in offices)
    assert kinds == {"hq": 1, "division": 8, "central_prison": 13, "district_prison": 55}
    prisons = [office for office in offices if office["kind"].endswith("_prison")]
    assert {office["district_code"] for office in prisons} == set(areas.districts())
    assert len(areas.districts()) == 64
    assert Counter(office["rollout_stage"] for office in prisons) == {"pilot": 12, "second": 24, "later": 32}


def test_each_prison_stands_below_its_own_division() -> None:
    offices = reading.read("register")["offices"]
    divisions = {
        office["code"]: office["division_code"] for office in offices if office["kind"] == "division"
    }
    assert len({office["code"] for office in offices}) == 77
    for office in offices:
        if office["kind"].endswith("_prison"):
            assert (
                divisions[office["parent"]]
                == areas.division_of(office["district_code"])
                == office["division_code"]
            )


def test_every_trade_has_products_and_only_pilots_sell() -> None:
    products = catalogue.products()
    trades = {trade["code"] for trade in reading.read("trades")["trade"]}
    assert {product["trade"] for product in products} == trades
    assert len(trades) == 7
    assert len(products) >= 30
    assert len(catalogue.office_codes()) >= 8
    stages = {office["code"]: office.get("rollout_stage") for office in reading.read("register")["offices"]}
    assert {stages[code] for code in catalogue.office_codes()} == {"pilot"}


def test_every_product_costs_something_and_is_drawn_by_its_own_picture() -> None:
    products = catalogue.products()
    assert all(product["drawing"] in drawings.DRAWINGS for product in products)
    assert len({product["drawing"] for product in products}) == len(products)
    assert all(catalogue.poisha(product["price"]) > 0 for product in products)
    below_cost = [
        product["slug"]
        for product in products
        if sum(catalogue.poisha(taka) for taka in product["costs"].values())
        >= catalogue.poisha(product["price"])
    ]
    assert below_cost == ["milk-bread"]  # one is sold below its cost, to show that nobody is credited then


def test_invented_people_are_plainly_marked_as_invented() -> None:
    makers = people.invented_makers()
    assert len({name for _office, name, _number in makers}) == len(makers) >= 50
    assert all("(উদ্ভাবিত)" in name for _office, name, _number in makers)
    assert len(people.planted_names()) == 4 * len(makers)
    assert all("(নমুনা)" in str(user["display_name"]) for user in people.sign_ins())
