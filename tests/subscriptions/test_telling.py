"""What is published reaches each reader who asked for it, once, in their language; what was withdrawn reaches nobody."""

import datetime
import smtplib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

import clock
from charter_pages.models import MinutesPage
from letters import outbox
from letters.models import Letter
from portal import tree
from publishing import withdrawals
from publishing.pages import Published
from subscriptions import kinds, subscribing, telling
from subscriptions.models import Announcement, DailyLine, Subscription
from subscriptions.wishes import Wishes
from tests import publishing_samples, staffed
from tests.subscriptions import readers

NOON = datetime.datetime(2026, 11, 24, 6, tzinfo=datetime.UTC)
MORNING = datetime.datetime(2026, 11, 25, 1, 5, tzinfo=datetime.UTC)  # five past seven in Dhaka


class House:
    """Offices with their pages; what was laid has been told to nobody."""

    def __init__(self) -> None:
        self.offices = publishing_samples.offices_with_pages()
        self.pages = {
            page.register_entry.code: page
            for page in publishing_samples.OfficePage.objects.filter(language="bn")
        }
        tree.sync()
        self.moderator = staffed.person("moderator", "hq_moderator", self.offices.hq)
        telling.tell_due()


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.set_to(NOON):
        yield


def publish(house: House, title: str = "সভার কার্যবিবরণী", code: str = "dj-natore") -> MinutesPage:
    page = publishing_samples.minutes(house.pages[code], memo="", title=title)
    tree.sync()
    return page


def tell() -> list[Any]:
    telling.tell_due()
    return readers.send()


def test_a_paper_is_told_once_with_office_title_and_both_texts(house: House) -> None:
    reader = readers.reader()
    readers.send()
    page = publish(house)
    (message,) = tell()
    assert tell() == []
    assert message.subject == "নাটোর জেলা কারাগার: সভার কার্যবিবরণী"
    assert message.to == [readers.ADDRESS]
    assert page.get_url() in message.body
    html = message.alternatives[0].content
    assert page.title in html
    assert 'lang="bn"' in html
    leave = readers.link_in(message, "leave")
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{leave}>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert reader.fingerprint not in message.body


def test_readers_are_told_of_their_offices_and_kinds_alone(house: House) -> None:
    o = house.offices
    wished = {
        "own@example.org": {"of_every_office": False, "offices": {o.a.pk: False}},
        "other@example.org": {"of_every_office": False, "offices": {o.b.pk: False}},
        "division@example.org": {"of_every_office": False, "offices": {o.division.pk: True}},
        "division-alone@example.org": {"of_every_office": False, "offices": {o.division.pk: False}},
        "hq-below@example.org": {"of_every_office": False, "offices": {o.hq.pk: True}},
        "kind@example.org": {"of_every_kind": False, "kinds": frozenset({"minutes"})},
        "other-kind@example.org": {"of_every_kind": False, "kinds": frozenset({"news"})},
    }
    for address, wishes in wished.items():
        readers.reader(address, **wishes)
    readers.send()
    publish(house)
    told = {message.to[0].split("@")[0] for message in tell()}
    assert told == {"own", "division", "hq-below", "kind"}


def test_news_of_no_office_is_headquarters_own(house: House) -> None:
    readers.reader("hq@example.org", of_every_office=False, offices={house.offices.hq.pk: False})
    readers.reader("natore@example.org", of_every_office=False, offices={house.offices.a.pk: True})
    readers.send()
    publishing_samples.news()
    assert [message.to for message in tell()] == [["hq@example.org"]]


def test_each_reader_is_told_in_the_own_language_and_once(house: House) -> None:
    readers.reader("bn@example.org")
    readers.reader("en@example.org", language="en")
    readers.send()
    publish(house)
    bangla, english = sorted(tell(), key=lambda message: message.to[0])
    assert "/bn/" in bangla.body
    assert "/en/prisons/" in english.body
    assert english.subject == "Natore Prison: সভার কার্যবিবরণী"
    assert "Something new was published" in english.alternatives[0].content


def test_a_translation_is_told_to_nobody_who_knows_the_paper(house: House) -> None:
    readers.reader("en@example.org", language="en")
    readers.send()
    page = publish(house)
    assert len(tell()) == 1
    tree.translate(page, {"title": "Minutes of the meeting"})
    assert tell() == []


def test_the_first_translation_of_an_old_paper_is_no_news(house: House) -> None:
    readers.reader("en@example.org", language="en")
    readers.send()
    page = publishing_samples.minutes(house.pages["dj-natore"], memo="")
    # It was public before anybody could be told.
    Announcement.objects.all().delete()
    with clock.set_to(NOON + datetime.timedelta(hours=1)):
        tree.translate(page, {"title": "Minutes of the meeting"})
        assert tell() == []


