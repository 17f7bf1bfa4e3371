"""A published paper says something else only with a corrigendum, by whatever road it is changed."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

import clock
from charter_pages.circulation import content, corrigenda
from charter_pages.circulation.models import PaperVersion, Plan
from charter_pages.models import LetterPage, LetterRecipient, MinutesPage
from portal import tree
from publishing import scheduling, withdrawals
from tests import publishing_samples as samples
from tests.admin_forms import form_of
from tests.edited import EditedMinutes
from tests.staffed import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
House = EditedMinutes
WHY = "সিদ্ধান্ত ১.১-এর কক্ষের নাম ভুল ছাপা হয়েছিল"
OLD, NEW = "দর্শনার্থী কক্ষে পাখা বসাতে হবে", "অভ্যর্থনা কক্ষে পাখা বসাতে হবে"


def versions(page: Any) -> list[PaperVersion]:
    return list(PaperVersion.objects.filter(page_id=page.pk).order_by("number"))


def edit(client: Client, page: Any, **more: str) -> Any:
    address = f"/admin/pages/{page.pk}/edit/"
    # What a browser sends of a box that is ticked.
    return client.post(address, {**form_of(client, address), "distribution-1-is_copy": "on", **more})


def other_decision(page: MinutesPage) -> MinutesPage:
    """Return the page with other words for its first decision, in memory alone."""
    draft = MinutesPage.objects.get(pk=page.pk)
    rows = list(draft.decisions.all())
    rows[0].text = NEW
    draft.decisions = rows
    return draft


def test_the_first_publication_is_the_first_version(house: House) -> None:
    (first,) = versions(house.page)
    assert (first.number, first.why, first.difference, first.is_founding) == (1, "", [], False)
    assert first.content["decisions"][0]["text"] == OLD
    assert first.sha256 == content.hash_of(first.content)


def test_the_form_makes_a_corrigendum_of_what_was_changed(house: House, client: Client) -> None:
    published = edit(
        signed_in(house.moderator), house.page,
        **{
            "decisions-0-text": NEW, "change_note": WHY, "corrigendum_memo": "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৩০০",
            "corrigendum_on": "2024-03-20", "action-publish": "1",
        },
    )  # fmt: skip
    assert published.status_code == 302, published.context["form"].errors
    _first, second = versions(house.page)
    assert (second.why, second.memo_number) == (WHY, "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৩০০")
    assert (second.dated_on, second.by) == (datetime.date(2024, 3, 20), house.moderator)
    assert second.difference == [
        {"what": "decisions", "row": "(১.১)", "column": "text", "old": OLD, "new": NEW}
    ]
    assert not Plan.objects.exists()
    shown = client.get(house.page.url).content.decode()
    for told in (WHY, OLD, NEW, "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৩০০", f"{house.page.url}versions/1/"):
        assert told in shown
    # What stands as a corrigendum is not told again as a change.
    assert shown.count(WHY) == 1


def test_the_former_text_stays_readable_at_its_own_address(house: House, client: Client) -> None:
    corrected = other_decision(house.page)
    corrected.change_note = WHY
    corrected.save_revision().publish()
    former = client.get(f"{house.page.url}versions/1/")
    assert former.status_code == 200
    shown = former.content.decode()
    assert OLD in shown
    assert NEW not in shown
    assert 'name="robots" content="noindex"' in shown
    assert client.get(f"{house.page.url}versions/2/").status_code == 404
    assert client.get(f"{house.page.url}versions/3/").status_code == 404


@pytest.mark.parametrize("changed", [{"search_description": "অন্য বর্ণনা"}, {"slug": "another-address"}])
def test_what_is_not_printed_needs_none(house: House, changed: dict[str, str]) -> None:
    answer = edit(
        signed_in(house.moderator), house.page, **changed, change_note="বর্ণনা", **{"action-publish": "1"}
    )
    assert answer.status_code == 302
    assert len(versions(house.page)) == 1


def test_a_translation_needs_none(house: House) -> None:
    english = tree.translate(house.page, {"title": "Minutes"})
    english.title = "Minutes of the monthly meeting"
    english.save_revision().publish()
    assert len(versions(house.page)) == 1
    assert not versions(english)


def refuse(house: House, road: Any) -> None:
    with pytest.raises(corrigenda.Unexplained), transaction.atomic():
        road()
    assert MinutesPage.objects.get(pk=house.page.pk).decisions.first().text == OLD
    assert len(versions(house.page)) == 1


def test_a_revision_without_a_reason_is_not_published(house: House) -> None:
    revision = other_decision(house.page).save_revision()
    refuse(house, revision.publish)


def test_a_reason_counts_once(house: House) -> None:
    corrected = other_decision(house.page)
    corrected.change_note = WHY
    corrected.save_revision().publish()
    again = MinutesPage.objects.get(pk=house.page.pk)
    again.title = "আরেক শিরোনাম"
    with pytest.raises(corrigenda.Unexplained), transaction.atomic():
        again.save_revision().publish()
    # The same sentence typed anew is a reason.
    answer = edit(
        signed_in(house.moderator),
        house.page,
        title="আরেক শিরোনাম",
        change_note=WHY,
        **{"action-publish": "1"},
    )
    assert answer.status_code == 302
    assert [each.why for each in versions(house.page)] == ["", WHY, WHY]


def test_storing_the_live_page_itself_is_refused(house: House) -> None:
    refuse(house, other_decision(house.page).save)


def test_an_old_revision_is_not_published_in_silence(house: House) -> None:
    first = house.page.live_revision
    corrected = other_decision(house.page)
    corrected.change_note = WHY
    corrected.save_revision().publish()
    with pytest.raises(corrigenda.Unexplained), transaction.atomic():
        first.publish()
    address = f"/admin/pages/{house.page.pk}/revisions/{first.pk}/revert/"
    client = signed_in(house.moderator)
    fields = form_of(client, address)
    assert fields["decisions-0-text"] == OLD
    edit_address = f"/admin/pages/{house.page.pk}/edit/"
    fields |= {"revision": str(first.pk), "action-publish": "1"}
    assert client.post(edit_address, fields).status_code == 200
    assert client.post(edit_address, {**fields, "change_note": "আগের কথাই ঠিক ছিল"}).status_code == 302
    assert [each.difference[0]["new"] for each in versions(house.page)[1:]] == [NEW, OLD]


def test_wagtails_api_publishes_nothing_in_silence(house: House) -> None:
    other_decision(house.page).save_revision()
    client = signed_in(house.moderator)
    answer = client.post(f"/admin/api/main/pages/{house.page.pk}/action/publish/")
    assert answer.status_code == 400
    assert "change_note" in answer.json()
    assert len(versions(house.page)) == 1


def test_many_at_once_are_not_published_in_silence(house: House) -> None:
    other_decision(house.page).save_revision()
    client = signed_in(house.moderator)
    answer = client.post(f"/admin/bulk/wagtailcore/page/publish/?id={house.page.pk}")
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/pages/{house.page.pk}/edit/")
    assert len(versions(house.page)) == 1


def test_an_approver_cannot_let_it_through(house: House) -> None:
    page = house.page
    draft = other_decision(page)
    draft.save_revision(user=house.editor)
    page.refresh_from_db()
    page.get_workflow().start(page, house.editor)
    client = signed_in(house.moderator)
    for _step in range(3):
        state = MinutesPage.objects.get(pk=page.pk).current_workflow_task_state
        if state is None:
            break
        answer = client.post(f"/admin/pages/workflow/action/{page.pk}/approve/{state.pk}/", {"comment": ""})
        assert answer.status_code in (200, 302)
    assert len(versions(page)) == 1
    assert MinutesPage.objects.get(pk=page.pk).decisions.first().text == OLD


def test_the_clock_publishes_nothing_in_silence_and_the_rest_goes_on(house: House) -> None:
    draft = other_decision(house.page)
    revision = draft.save_revision()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    assert scheduling.publish_due() == 0
    revision.refresh_from_db()
    assert revision.approved_go_live_at is None
    assert len(versions(house.page)) == 1


def test_a_scheduled_correction_keeps_its_reason_until_its_hour(house: House) -> None:
    draft = other_decision(house.page)
    corrigenda.plan(page=draft, why=WHY, memo_number="৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৩০১")
    revision = draft.save_revision()
    revision.approved_go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision.save()
    # Another draft is begun in between.
    later = MinutesPage.objects.get(pk=house.page.pk)
    corrigenda.plan(page=later, why="অন্য খসড়া")
    assert scheduling.publish_due() == 1
    assert versions(house.page)[-1].memo_number == "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-৩০১"


def test_a_paper_that_was_withdrawn_comes_back_changed_only_with_a_corrigendum(house: House) -> None:
    withdrawals.withdraw(by=house.moderator, page=house.page, reason_bn="নাম এসে গেছে")
    refuse(house, lambda: other_decision(house.page).save_revision().publish())
    client = signed_in(house.moderator)
    bare = {"decisions-0-text": NEW, "action-publish": "1"}
    assert edit(client, house.page, **bare).status_code == 200
    assert edit(client, house.page, **bare, change_note=WHY).status_code == 302
    assert [each.why for each in versions(house.page)] == ["", WHY]


def test_a_paper_that_is_restored_as_it_stood_needs_none(house: House) -> None:
    row = withdrawals.withdraw(by=house.moderator, page=house.page, reason_bn="ভুলে")
    withdrawals.restore(by=house.moderator, withdrawal=row)
    assert len(versions(house.page)) == 1


def test_a_draft_of_a_published_paper_is_kept_without_a_word(house: House) -> None:
    assert edit(signed_in(house.editor), house.page, **{"decisions-0-text": NEW}).status_code == 302
    assert len(versions(house.page)) == 1


def test_a_paper_published_before_versions_were_kept_has_its_first_one_by_the_worker(house: House) -> None:
    page = samples.minutes(house.parent, memo="", title="পুরোনো কার্যবিবরণী")
    with without_guards():
        PaperVersion.objects.filter(page_id=page.pk).delete()
    assert corrigenda.keep_founding() == 1
    assert corrigenda.keep_founding() == 0
    assert [each.is_founding for each in versions(page)] == [True]


def test_corrected_before_the_worker_came_it_has_both(house: House) -> None:
    with without_guards():
        PaperVersion.objects.filter(page_id=house.page.pk).delete()
    corrected = other_decision(house.page)
    corrected.change_note = WHY
    corrected.save_revision().publish()
    assert [(each.number, each.is_founding) for each in versions(house.page)] == [(1, True), (2, False)]


class without_guards:  # noqa: N801 (reads as a sentence)
    def __enter__(self) -> None:
        from shop.ledger import triggers

        triggers.remove(connection)

    def __exit__(self, *_error: object) -> None:
        from shop.ledger import triggers

        triggers.install(connection)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE circulation_paperversion SET why = 'x'",
        "UPDATE circulation_paperversion SET content = '{}'",
        "DELETE FROM circulation_paperversion",
    ],
)
def test_the_database_keeps_every_version(house: House, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="kept as it was"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_letter_has_corrigenda_too(house: House, client: Client) -> None:
    letter = LetterPage(title="তথ্য প্রেরণ", subject="তথ্যাদি প্রেরণ।", issued_on=datetime.date(2024, 3, 10))
    letter.body = [("paragraph", "<p>০২ পাতা পাঠানো হলো।</p>")]
    letter.distribution = [LetterRecipient(number="১।", text="উপসচিব (আইসিটি সেল)", is_copy=True)]
    letter = tree.add(house.parent, letter)
    rows = [(block.block_type, block.value.source.replace("০২", "০৩"), block.id) for block in letter.body]
    letter.body = letter.body.stream_block.to_python(
        [{"type": kind, "value": value, "id": key} for kind, value, key in rows]
    )
    letter.change_note = "পাতার সংখ্যা"
    letter.save_revision().publish()
    (entry,) = versions(letter)[-1].difference
    assert (entry["what"], entry["old"], entry["new"]) == ("body", "০২ পাতা পাঠানো হলো।", "০৩ পাতা পাঠানো হলো।")
    assert "পাতার সংখ্যা" in client.get(letter.url).content.decode()


def test_the_day_told_is_dhakas(house: House, client: Client) -> None:
    corrected = other_decision(house.page)
    corrected.change_note = WHY
    corrected.save_revision().publish()
    told = client.get(house.page.url).context["corrigenda"][0]
    assert told.on == clock.today()


NAME = "গোপন নামধারী বন্দি"


def test_a_former_text_that_named_somebody_is_withheld_with_the_words_that_were_corrected(
    house: House, client: Client
) -> None:
    page = MinutesPage.objects.get(pk=house.page.pk)
    page.venue, page.change_note = NAME, "স্থান যোগ"
    page.save_revision().publish()
    page.venue, page.change_note = "সম্মেলন কক্ষ", "স্থান সংশোধন"
    page.save_revision().publish()
    assert NAME in client.get(page.url).content.decode()
    address = f"/admin/papers/sent/{page.pk}/versions/2/withhold/"
    assert signed_in(house.editor).post(address, {"because": "কারণ-ভেতরের"}).status_code == 302
    assert NAME in client.get(f"{page.url}versions/2/").content.decode()
    moderator = signed_in(house.moderator)
    assert moderator.post(address, {"because": "কারণ-ভেতরের"}).status_code == 302
    shown = client.get(page.url).content.decode()
    assert NAME not in shown
    assert "কারণ-ভেতরের" not in shown
    assert "স্থান সংশোধন" in shown
    assert client.get(f"{page.url}versions/2/").status_code == 404
    assert client.get(f"{page.url}versions/1/").status_code == 200
    # What holds today is corrected or withdrawn, never withheld.
    newest = address.replace("/2/", "/3/")
    assert moderator.post(newest, {"because": "কারণ-ভেতরের"}).status_code == 200
    assert client.get(page.url).status_code == 200
