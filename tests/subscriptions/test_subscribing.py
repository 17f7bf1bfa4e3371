"""A reader begins by two steps, changes, leaves by one press; nobody learns whose address is known."""

import datetime
import io
import json
import logging
import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from letters.models import Letter
from offices.models import Office
from subscriptions import keys, subscribing
from subscriptions.models import Ask, SubscribedOffice, Subscription
from tests import publishing_samples
from tests.subscriptions import readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices() -> publishing_samples.Offices:
    return publishing_samples.offices()


@pytest.fixture
def browser() -> Client:
    return Client()


def begin(browser: Client, **chosen: Any) -> str:
    """Ask and confirm by the pages; return the path of the reader's own page."""
    readers.ask(browser, **chosen)
    link = readers.link_in(readers.send()[0], "confirm")
    return str(browser.post(link)["Location"]).removesuffix("?begun")


def test_asking_alone_begins_nothing(browser: Client) -> None:
    assert readers.ask(browser)["Location"] == "/bn/subscribe/?sent"
    assert Subscription.objects.count() == 0
    (message,) = readers.send()
    assert message.to == [readers.ADDRESS]
    # Programs that look at each link of a mail only read the page.
    page = browser.get(readers.link_in(message, "confirm"))
    assert page.status_code == 200
    assert Subscription.objects.count() == 0
    browser.post(readers.link_in(message, "confirm"))
    assert Subscription.objects.count() == 1


def test_a_link_begins_once_and_says_so_the_second_time(browser: Client) -> None:
    readers.ask(browser)
    link = readers.link_in(readers.send()[0], "confirm")
    assert "mine" in browser.post(link)["Location"]
    again = browser.post(link)
    assert again.status_code == 200
    assert "আর কার্যকর নয়" in again.content.decode()
    assert Subscription.objects.count() == 1


def test_a_link_that_is_two_days_old_begins_nothing(browser: Client) -> None:
    readers.ask(browser)
    link = readers.link_in(readers.send()[0], "confirm")
    with clock.set_to(clock.now() + datetime.timedelta(hours=48, minutes=1)):
        assert "আর কার্যকর নয়" in browser.post(link).content.decode()
        assert subscribing.forget() == 1
    assert (Subscription.objects.count(), Ask.objects.count()) == (0, 0)


@pytest.mark.parametrize("change", ["cut", "other purpose", "nonsense", "not base 64"])
def test_a_link_that_we_did_not_sign_so_opens_nothing(browser: Client, change: str) -> None:
    reader = readers.reader()
    token = keys.token(keys.CONFIRM if change == "other purpose" else keys.MINE, reader.key)
    token = {"cut": token[:-1], "nonsense": "nonsense", "not base 64": "ক.খ"}.get(change, token)
    for page in ("mine", "leave"):
        for ask in (browser.get, browser.post):
            assert ask(f"/bn/subscribe/{page}/{token}/").status_code == 404
    assert browser.post(f"/bn/subscribe/confirm/{token[:20]}/").status_code == 200
    assert Subscription.objects.count() == 1