def test_what_was_withdrawn_before_the_mail_went_is_not_told(house: House) -> None:
    readers.reader()
    readers.send()
    page = publish(house)
    telling.tell_due()
    withdrawals.withdraw(by=house.moderator, page=page, reason_bn="একটি নাম ছিল")
    assert readers.send() == []
    assert Letter.objects.filter(template="subscription_papers").get().failure == "not wanted"


def test_what_is_given_back_is_no_news(house: House) -> None:
    readers.reader()
    readers.send()
    page = publish(house)
    tell()
    row = withdrawals.withdraw(by=house.moderator, page=page, reason_bn="ভুল")
    withdrawals.restore(by=house.moderator, withdrawal=row)
    assert tell() == []


def test_a_page_behind_a_password_is_told_to_nobody(house: House) -> None:
    readers.reader()
    readers.send()
    PageViewRestriction.objects.create(
        page=house.pages["dj-natore"], restriction_type="password", password="x"
    )
    publish(house)
    assert tell() == []


def test_a_draft_is_told_to_nobody(house: House) -> None:
    readers.reader()
    readers.send()
    draft = publishing_samples.unsaved_minutes(memo="")
    draft.live = False
    house.pages["dj-natore"].add_child(instance=draft)
    draft.save_revision(clean=False)
    assert tell() == []


def test_a_change_is_told_to_whoever_asked_for_changes_with_what_changed(house: House) -> None:
    readers.reader("changes@example.org", with_changes=True)
    readers.reader("new@example.org")
    readers.send()
    page = publish(house)
    tell()
    with clock.set_to(NOON + datetime.timedelta(hours=1)):
        page = MinutesPage.objects.get(pk=page.pk)
        page.change_note = "সভার তারিখ ঠিক করা হলো"
        page.save_revision(clean=False).publish()
        (message,) = tell()
    assert message.to == ["changes@example.org"]
    assert "সভার তারিখ ঠিক করা হলো" in message.body


def test_several_papers_of_one_round_are_one_mail_to_a_reader(house: House) -> None:
    readers.reader()
    readers.send()
    for number in range(3):
        publish(house, title=f"কার্যবিবরণী {number}")
    (message,) = tell()
    assert message.subject.startswith("কারা অধিদপ্তরের ৩টি প্রকাশনা")
    assert all(f"কার্যবিবরণী {number}" in message.body for number in range(3))


def test_whoever_wants_one_mail_a_day_gets_it_in_the_morning(house: House) -> None:
    readers.reader(rhythm="daily")
    readers.send()
    publish(house, title="প্রথম")
    publish(house, title="দ্বিতীয়", code="dj-pabna")
    telling.turn()
    assert mail.outbox == []
    with clock.set_to(MORNING):
        assert telling.write_digests() == 1
        assert telling.write_digests() == 0
        (message,) = readers.send()
        assert "প্রথম" in message.body
        assert "দ্বিতীয়" in message.body
        # What is published after seven waits for the next morning.
        publish(house, title="তৃতীয়")
        telling.turn()
        assert readers.send() == []
    with clock.set_to(MORNING + datetime.timedelta(days=1)):
        telling.turn()
        assert ["তৃতীয়" in message.body for message in mail.outbox[-1:]] == [True]
    assert DailyLine.objects.count() == 0


def test_a_change_of_rhythm_tells_nothing_twice_and_loses_nothing(house: House) -> None:
    reader = readers.reader()
    readers.send()
    publish(house, title="প্রথম")
    tell()
    subscribing.change(reader=reader, wishes=Wishes(language="bn", rhythm="daily"))
    publish(house, title="দ্বিতীয়")
    tell()
    subscribing.change(reader=reader, wishes=Wishes(language="bn", rhythm="at_once"))
    with clock.set_to(MORNING):
        telling.turn()
    bodies = [message.body for message in mail.outbox]
    assert [("প্রথম" in body, "দ্বিতীয়" in body) for body in bodies] == [(True, False), (False, True)]


def test_whoever_leaves_while_a_mail_is_on_its_way_gets_none(house: House) -> None:
    reader = readers.reader()
    readers.send()
    publish(house)
    telling.tell_due()
    subscribing.leave(reader=reader)
    assert readers.send() == []


