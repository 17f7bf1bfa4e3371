import datetime
import threading

import pytest
from django.core import mail
from django.db import connection, transaction

import clock
from letters import outbox
from letters.models import Letter


def write(key: str = "order:1:placed", to: str = "reader@example.org") -> None:
    outbox.write(kind="mail", to=to, template="probe", context={"number": "12"}, language="bn", key=key)


@pytest.fixture(autouse=True)
def _a_probe_letter(tmp_path, settings) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "probe.subject.txt").write_text("Probe\n{{ number }}")
    (folder / "probe.txt").write_text("Dear reader, {{ number }}.")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.mark.django_db
def test_a_letter_is_sent_once_with_its_subject_on_one_line() -> None:
    write()
    assert outbox.send_due() == 1
    assert outbox.send_due() == 0
    assert [(letter.subject, letter.body) for letter in mail.outbox] == [("Probe 12", "Dear reader, 12.")]


@pytest.mark.django_db
def test_the_same_key_writes_one_letter() -> None:
    write()
    first = Letter.objects.get()
    write(to="another@example.org")
    assert Letter.objects.get() == first
    assert Letter.objects.get().to == first.to


@pytest.mark.django_db
def test_a_letter_of_a_change_that_did_not_happen_is_never_sent() -> None:
    def change() -> None:
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert outbox.send_due() == 0


@pytest.mark.django_db
def test_a_letter_that_cannot_go_waits_longer_each_time_and_stops_no_other(settings) -> None:
    outbox.write(kind="mail", to="a@example.org", template="missing", context={}, language="bn", key="broken")
    broken = Letter.objects.get()
    write()
    assert outbox.send_due() == 1
    broken.refresh_from_db()
    assert (broken.attempts, broken.failure) == (1, "TemplateDoesNotExist")
    assert broken.sent_at is None
    with clock.set_to(clock.now() + datetime.timedelta(seconds=50)):
        outbox.send_due()
    broken.refresh_from_db()
    assert broken.attempts == 1
    with clock.set_to(clock.now() + datetime.timedelta(seconds=70)):
        outbox.send_due()
    broken.refresh_from_db()
    assert broken.attempts == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_a_letter_once() -> None:
    for number in range(20):
        write(key=f"letter {number}")
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        outbox.send_due()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mail.outbox) == 20
    assert Letter.objects.filter(sent_at__isnull=True).count() == 0
