"""The pictorial report's bench: fills the scratch database that DATABASE_URL names, prints rows as JSON."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

import django

from bench.measuring import Row, track

DIVISIONS, PICTURES, DIFFERENT = 8, 4, 6
# As a telephone takes them.
SIDES = (4000, 3000)
ROOT = Path(__file__).resolve().parents[1]


def measure(offices: int) -> list[Row]:
    """Measure the command that the worker starts: seconds, memory, and what came out."""
    from charter_pages.practices.models import PictorialReport

    count = lay(offices)
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "make_practice_reports"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    waited = time.monotonic() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = PictorialReport.objects.get()
    assert made.state == made.State.MADE, made.failure
    return [
        Row("the process: CPU", "s", count, round(used.ru_utime + used.ru_stime, 1)),
        Row("the process: waited for", "s", count, round(waited, 1)),
        Row("the process: memory at most", "MB", count, round(used.ru_maxrss / 1024, 1)),
        Row("the PDF", "MB", count, round(made.pdf.size / 1_000_000, 2)),
        Row("the PDF", "pages", count, made.pages),
    ]


def lay(offices: int) -> int:
    """Publish a report of each office and ask for all of them; return how many pictures there are."""
    import clock
    from accounts.roles import Role
    from bangla import fiscal
    from charter_pages.practices import compiling
    from portal import tree
    from publishing.models import PortalImage
    from tests import publishing_samples as samples
    from tests.charter_pages.board import countries
    from tests.charter_pages.practices import photographs
    from tests.staffed import person

    tree.lay()
    hq, divisions, prisons = countries.offices(DIVISIONS, offices - DIVISIONS - 1)
    kept = [
        photographs.image(photographs.photograph(*SIDES, seed))
        for seed in track("pictures", range(DIFFERENT))
    ]
    rows = PortalImage.objects.bulk_create(
        PortalImage(title="ছবি", file=kept[n % DIFFERENT].file.name, width=SIDES[0], height=SIDES[1])
        for n in range(offices * PICTURES)
    )
    for place, office in enumerate(track("reports", [hq, *divisions, *prisons])):
        shown = rows[place * PICTURES : (place + 1) * PICTURES]
        photographs.report(samples.office_page(office), shown, title=f"স্বজন লিংক {place}")
    asker = person("asker", Role.HQ_MODERATOR, hq)
    with clock.set_to(clock.now()):
        compiling.ask(by=asker, office=hq, period=fiscal.Quarter(fiscal.FiscalYear(2026), 1))
    return len(rows)


if __name__ == "__main__":
    django.setup()
    print(json.dumps([row.as_dict() for row in measure(int(sys.argv[1]))]))