def test_a_mailbox_that_is_gone_is_written_to_three_times_and_then_forgotten(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = readers.reader()
    readers.send()

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        for number in range(4):
            publish(house, title=f"{number}")
            tell()
    reader.refresh_from_db()
    assert reader.refusals == 3
    assert reader.paused_at is not None
    with clock.set_to(NOON + datetime.timedelta(days=91)):
        assert subscribing.forget() == 1
    assert Subscription.objects.count() == 0


def test_a_mail_that_is_taken_ends_the_count_of_refusals(house: House) -> None:
    reader = readers.reader()
    readers.send()
    Subscription.objects.update(refusals=2)
    publish(house)
    tell()
    reader.refresh_from_db()
    assert reader.refusals == 0


def test_mails_to_many_wait_for_no_buyer_and_no_buyer_for_them(house: House) -> None:
    for number in range(30):
        readers.reader(f"reader{number}@example.org")
    readers.send()
    publish(house)
    telling.tell_due()
    subscribing.ask(address="new@example.org", wishes=Wishes(language="bn"))
    # The round's ordinary letters hold nothing of what goes to many; a round sends only some of that.
    assert outbox.send_due() == 1
    assert outbox.send_to_many() == 20
    assert outbox.send_to_many() == 10


def test_five_thousand_readers_are_found_by_few_statements(house: House) -> None:
    rows = [
        Subscription(
            address=f"r{number}@example.org",
            fingerprint=f"{number:064}",
            language="en" if number % 2 else "bn",
            rhythm="daily" if number % 5 else "at_once",
            confirmed_at=clock.now(),
        )
        for number in range(5000)
    ]
    Subscription.objects.bulk_create(rows)
    publish(house)
    with CaptureQueriesContext(connection) as asked:
        telling.tell_due()
    assert Announcement.objects.get(what="new", readers=5000)
    assert Letter.objects.filter(template="subscription_papers").count() == 1000
    assert DailyLine.objects.count() == 4000
    # SQLite takes 999 values in a statement: 1,000 letters of eleven columns, 4,000 lines of two, are 22.
    assert len(asked.captured_queries) < 50


def test_every_kind_that_offices_publish_can_be_chosen() -> None:
    told = set(kinds.labels())
    assert {"charter", "minutes", "letter", "practice", "news", "programme"} <= told
    assert not told & {"home", "office", "standard", "master-charter"}
    assert all(issubclass(model, Published) for model in (MinutesPage,))


OFFICES = st.lists(st.integers(1, 6), min_size=1, max_size=3, unique=True)


@given(
    wishes=st.builds(
        Wishes,
        language=st.just("bn"),
        of_every_office=st.booleans(),
        offices=st.dictionaries(st.integers(1, 6), st.booleans(), max_size=4),
        of_every_kind=st.booleans(),
        kinds=st.frozensets(st.sampled_from(["minutes", "news", "charter"])),
        with_changes=st.booleans(),
    ),
    offices=OFFICES,
    kind=st.sampled_from(["minutes", "news"]),
    is_change=st.booleans(),
)
def test_wishes_survive_being_written_down_and_all_wants_more_than_some(
    wishes: Wishes, offices: list[int], kind: str, is_change: bool
) -> None:
    assert Wishes.from_json(wishes.as_json()) == wishes
    wanted = wishes.want(kind, offices, is_change=is_change)
    widest = Wishes(language="bn", with_changes=True)
    assert widest.want(kind, offices, is_change=is_change)
    if wanted:
        assert not is_change or wishes.with_changes
        assert wishes.of_every_office or set(offices) & set(wishes.offices)


def test_the_database_finds_whom_the_rule_names(house: House) -> None:
    """`Wishes.want` and `readers_of` say the same of every reader and every paper."""
    o = house.offices
    chains = {
        "dj-natore": [o.a.pk, o.division.pk, o.hq.pk],
        "div-rajshahi": [o.division.pk, o.hq.pk],
        "hq": [o.hq.pk],
    }
    wished = [
        Wishes(
            language="bn", of_every_office=every, offices={} if every else {office: below},
            of_every_kind=all_kinds, kinds=frozenset() if all_kinds else frozenset({kind}), with_changes=changes,
        )
        for every in (True, False) for office in (o.hq.pk, o.division.pk, o.a.pk, o.b.pk) for below in (True, False)
        for all_kinds in (True, False) for kind in ("minutes", "news") for changes in (True, False)
    ]  # fmt: skip
    rows = {}
    for number, wishes in enumerate(wished):
        asked = subscribing.ask(address=f"{number}@example.org", wishes=wishes)
        begun = subscribing.confirm(key=asked.key)
        assert begun is not None
        rows[begun.pk] = wishes
    for code, chain in chains.items():
        page = publish(house, title=code, code=code)
        row = Announcement.objects.get(page=page)
        for what in ("new", "changed"):
            row.what = what
            found = set(telling.readers_of(row, page).values_list("pk", flat=True))
            assert found == {
                pk
                for pk, wishes in rows.items()
                if wishes.want("minutes", chain, is_change=what == "changed")
            }
