"""The papers' bench: fills the scratch database that DATABASE_URL names, prints rows as JSON."""

import datetime
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import django

from bench.measuring import Row, median_ms

# So many decisions and recipients, and three pages of talk for every four of them: some forty pages.
ROWS = 90
DIVISIONS = 8


def measure(offices: int) -> list[Row]:
    """Measure the reader by itself, the three steps of the form, and the fan-out; nobody else does the same."""
    from django.conf import settings
    from django.db import connection

    from tests.charter_pages.taking.house import House

    settings.ALLOWED_HOSTS = ["testserver"]
    house = House()
    where = "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"
    return [*read(), *taken_in(where, house), fanned_out(where, house, offices)]


def read() -> list[Row]:
    """Measure reading alone, as text and as a file of Word; it asks no database."""
    from charter_pages.papers import files, reading
    from tests.charter_pages.papers.test_files import word_of
    from tests.charter_pages.taking.test_forty_pages import long_paper

    text = long_paper(ROWS, ROWS)
    content, words = word_of(text), len(text.split())
    return [
        Row("40 pages of text read", "ms", words, median_ms(lambda: reading.read(text), 5)),
        Row(
            "40 pages of Word read",
            "ms",
            words,
            median_ms(lambda: reading.read(files.text_of("paper.docx", content)), 5),
        ),
    ]


def taken_in(where: str, house: Any) -> list[Row]:
    """Measure what an editor waits for: the paper given, its review shown, its draft made."""
    from charter_pages.models import MinutesPage
    from tests.charter_pages.taking.house import browser_sends, review
    from tests.charter_pages.taking.test_forty_pages import long_paper
    from tests.staffed import signed_in

    client, text = signed_in(house.editor), long_paper(ROWS, ROWS)
    words = len(text.split())
    review(client, house.parent, text)  # the first look fills caches
    address, given = timed(lambda: review(client, house.parent, text))
    _shown, seen = timed(lambda: client.get(address))
    sent = browser_sends(client, address, do="draft", memo_number="")
    answer, drafted = timed(lambda: client.post(address, sent))
    assert answer.status_code == 302
    assert MinutesPage.objects.get(language="bn").get_latest_revision_as_object().decisions.count() == ROWS
    return [
        Row(f"{where}: 40 pages given, read and kept", "ms", words, given),
        Row(f"{where}: their review shown", "ms", words, seen),
        Row(f"{where}: their draft made", "ms", words, drafted),
    ]


def fanned_out(where: str, house: Any, offices: int) -> Row:
    """Measure one decision of headquarters given to every prison of the country."""
    import clock
    from charter_pages.decisions import following, giving
    from charter_pages.decisions.models import Giving, Task
    from offices.models import Office
    from tests.charter_pages.decisions import committee

    there = Office.objects.filter(kind__in=Office.PRISONS).count()
    Office.objects.bulk_create(
        Office(
            code=f"dj-{place:02}",
            kind=Office.Kind.DISTRICT_PRISON,
            parent=house.offices.division,
            name_bn=f"কারাগার {place}",
            name_en=f"Prison {place}",
        )
        for place in range(offices - there)
    )
    page = committee.minutes(house.hq, committee.FIRST, ("১", "অভিযোগ বাক্স বসাতে হবে"))
    key = page.decisions.get().translation_key
    followed = following.follow(by=house.moderator, minutes=page, decision_key=key)

    due_on = clock.today() + datetime.timedelta(days=30)

    def give() -> object:
        return giving.give(by=house.moderator, followed=followed, whom=Giving.Whom.PRISONS, due_on=due_on)

    _given, waited = timed(give)
    assert Task.objects.filter(followed=followed).count() == offices
    return Row(f"{where}: a decision given to {offices} prisons", "ms", offices, waited)


def timed(deed: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a deed answers, and the milliseconds that it took."""
    begun = time.perf_counter()
    answer = deed()
    return answer, round((time.perf_counter() - begun) * 1000, 1)


if __name__ == "__main__":
    django.setup()
    print(json.dumps([row.as_dict() for row in measure(int(sys.argv[1]))]))
