"""A published paper goes to the offices of its distribution, once each; they say that they have it."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

import clock
from accounts.roles import Role
from charter_pages.circulation import acknowledging, circulating, content, expanding
from charter_pages.circulation.models import Addressed, LineChoice, PaperVersion, WebsiteRequest
from charter_pages.models import DistributionLine, MinutesPage
from letters import outbox
from letters.models import Letter
from offices import register
from offices.models import Office
from portal import tree
from portal.models import OfficePage
from publishing import withdrawals
from tests import publishing_samples as samples
from tests.staffed import person, signed_in
from worker import rounds

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
WEBSITE = "প্রোগ্রামার, কারা অধিদপ্তর (ওয়েবসাইটে আপলোড করার জন্য অনুরোধ করা হলো)।"
LINES = (
    ("০১।", "মহাপরিচালক, মাদকদ্রব্য নিয়ন্ত্রণ অধিদপ্তর, ঢাকা", False),
    ("০২।", "কারা উপ মহাপরিদর্শক (সকল)", False),
    ("০৩।", "জেল সুপার/সিনিয়র জেল সুপার (সকল)", False),
    ("০৪।", WEBSITE, False),
    ("০৫।", "জেল সুপার, নাটোর জেলা কারাগার", True),
)


class House:
    def __init__(self) -> None:
        self.offices = samples.offices_with_pages()
        hq, division, a, b = self.offices
        Office.objects.filter(pk=division.pk).update(email="div-rajshahi@prison.example.gov.bd")
        Office.objects.filter(pk=a.pk).update(email="dj-natore@prison.example.gov.bd")
        self.editor = person("natore-editor", Role.PRISON_EDITOR, a)
        self.pabna = person("pabna-editor", Role.PRISON_EDITOR, b)
        self.reviewer = person("reviewer", Role.DIVISION_REVIEWER, division)
        self.moderator = person("moderator", Role.HQ_MODERATOR, hq)
        self.parent = OfficePage.objects.get(register_entry=hq, language="bn")
        self.page = published(self.parent)


def unsaved(memo: str = samples.MEMO) -> MinutesPage:
    page = samples.unsaved_minutes(memo)
    page.distribution = [
        DistributionLine(number=number, text=text, is_copy=copy, sort_order=place)
        for place, (number, text, copy) in enumerate(LINES)
    ]
    return page


def published(parent: OfficePage) -> MinutesPage:
    return tree.add(parent, unsaved())


def addressed(page: Any) -> list[str]:
    return list(
        Addressed.objects.filter(page_id=page.pk)
        .order_by("office__code")
        .values_list("office__code", flat=True)
    )


def test_the_worker_writes_to_the_offices_without_being_asked(house: House) -> None:
    rounds.work_once()
    assert Letter.objects.filter(template="paper_issued").count() == 3


def test_each_office_is_written_to_once_at_its_mailbox_or_its_editors(house: House) -> None:
    assert circulating.circulate_due() == 1
    assert addressed(house.page) == ["div-rajshahi", "dj-natore", "dj-pabna"]
    mails = Letter.objects.filter(template="paper_issued")
    # The programmer's line names headquarters, which issued the paper: it is not written to.
    assert sorted(mails.values_list("to", flat=True)) == [
        "div-rajshahi@prison.example.gov.bd", "dj-natore@prison.example.gov.bd", "pabna-editor@example.org",
    ]  # fmt: skip
    assert circulating.circulate_due() == 0
    assert mails.count() == 3


def test_the_mail_says_subject_number_and_where_and_names_nobody(house: House, mailoutbox: list[Any]) -> None:
    circulating.circulate_due()
    outbox.send_due()
    mail = next(each for each in mailoutbox if each.to == ["dj-natore@prison.example.gov.bd"])
    assert samples.MEMO in mail.subject
    assert house.page.title in mail.subject
    assert house.page.full_url in mail.body
    assert "/admin/papers/received/" in mail.body
    for user in (house.editor, house.moderator):
        assert user.username not in mail.body + mail.subject


def test_published_again_and_corrected_it_goes_to_new_offices_alone(house: House) -> None:
    circulating.circulate_due()
    page = MinutesPage.objects.get(pk=house.page.pk)
    page.save_revision().publish()
    assert circulating.circulate_due() == 0
    page.change_note = "আরেকটি কারাগার বাদ পড়েছিল"
    other = register_prison("dj-bogura", "বগুড়া জেলা কারাগার", house)
    page.distribution = [
        *page.distribution.all(),
        DistributionLine(number="০৬।", text="জেল সুপার, বগুড়া জেলা কারাগার"),
    ]
    page.save_revision().publish()
    assert circulating.circulate_due() == 1
    assert addressed(page) == ["div-rajshahi", "dj-bogura", "dj-natore", "dj-pabna"]
    assert Letter.objects.filter(template="paper_issued", key__contains=f":{other.code}:").count() == 1
    assert Letter.objects.filter(template="paper_issued").count() == 4


def register_prison(code: str, name: str, house: House) -> Office:
    return Office.objects.create(
        code=code, kind="district_prison", parent=house.offices.division, name_bn=name, name_en=code,
        email=f"{code}@prison.example.gov.bd",
    )  # fmt: skip


def test_a_draft_goes_to_nobody(house: House) -> None:
    draft = unsaved("৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬৩")
    draft.live = False
    house.parent.add_child(instance=draft)
    draft.save_revision()
    draft.get_workflow().start(draft, house.moderator)
    circulating.circulate_due()
    assert not addressed(draft)


def test_a_withdrawn_paper_waits_until_it_is_restored(house: House) -> None:
    row = withdrawals.withdraw(by=house.moderator, page=house.page, reason_bn="ভুল")
    assert circulating.circulate_due() == 0
    withdrawals.restore(by=house.moderator, withdrawal=row)
    assert circulating.circulate_due() == 1
    assert len(addressed(house.page)) == 3


def test_the_english_page_goes_to_nobody(house: House) -> None:
    circulating.circulate_due()
    tree.translate(house.page, {"title": "Minutes"})
    assert circulating.circulate_due() == 0


def test_renamed_offices_are_found_by_their_name_and_closed_ones_not_at_all(house: House) -> None:
    a, b = house.offices.a, house.offices.b
    a.name_bn = "নাটোর মডেল জেলা কারাগার"
    register.change(office=a)
    b.closed_on = clock.today()
    register.change(office=b)
    lines = expanding.expand(None, content.of(house.page)["distribution"])
    assert [[office.code for office in line.offices] for line in lines] == [
        [], ["div-rajshahi"], ["dj-natore"], ["hq"], ["dj-natore"],
    ]  # fmt: skip
    circulating.circulate_due()
    assert addressed(house.page) == ["div-rajshahi", "dj-natore"]


def test_the_line_that_asks_for_the_website_closes_itself(house: House) -> None:
    circulating.circulate_due()
    (closed,) = WebsiteRequest.objects.filter(page_id=house.page.pk)
    version = PaperVersion.objects.get(page_id=house.page.pk)
    assert (closed.number, closed.text) == ("০৪।", WEBSITE)
    assert (closed.published_at, closed.address) == (version.made_at, house.page.full_url)
    shown = signed_in(house.moderator).get(f"/admin/papers/sent/{house.page.pk}/").content.decode()
    assert WEBSITE in shown
    assert house.page.full_url in shown


def test_an_office_acknowledges_with_one_click_and_only_its_own_people_do(house: House) -> None:
    circulating.circulate_due()
    row = Addressed.objects.get(office=house.offices.a)
    address = f"/admin/papers/received/{row.pk}/acknowledge/"
    for other in (house.pabna, house.reviewer, house.moderator):
        assert signed_in(other).post(address).status_code == 404
    client = signed_in(house.editor)
    assert client.get(address).status_code == 405
    row.refresh_from_db()
    assert row.acknowledged_at is None
    home = client.get("/admin/").content.decode()
    assert "/admin/papers/received/" in home
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert row.acknowledged_by == house.editor
    first = row.acknowledged_at
    client.post(address)
    row.refresh_from_db()
    assert row.acknowledged_at == first
    assert not acknowledging.waiting(house.editor).exists()


def test_who_is_not_signed_in_acknowledges_nothing(house: House, client: Any) -> None:
    circulating.circulate_due()
    row = Addressed.objects.get(office=house.offices.a)
    answer = client.post(f"/admin/papers/received/{row.pk}/acknowledge/")
    assert answer.status_code == 302
    assert "login" in answer["Location"]
    row.refresh_from_db()
    assert row.acknowledged_at is None


def test_the_issuer_sees_who_has_it_and_who_has_not_and_nobody_else_does(house: House) -> None:
    circulating.circulate_due()
    row = Addressed.objects.get(office=house.offices.a)
    acknowledging.acknowledge(by=house.editor, addressed=row)
    address = f"/admin/papers/sent/{house.page.pk}/"
    shown = signed_in(house.moderator).get(address)
    assert [each.office.code for each in shown.context["acknowledged"]] == ["dj-natore"]
    assert [each.office.code for each in shown.context["waiting"]] == ["div-rajshahi", "dj-pabna"]
    assert [line.number for line in shown.context["outside"]] == ["০১।"]
    for other in (house.editor, house.reviewer):
        assert signed_in(other).get(address).status_code == 404


def test_those_who_have_not_are_reminded_by_the_clock_and_by_hand_once_a_day(house: House) -> None:
    circulating.circulate_due()
    acknowledging.acknowledge(by=house.editor, addressed=Addressed.objects.get(office=house.offices.a))
    assert circulating.remind_due() == 0
    reminders = Letter.objects.filter(template="paper_reminder")
    with clock.set_to(clock.now() + datetime.timedelta(days=3, minutes=1)):
        assert circulating.remind_due() == 2
        assert circulating.remind_due() == 0
        assert circulating.remind_all(house.page.pk) == 0
    assert reminders.count() == 2
    with clock.set_to(clock.now() + datetime.timedelta(days=5)):
        assert signed_in(house.moderator).post(f"/admin/papers/sent/{house.page.pk}/").status_code == 302
    assert reminders.count() == 4
    assert not reminders.filter(to="dj-natore@prison.example.gov.bd").exists()


def test_the_editor_sees_who_will_get_it_and_corrects_it_before_it_is_published(house: House) -> None:
    draft = unsaved("৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬৪")
    draft.live = False
    house.parent.add_child(instance=draft)
    draft.save_revision()
    client = signed_in(house.moderator)
    address = f"/admin/papers/sent/{draft.pk}/recipients/"
    shown = client.get(address)
    lines = [line for line, _ids in shown.context["lines"]]
    assert [len(line.offices) for line in lines] == [0, 1, 2, 1, 1]
    assert "নাটোর জেলা কারাগার" in shown.content.decode() or "Natore Prison" in shown.content.decode()
    prisons = lines[2].key
    sent = {f"{prisons}-sent": "1", str(prisons): [str(house.offices.b.pk)]}
    assert client.post(address, sent).status_code == 302
    copy = lines[4].key
    client.post(address, {f"{copy}-sent": "1"})
    assert LineChoice.objects.count() == 2
    MinutesPage.objects.get(pk=draft.pk).get_latest_revision().publish()
    circulating.circulate_due()
    assert addressed(draft) == ["div-rajshahi", "dj-pabna"]
    for other in (house.editor, house.reviewer):
        assert signed_in(other).get(address).status_code == 404


def test_a_choice_holds_as_long_as_the_line_says_the_same(house: House) -> None:
    said = content.of(house.page)["distribution"]
    line = expanding.expand(house.page.pk, said)[2]
    expanding.choose(by=house.moderator, page_id=house.page.pk, line=line, offices=[house.offices.b])
    assert [office.code for office in expanding.expand(house.page.pk, said)[2].offices] == ["dj-pabna"]
    said[2]["text"] = "সিনিয়র জেল সুপার/জেল সুপার (সকল)"
    assert len(expanding.expand(house.page.pk, said)[2].offices) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE circulation_addressed SET office_id = office_id",
        "UPDATE circulation_addressed SET acknowledged_at = NULL, acknowledged_by_id = NULL",
        "DELETE FROM circulation_addressed",
        "UPDATE circulation_websiterequest SET address = ''",
        "DELETE FROM circulation_circulated",
    ],
)
def test_what_was_sent_and_acknowledged_stays_written(house: House, statement: str) -> None:
    circulating.circulate_due()
    acknowledging.acknowledge(by=house.editor, addressed=Addressed.objects.get(office=house.offices.a))
    with (
        pytest.raises(DatabaseError, match="stays written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_to_every_prison_of_the_country_it_takes_few_statements(
    house: House, django_assert_max_num_queries: Any
) -> None:
    for place in range(66):
        register_prison(f"dj-{place}", f"পরীক্ষা-{place} জেলা কারাগার", house)
    with django_assert_max_num_queries(40 + 68):
        circulating.circulate_due()
    assert len(addressed(house.page)) == 69
