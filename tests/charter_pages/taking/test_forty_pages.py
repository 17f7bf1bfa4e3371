"""A paper of forty pages: read, shown and drafted within three seconds of work each, by few questions to the database."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bangla import digits
from charter_pages.models import MinutesPage
from tests.charter_pages.taking.house import MINUTES, House, browser_sends, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db

SECONDS = 3.0


def long_paper(decisions: int, recipients: int) -> str:
    """Return the real minutes grown long: so many decisions and recipients, and pages of discussion."""
    head, rest = MINUTES.split("- (৬.১)", 1)
    _decided, tail = rest.split("৭। সভায়", 1)
    closing, _sent = tail.split("- ০১।", 1)
    talk = next(line for line in head.split("\n") if line.startswith("৩।"))[3:]
    head = head.replace("৬। বিস্তারিত", "\n\n".join([talk] * (decisions * 3 // 4)) + "\n\n৬। বিস্তারিত")
    decided = "\n".join(
        f"- (৬.{digits.to_bangla(str(number))}) দপ্তরের উত্তম চর্চা নং {digits.to_bangla(str(number))} প্রতিপালন অব্যাহত রাখতে হবে;"
        for number in range(1, decisions + 1)
    )
    sent = "\n".join(
        f"- {digits.to_bangla(f'{number:02}')}। জেল সুপার, {digits.to_bangla(str(number))} নং কারাগার, ঢাকা।"
        for number in range(1, recipients + 1)
    )
    return f"{head}{decided}\n\n৭। সভায়{closing}{sent}\n\n (জাহিদুল ইসলাম)\n উপসচিব (অগ্নি শাখা-১)\n"


def worked(deed: Callable[[], Any]) -> tuple[Any, float, int]:
    """Return what a deed answers, how many seconds of work it took, and how often it asked the database."""
    with CaptureQueriesContext(connection) as asked:
        begun = time.process_time()
        answer = deed()
        return answer, time.process_time() - begun, len(asked)


def test_forty_pages_are_taken_in_within_three_seconds_of_work_each_step(house: House) -> None:
    client = signed_in(house.editor)
    steps: dict[int, list[tuple[float, int]]] = {}
    for rows in (20, 90):
        text = long_paper(rows, rows)
        assert rows < 90 or len(text.split()) > 40 * 300
        address, *given = worked(lambda text=text: review(client, house.parent, text))  # type: ignore[misc]
        shown, *seen = worked(lambda address=address: client.get(address))  # type: ignore[misc]
        assert len(shown.context["view"].sheet.rows["decisions"]) == rows
        sent = browser_sends(client, address, do="draft", memo_number="")
        answer, *drafted = worked(lambda address=address, sent=sent: client.post(address, sent))  # type: ignore[misc]
        assert answer.status_code == 302
        steps[rows] = [tuple(given), tuple(seen), tuple(drafted)]  # type: ignore[list-item]
    assert all(seconds < SECONDS for seconds, _asked in steps[90]), steps
    few, many = ([asked for _seconds, asked in steps[rows]] for rows in (20, 90))
    # Nothing is asked row by row.
    assert all(more <= less + 12 for less, more in zip(few, many, strict=True)), steps
    page = MinutesPage.objects.filter(language="bn").latest("pk").get_latest_revision_as_object()
    assert page.decisions.count() == page.distribution.count() == 90
    print(steps)
