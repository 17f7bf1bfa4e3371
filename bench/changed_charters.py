"""Publish a change of a master to many offices in both languages, and say how long each step took. A program."""

import json
import os
import statistics
import sys
import time

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench import measuring  # noqa: E402
from charter_pages.charters import versions  # noqa: E402
from charter_pages.models import (  # noqa: E402
    CharterPage,
    MasterChange,
    MasterCharterPage,
    MasterService,
    Post,
    PostHolder,
    Service,
)
from offices.models import Office  # noqa: E402
from portal import tree  # noqa: E402
from portal.models import OfficeIndexPage, OfficePage  # noqa: E402

ROWS = 40
# As long as the cells of a real charter.
WORDS = "আবেদন গ্রহণ, পরিচয় যাচাই ও তল্লাশির পর নির্ধারিত কক্ষে সাক্ষাৎ। একবারে সর্বোচ্চ ৫ জন সাক্ষাৎ করতে পারেন।"


def lay(count: int) -> MasterCharterPage:
    """Publish a master of forty rows, and so many prisons that follow it, a quarter of them with words of their own."""
    tree.lay()
    hq = Office.objects.create(code="hq", kind="hq", name_bn="সদর", name_en="HQ")
    index = OfficeIndexPage.objects.get(language="bn")
    above = tree.add(index, OfficePage(title="সদর", slug="hq", register_entry=hq))
    master = MasterCharterPage(title="মূল সনদ", applies_to="prisons")
    master.services = [
        MasterService(name=f"সেবা {row}", method=WORDS, papers=WORDS, fee=WORDS, responsible_role="jailer")
        for row in range(ROWS)
    ]
    tree.translate(tree.add(above, master), {"title": "Master"})
    keys = [row.translation_key for row in master.services.all()]
    for number in measuring.track("prisons", range(count)):
        office = Office.objects.create(
            code=f"dj-{number}", kind="district_prison", parent=hq, name_bn=f"কারাগার {number}", name_en="x"
        )
        post = Post.objects.create(office=office, role="jailer", title_bn="জেলার", title_en="Jailer")
        PostHolder.objects.bulk_create([PostHolder(post=post, name_bn="নমুনা", since="2025-01-01")])
        page = tree.add(index, OfficePage(title=office.name_bn, slug=office.code, register_entry=office))
        charter = CharterPage(title="সনদ", slug="charter")
        charter.services = [Service(name="নিজের", overrides=keys[0])] if number % 4 == 0 else []
        tree.translate(tree.add(page, charter), {"title": "Charter"})
    return master


def publish(master: MasterCharterPage, word: str) -> tuple[float, int]:
    """Change two rows and publish; return the seconds and the queries."""
    page = MasterCharterPage.objects.get(pk=master.pk)
    rows = list(page.services.all())
    rows[0].method = rows[1].method = word
    page.services = rows
    revision = page.save_revision(clean=False)
    with CaptureQueriesContext(connection) as seen:
        begun = time.perf_counter()
        revision.publish()
        taken = time.perf_counter() - begun
    return taken, len(seen)


def main(count: int, times: int) -> dict[str, float]:
    master = lay(count)
    english = MasterCharterPage.objects.get(language="en")
    taken, queries = [], 0
    for turn in range(times):
        (bangla, queries), (other, _same) = (
            publish(master, f"নতুন {turn}"),
            publish(english, f"New {turn}"),
        )
        taken.append(bangla + other)
    changed = MasterChange.objects.filter(master=master)[0].lines.filter(version__isnull=False).count()
    assert changed == count, changed
    assert versions.of(CharterPage.objects.filter(language="en")[0]).exists()
    return {
        "median": statistics.median(taken),
        "slowest": max(taken),
        "queries": queries,
        "charters": changed * 2,
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
