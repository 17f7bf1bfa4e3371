"""What every test stands on: a real database of its own, one clock, and the papers as issued."""

import copy
import functools
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest import runner
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils import translation
from playwright.sync_api import Playwright, sync_playwright

from config import frames
from portal import tree
from tests import browsers, databases, dealing, laying, postgres, publishing_samples, served, standing
from tests.payments import fake_stripe
from tests.payments.fake_stripe import FakeStripe
from tests.served import Served

# What is collected stays until the end: looking for garbage among it is a third of collecting (docs/adr/0059).
gc.disable()

# A deadline by the clock measures how busy the machine is; speed is asserted where it is promised, and benched.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


# The modules whose tests find the department standing (tests.standing).
IN_THE_DEPARTMENT = pytest.StashKey[set[Path]]()


def is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    config.started_postgres = False  # type: ignore[attr-defined]
    if is_controller(config) and databases.is_postgresql() and os.environ["TEST_POSTGRES"] in _unquoted_url():
        config.started_postgres = postgres.start(databases.socket_folder())  # type: ignore[attr-defined]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> dealing.Dealing:
    return dealing.Dealing(config, log)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_controller(config):
        return
    if config.started_postgres:  # type: ignore[attr-defined]
        postgres.stop(databases.socket_folder())
    shutil.rmtree(Path(settings.VAR).parent, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for garbage from here on, but never among what was collected.

    Around collecting, not after it: the process that only deals tests to others (xdist) collects none.
    """
    try:
        return (yield)
    finally:
        gc.freeze()
        # A page makes tens of thousands of objects and leaves hardly any behind that only this finds.
        gc.set_threshold(50_000, 20, 100)
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database leave out what cannot depend on it: what touches none, or is marked `once`."""
    _refuse_worlds_among_others(items)
    config.stash[IN_THE_DEPARTMENT] = {item.path for item in items if standing.wants(item)}
    if not os.environ.get("TESTS_ON_ANOTHER_DATABASE"):
        return
    left_out = [item for item in items if not _depends_on_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _depends_on_database(item)]


def _depends_on_database(item: pytest.Item) -> bool:
    return _touches_database(item) and not item.get_closest_marker("once")


def _touches_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup", "site", "standing"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(item.fixturenames)  # type: ignore[attr-defined]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, but with room for calls within calls, as each request in production has."""
    return frames.with_room(runner.pytest_runtest_protocol)(item, nextitem)


def _refuse_worlds_among_others(items: list[pytest.Item]) -> None:
    """A module whose world is laid once holds no test that wants an empty database, and none that commits."""
    with_world = {item.path for item in items if "lay_once" in item.fixturenames}  # type: ignore[attr-defined]
    for item in items:
        if item.path in with_world and _depends_on_database(item):
            marker = item.get_closest_marker("django_db")
            commits = "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))  # type: ignore[attr-defined]
            if commits or "lay_once" not in item.fixturenames:  # type: ignore[attr-defined]
                raise pytest.UsageError(
                    f"{item.nodeid} stands among tests whose world is laid once (lay_once)."
                )


def _unquoted_url() -> str:
    return os.environ["DATABASE_URL"].replace("%2F", "/")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take the department back before a test that wants a database without it."""
    if _touches_database(item) and item.path not in item.config.stash[IN_THE_DEPARTMENT]:
        standing.take_back()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: object) -> Iterator[None]:
    """Replace pytest-django's: a copy of a migrated database instead of thirty seconds of migrations.

    The sections of the portal stand on it, as on each site that set-up has been through: laid here, they would be laid
    by every second test file.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.begin(tree.lay)
    yield
    standing.take_back()
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        databases.discard()


@pytest.fixture(scope="session", autouse=True)
def _commits_are_taken_back_by_a_fresh_copy() -> None:
    def renew(self: TransactionTestCase) -> None:
        databases.renew()

    TransactionTestCase._fixture_teardown = renew  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _nothing_stays_between_tests() -> Iterator[None]:
    """Neither what was cached, nor the language of the last page that was asked for: Django leaves it to the thread."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def lay_once(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Callable[[Callable[[], Any]], Any]]:
    """Return what lays a world for all tests of a module: once, in a transaction around theirs.

    Each test takes back what it did, as ever, and finds the world as it was laid; what it may change in memory it
    copies (`copy.deepcopy`).
    """
    if request.path in request.config.stash[IN_THE_DEPARTMENT]:
        standing.department(django_db_blocker)
    with laying.taken_back(django_db_blocker):
        yield functools.partial(laying.build, django_db_blocker)


@pytest.fixture(scope="module")
def department_laid(
    lay_once: Callable[[Callable[[], Any]], Any], django_db_blocker: Any
) -> publishing_samples.Site:
    return standing.department(django_db_blocker)


@pytest.fixture
def department(department_laid: publishing_samples.Site, db: None) -> publishing_samples.Site:
    """The portal with four offices and a page of each kind below the first prison."""
    return copy.deepcopy(department_laid)


@pytest.fixture(scope="module")
def house_laid(
    request: pytest.FixtureRequest, lay_once: Callable[[Callable[[], Any]], Any], django_db_blocker: Any
) -> Any:
    house = request.module.House
    if standing.is_built_in_it(house):
        return lay_once(lambda: house(copy.deepcopy(standing.department(django_db_blocker))))
    return lay_once(house)


@pytest.fixture
def house(house_laid: Any, db: None) -> Any:
    """The world that a module's own class `House` lays: its offices, people and pages."""
    return copy.deepcopy(house_laid)


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The DATABASE_URL under which processes that a test starts find its database."""
    return databases.own_url()


@pytest.fixture
def in_english() -> Iterator[None]:
    """What is said is compared in English; the catalogue's own tests see to the Bangla."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def papers() -> Path:
    """The real papers, as issued."""
    folder = Path(os.environ.get("PAPERS_DIR", databases.ROOT.parent / "shared" / "content"))
    if not any(folder.glob("*.txt")):
        pytest.fail(f"The real papers are not in {folder}; PAPERS_DIR names their folder.")
    return folder


@pytest.fixture(scope="session")
def stripe() -> Iterator[FakeStripe]:
    """The Stripe that the shared site is sent to."""
    fake = FakeStripe()
    yield fake
    fake.stop()


@pytest.fixture(scope="session")
def site(stripe: FakeStripe) -> Iterator[Served]:
    """The demonstration as `make run` serves it, shared by all tests of a run that ask for it: they may add, never
    take away.
    """
    # Two would be a mistake in how tests are dealt (tests.dealing): each is crawled for most of a minute.
    (Path(settings.VAR).parent / "site-is-served").mkdir(parents=True)
    running = served.start(
        "shared",
        STRIPE_SECRET_KEY=fake_stripe.SECRET_KEY,
        STRIPE_WEBHOOK_SECRET=fake_stripe.WEBHOOK_SECRET,
        STRIPE_API_BASE=stripe.address,
    )
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """pytest-playwright's, begun with no connection open.

    From here on an event loop runs in this thread, and Django keeps connections apart for it: one that was opened
    before would stay open, out of sight, and be shared by all processes that a later test forks.
    """
    connections.close_all()
    running = sync_playwright().start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium: a browser that Playwright downloads by itself cannot be had everywhere.

    The headless shell is the same browser without a window, which nobody looks at here (docs/adr/0059).
    """
    path = browsers.path()
    if path is None:
        pytest.fail(f"No Chromium. On Debian: apt-get install {browsers.NAMES[0]}")
    quiet = [
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    ]
    return {"executable_path": path, "args": ["--no-sandbox", *(f"--{word}" for word in quiet)]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {"viewport": {"width": 360, "height": 780}, "locale": "bn-BD", "timezone_id": "Asia/Dhaka"}
