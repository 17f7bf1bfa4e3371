"""The worker's rounds: every step that the settings name is done, in their order, whatever becomes of the others."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from worker import rounds

done: list[str] = []


@pytest.fixture(autouse=True)
def _nothing_is_done_yet() -> Iterator[None]:
    done.clear()
    yield
    done.clear()


def first() -> int:
    done.append("first")
    return 2


def failing() -> int:
    done.append("failing")
    raise RuntimeError("away")


def last() -> int:
    done.append("last")
    return 0


def step(name: str) -> tuple[str, str]:
    return name, f"{__name__}.{name}"


def test_every_step_of_the_settings_is_there_under_a_name_of_its_own(settings: Any) -> None:
    assert list(rounds.steps()) == [name for name, _verb in settings.WORKER_ROUND]
    assert len(set(rounds.steps().values())) == len(settings.WORKER_ROUND)


def test_two_steps_of_one_name_are_refused(settings: Any) -> None:
    settings.WORKER_ROUND = [step("first"), ("first", f"{__name__}.last")]
    with pytest.raises(ImproperlyConfigured, match="first"):
        rounds.work_once()
    assert done == []


def test_a_step_that_fails_does_not_stop_the_rest(settings: Any) -> None:
    settings.WORKER_ROUND = [step("first"), step("failing"), step("last")]
    assert rounds.work_once() == {"first": 2, "failing": 0, "last": 0}
    assert done == ["first", "failing", "last"]


def test_the_command_says_how_much_of_each_was_done(settings: Any) -> None:
    settings.WORKER_ROUND = [step("first"), step("last")]
    said = StringIO()
    call_command("work", "--once", stdout=said)
    assert said.getvalue() == "first: 2\nlast: 0\n"


@pytest.mark.django_db
def test_a_round_over_an_empty_house_does_every_step() -> None:
    with structlog.testing.capture_logs() as told:
        assert set(rounds.work_once()) == set(rounds.steps())
    assert [entry for entry in told if entry["log_level"] == "error"] == []
