"""Two workers, and workers that are killed, tell each reader once; whoever leaves meanwhile stops nobody."""

import os
import signal
import subprocess
import sys

import pytest

from letters.models import Letter
from subscriptions import subscribing, telling
from subscriptions.models import Announcement, DailyLine, Subscription
from tests import at_once, publishing_samples
from tests.databases import ROOT
from tests.subscriptions import readers

pytestmark = pytest.mark.django_db(transaction=True)


def papers_for(count: int, rhythm: str) -> None:
    offices = publishing_samples.offices_with_pages()
    telling.tell_due()
    for number in range(count):
        readers.reader(f"reader{number}@example.org", rhythm=rhythm)
    page = publishing_samples.OfficePage.objects.get(register_entry=offices.a, language="bn")
    for number in range(3):
        publishing_samples.minutes(page, memo="", title=f"কার্যবিবরণী {number}")


def tell(_number: object) -> int:
    return telling.tell_due()


def digest(_number: object) -> int:
    return telling.write_digests()


def test_four_workers_write_one_letter_to_each_reader() -> None:
    papers_for(40, "at_once")
    told = at_once.run(tell, range(4))
    assert sum(int(str(answer)) for answer in told) == 3
    assert Letter.objects.filter(template="subscription_papers").count() == 40


def test_four_workers_write_one_morning_mail_to_each_reader() -> None:
    papers_for(40, "daily")
    telling.tell_due()
    Announcement.objects.update(made_at=telling.digest_hour().replace(hour=0))
    written = at_once.run(digest, range(4))
    assert sum(int(str(answer)) for answer in written) == 40
    assert Letter.objects.filter(template="subscription_papers").count() == 40
    assert DailyLine.objects.count() == 0


def step(reader: Subscription | None) -> object:
    return telling.tell_due() if reader is None else subscribing.leave(reader=reader)


def test_whoever_leaves_while_readers_are_sought_stops_nobody() -> None:
    papers_for(20, "daily")
    at_once.run(step, [None, *Subscription.objects.order_by("pk")[:3]])
    telling.tell_due()
    assert Subscription.objects.count() == 17
    assert DailyLine.objects.count() == 17 * 3


TELLING = """
import time, django; django.setup()
from subscriptions import telling
from letters import outbox
telling.tell_due()
print("told", flush=True)
while outbox.send_to_many(limit=5):
    print("sent", flush=True)
    time.sleep(1)
"""


def test_a_worker_that_is_killed_is_followed_by_one_that_tells_the_rest_once(
    database_url: str, tmp_path: object
) -> None:
    papers_for(30, "at_once")
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "PYTHONPATH": f"{ROOT / 'site'}{os.pathsep}{ROOT}",
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
    }
    for words in ("told", "sent"):
        with subprocess.Popen(
            [sys.executable, "-c", TELLING], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as worker:
            assert worker.stdout is not None
            assert words in (line.strip() for line in worker.stdout)
            worker.send_signal(signal.SIGKILL)
    sent = Letter.objects.filter(template="subscription_papers", sent_at__isnull=False).count()
    assert 0 < sent < 30
    left = Letter.objects.filter(template="subscription_papers", sent_at__isnull=True)
    # What the killed one held is due again a minute later, not at once.
    left.update(due_at="2026-01-01T00:00Z")
    assert len(readers.send()) >= 30 - sent
    assert Letter.objects.filter(template="subscription_papers").count() == 30
    assert not left.exists()