def test_a_reader_leaves_by_the_one_press_of_a_mail_program(browser: Client) -> None:
    reader = readers.reader()
    leave = f"/bn/subscribe/leave/{keys.token(keys.MINE, reader.key)}/"
    assert Client().get(leave).status_code == 200
    assert Subscription.objects.count() == 1
    # As RFC 8058 says: no cookie, no token, and no redirection in the answer.
    strict = Client(enforce_csrf_checks=True)
    for _time in (1, 2):
        answer = strict.post(
            leave, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    assert Subscription.objects.count() == 0


def test_whoever_left_is_nowhere(browser: Client) -> None:
    mine = begin(browser)
    browser.post(mine.replace("mine", "leave"))
    assert browser.get(mine).status_code == 404
    assert readers.send() == []
    everything = io.StringIO()
    call_command("dumpdata", "subscriptions", "letters", stdout=everything)
    assert json.loads(everything.getvalue())[0]["model"] == "letters.letter"
    assert "subscriptions." not in everything.getvalue()


def test_an_address_stands_in_clear_in_no_row_url_log_or_cache(
    browser: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as asked:
        mine = begin(browser)
        browser.get(mine)
    names = ("rahima", "planted")
    rows = "".join(str(list(model.objects.values_list())) for model in (Letter,))
    with connection.cursor() as cursor:
        for model in (Ask, Subscription):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows += str(cursor.fetchall())
    told = [rows, mine, caplog.text, "".join(capfd.readouterr()), browser.get(mine).content.decode()]
    told += [query["sql"] for query in asked.captured_queries]
    told.append(str(getattr(cache, "_cache", "")))
    assert not [text for text in told for name in names if name in text.lower()]
    assert Letter.objects.get().to == "looked up"
    # Nor is the key of a link in the log.
    token = re.search(r"/mine/([^/]+)/", mine)
    assert token is not None
    assert token[1] not in caplog.text


def test_a_known_address_gets_the_same_answer_and_the_same_work(browser: Client) -> None:
    def asked(address: str) -> tuple[Any, ...]:
        with CaptureQueriesContext(connection) as queries:
            answer = readers.ask(Client(), address)
        return answer.status_code, answer["Location"], len(queries.captured_queries)

    readers.reader()
    asked("warm@example.org")
    assert asked(readers.ADDRESS) == asked("nobody@example.org")


def test_whoever_asks_for_anothers_address_changes_nothing(browser: Client) -> None:
    reader = readers.reader(rhythm="daily")
    readers.ask(browser, readers.ADDRESS.upper(), kinds=["minutes"])
    reader.refresh_from_db()
    assert (reader.rhythm, reader.of_every_kind) == ("daily", True)


def test_asking_again_and_confirming_changes_what_one_is_told(browser: Client, offices: Any) -> None:
    begin(browser)
    begin(browser, address=f" {readers.ADDRESS.lower()} ", kinds=["minutes"], offices=["dj-natore"])
    reader = Subscription.objects.get()
    told = subscribing.wishes_of(reader)
    assert told.kinds == {"minutes"}
    assert told.offices == {offices.a.pk: False}
    assert not told.of_every_office


def test_a_reader_chooses_several_offices_and_a_division_with_all_below(
    browser: Client, offices: Any
) -> None:
    begin(browser, offices=["div-rajshahi+", "hq"], kinds=["minutes", "charter"], with_changes="on")
    told = subscribing.wishes_of(Subscription.objects.get())
    assert told.offices == {offices.division.pk: True, offices.hq.pk: False}
    assert told.kinds == {"minutes", "charter"}
    assert told.with_changes


def test_a_reader_changes_the_choices(browser: Client, offices: Any) -> None:
    mine = begin(browser)
    answer = browser.post(mine, {**readers.CHOICES, "kinds": ["news"], "rhythm": "daily", "language": "en"})
    assert answer["Location"].endswith("?changed")
    reader = Subscription.objects.get()
    assert (reader.rhythm, reader.language, reader.of_every_kind) == ("daily", "en", False)


def test_nothing_chosen_is_told_in_the_form_with_what_was_typed(browser: Client) -> None:
    answer = readers.ask(browser, offices=[], kinds=[])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert text.count("govuk-error-message") == 2
    assert readers.ADDRESS in text
    assert Ask.objects.count() == 0


def test_a_closed_office_is_offered_to_nobody_and_stays_with_whoever_chose_it(
    browser: Client, offices: Any
) -> None:
    mine = begin(browser, offices=["dj-pabna"])
    Office.objects.filter(code="dj-pabna").update(closed_on=clock.today())
    assert 'value="dj-pabna"' not in browser.get("/bn/subscribe/").content.decode()
    assert readers.ask(browser, offices=["dj-pabna"]).status_code == 422
    assert 'value="dj-pabna"' in browser.get(mine).content.decode()
    assert browser.post(mine, {**readers.CHOICES, "offices": ["dj-pabna"]}).status_code == 302
    assert SubscribedOffice.objects.get().office == offices.b


def test_an_address_is_written_to_three_times_a_day_at_most(browser: Client) -> None:
    answers = {readers.ask(browser)["Location"] for _time in range(5)}
    assert answers == {"/bn/subscribe/?sent"}
    assert len(readers.send()) == 3


def test_from_one_network_only_so_many_are_asked_for(browser: Client, settings: Any) -> None:
    settings.SUBSCRIPTIONS_PER_ADDRESS = 2
    found = [readers.ask(browser, f"reader{number}@example.org").status_code for number in range(3)]
    assert found == [302, 302, 429]


def test_a_form_without_its_token_is_shown_again_and_does_nothing() -> None:
    answer = readers.ask(Client(enforce_csrf_checks=True))
    assert answer.status_code == 422
    assert readers.ADDRESS in answer.content.decode()
    assert Ask.objects.count() == 0


def test_no_page_of_a_reader_s_is_kept_by_any_cache(browser: Client) -> None:
    mine = begin(browser)
    for address in ("/bn/subscribe/", "/bn/subscribe/?sent", mine, mine.replace("mine", "leave")):
        answer = browser.get(address)
        assert answer["Cache-Control"] == "no-store, private", address
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_mail_speaks_the_reader_s_language(browser: Client) -> None:
    readers.ask(browser, language="en")
    readers.ask(browser, "another@example.org")
    assert [message.subject.isascii() for message in readers.send()] == [False, False]
    readers.ask(browser, "third@example.org", **{"language": "bn"})
    mail.outbox.clear()
    browser.post("/en/subscribe/", {**readers.CHOICES, "email": "fourth@example.org", "language": "en"})
    (_third, fourth) = readers.send()
    assert fourth.subject == "Do you want to be told by e-mail? Department of Prisons"
    assert fourth.alternatives[0].mimetype == "text/html"
    assert '<html lang="en">' in fourth.alternatives[0].content
