"""Who may ask for a bundle, and what becomes of one that two make, that fails, or whose process is killed."""

import datetime
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

import clock
from charter_pages import turns
from charter_pages.duties import bundles
from charter_pages.duties.bundles import State
from charter_pages.models import Duty, QuarterBundle
from tests import at_once
from tests.charter_pages.board import countries, evidences
from tests.charter_pages.board.countries import Country, owe

QUARTER = countries.LAST.previous()


@pytest.fixture
def owing(small: Country) -> Country:
    Duty.objects.bulk_create(owe(office, QUARTER) for office in small.offices)
    return small


def test_a_division_asks_for_its_own_and_for_no_other(owing: Country) -> None:
    own, other = owing.divisions
    for by, office in (
        (owing.reviewer, other), (owing.reviewer, owing.hq), (owing.editor, owing.prisons[0]), (owing.editor, own),
    ):  # fmt: skip
        with pytest.raises(PermissionDenied):
            bundles.ask(by=by, office=office, quarter=QUARTER)
    bundle = bundles.ask(by=owing.reviewer, office=own, quarter=QUARTER)
    assert bundles.visible_to(owing.reviewer).get() == bundle
    assert bundles.visible_to(owing.moderator).get() == bundle
    assert not bundles.visible_to(owing.editor).exists()


def test_a_divisions_bundle_holds_its_offices_alone(owing: Country) -> None:
    from charter_pages.duties import bundle_contents

    bundle = bundles.ask(by=owing.reviewer, office=owing.divisions[0], quarter=QUARTER)
    found = bundle_contents.read(bundle)
    assert found is not None
    assert [section.office.code for section in found.sections] == ["div-0", "dj-00", "dj-02"]


def test_a_bundle_under_way_is_not_asked_for_twice_and_one_of_nothing_not_at_all(owing: Country) -> None:
    bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)
    for quarter in (QUARTER, QUARTER.previous()):
        with pytest.raises(ValidationError):
            bundles.ask(by=owing.moderator, office=owing.hq, quarter=quarter)
    with pytest.raises(ValidationError):
        bundles.ask(by=owing.moderator, office=owing.prisons[0], quarter=QUARTER)
    assert QuarterBundle.objects.count() == 1


def test_one_of_two_takes_a_bundle(owing: Country) -> None:
    bundle = bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)
    assert bundles.Turn.take(bundle) is not None
    # The other read the row before it was taken.
    assert bundles.Turn.take(bundle) is None
    assert not bundles.due().exists()


def test_one_who_was_silent_is_taken_over_and_keeps_nothing(owing: Country) -> None:
    bundle = bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)
    slow = bundles.Turn.take(bundle)
    assert slow is not None
    with clock.set_to(clock.now() + turns.SILENT + datetime.timedelta(seconds=1)):
        second = bundles.Turn.take(bundles.due().get())
        assert second is not None
        with pytest.raises(turns.Lost):
            slow.begin(3)
        second.begin(3)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.turns, bundle.steps) == (State.MAKING, 2, 3)


def test_a_bundle_that_kills_its_process_each_time_is_given_up(owing: Country) -> None:
    bundle = bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)
    later = clock.now()
    for _turn in range(turns.MOST_TURNS):
        assert bundles.Turn.take(bundles.due().get()) is not None
        later += turns.SILENT + datetime.timedelta(seconds=1)
        QuarterBundle.objects.update(taken_at=clock.now() - turns.SILENT * 2)
    assert bundles.make_due() == 0
    bundle.refresh_from_db()
    assert (bundle.state, bundle.failure) == (State.FAILED, "Killed")


def test_a_failure_is_written_down_and_leaves_no_file(
    owing: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)
    storage = QuarterBundle._meta.get_field("zip").storage
    save = storage.save

    def full(name: str, content: Any) -> str:
        if name.endswith(".zip"):
            raise OSError("no space left")
        return str(save(name, content))

    monkeypatch.setattr(storage, "save", full)
    assert bundles.make_due() == 0
    bundle.refresh_from_db()
    assert (bundle.state, bundle.failure, bundle.pdf.name) == (State.FAILED, "OSError", "")
    assert left(bundle) == []
    # And may be asked for again.
    bundles.ask(by=owing.moderator, office=owing.hq, quarter=QUARTER)


def left(bundle: QuarterBundle) -> list[str]:
    """Return what lies of a bundle where bundles are put together and kept."""
    places = (bundles.folder(), Path(settings.PRIVATE_ROOT) / "bundles")
    return sorted(path.name for place in places for path in place.glob(f"{bundle.pk}-*"))


def test_killed_half_way_another_turn_begins_again_and_no_half_file_stays(transactional_db: None) -> None:
    country = countries.country(2, 4)
    duties = Duty.objects.bulk_create(
        owe(office, QUARTER, kind, Duty.State.ACCEPTED)
        for office in country.offices
        for kind in countries.KINDS
    )
    for duty in duties:
        evidences.show(duty, country.moderator, evidences.paper("কাগজ"))
    bundle = bundles.ask(by=country.moderator, office=country.hq, quarter=QUARTER)
    killed = at_once.start(call_command, "make_bundles")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        bundle.refresh_from_db()
        if bundle.state == State.MAKING and any(bundles.folder().glob("*/*.pdf")):
            break
        time.sleep(0.02)
    killed.kill()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    bundle.refresh_from_db()
    assert bundle.state == State.MAKING
    assert left(bundle) != []
    # Half a file in the storage, as a process leaves it that is killed while it copies.
    storage = QuarterBundle._meta.get_field("pdf").storage
    half = Path(storage.path(f"bundles/{bundle.pk}-pdf.pdf"))
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"%PDF-1.4 half")
    # Nobody takes it over while its maker may be alive.
    assert bundles.make_due() == 0
    QuarterBundle.objects.update(taken_at=clock.now() - turns.SILENT - datetime.timedelta(seconds=1))
    both = [at_once.start(call_command, "make_bundles") for _maker in range(2)]
    for each in both:
        each.join(timeout=120)
    assert [each.exitcode for each in both] == [0, 0]
    bundle.refresh_from_db()
    assert (bundle.state, bundle.turns) == (State.MADE, 2)
    assert left(bundle) == [f"{bundle.pk}-pdf.pdf", f"{bundle.pk}-zip.zip"]
    assert turns.sha256(half) == bundle.pdf_sha256
