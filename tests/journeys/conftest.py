"""Journeys: one file for each thing a person wants to do, in a real browser against the running site."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.people import Shopper, Staff, on_a_phone
from tests.served import Served

# A machine that does other work too is slower than a reader's patience.
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/journeys" in item.nodeid:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def citizen(request: pytest.FixtureRequest, site: Served, browser: Browser) -> Iterator[Page]:
    """A citizen on a phone; the journey is also walked without JavaScript."""
    with on_a_phone(browser, site, runs_scripts=request.param == "with JavaScript") as page:
        yield page


@pytest.fixture
def shopper(citizen: Page, site: Served) -> Shopper:
    """A buyer on a phone, in Bangla; every buying journey is also walked without JavaScript."""
    return Shopper(citizen, site)


@pytest.fixture
def reader(site: Served, browser: Browser) -> Iterator[Page]:
    """A citizen on a phone that runs scripts."""
    with on_a_phone(browser, site) as page:
        yield page


@pytest.fixture
def staff(site: Served, browser: Browser) -> Iterator[Staff]:
    """Members of staff at their desks, each with a browser of their own."""
    people = Staff(site, browser)
    yield people
    people.leave()
