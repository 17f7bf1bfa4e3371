"""What was public is withdrawn with a reason, never deleted; its address says so; headquarters gives it back."""

import copy

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import PageLogEntry

from accounts.models import User
from accounts.roles import Role
from charter_pages.models import MinutesPage
from portal import tree
from portal.models import OfficePage
from publishing import withdrawals
from publishing.models import Withdrawal
from tests import publishing_samples as samples
from tests.edited import EditedMinutes
from tests.staffed import person, signed_in

pytestmark = pytest.mark.django_db
TITLE, ENGLISH, WHY = "প্রত্যাহারের কার্যবিবরণী", "Minutes to withdraw", "একটি নাম ভুলক্রমে প্রকাশিত"


class House(EditedMinutes):
    def __init__(self) -> None:
        super().__init__(TITLE)
        self.other = person("other", Role.PRISON_EDITOR, self.offices.b)
        self.superuser = User.objects.create_superuser("root", "root@example.org", "x")
        self.english = tree.translate(self.page, {"title": ENGLISH})


def withdrawn(house: House) -> Withdrawal:
    return withdrawals.withdraw(
        by=house.editor, page=house.page, reason_bn=WHY, reason_en="A name slipped in"
    )


def test_a_withdrawn_paper_says_when_and_why_in_both_languages_and_nothing_of_what_it_said(
    house: House, client: Client
) -> None:
    addresses = [(house.page.url, WHY, TITLE), (house.english.url, "A name slipped in", ENGLISH)]
    for address, _why, _title in addresses:
        assert client.get(address).status_code == 200
    withdrawn(house)
    for place, (address, why, title) in enumerate(addresses):
        answer = client.get(address)
        text = answer.content.decode()
        assert answer.status_code == 410
        assert why in text
        assert title in text
        assert samples.MEMO not in text
        assert f'href="{addresses[1 - place][0]}"' in text  # the switch leads to the same answer
        assert answer["Cache-Control"] == "no-cache"
        assert "noindex" in text
        assert not answer.cookies
        assert client.get(f"{address}pdf/").status_code == 410


def test_a_withdrawn_paper_is_in_no_list_search_feed_or_map(house: House, client: Client) -> None:
    places = [
        house.parent.url,
        "/bn/publications/",
        f"/bn/search/?q={TITLE}",
        "/bn/feed/",
        "/sitemap-pages-bn.xml",
    ]

    def told() -> list[str]:
        return [place for place in places if house.page.slug in client.get(place).content.decode()]

    assert told() == places
    withdrawn(house)
    assert told() == []


def test_a_draft_that_was_never_public_answers_as_before_and_may_be_deleted(
    house: House, client: Client
) -> None:
    draft = samples.unsaved_minutes(memo="", title="খসড়া")
    draft.live = False
    draft.owner = house.editor
    house.parent.add_child(instance=draft)
    draft.save_revision(user=house.editor)
    assert client.get(draft.full_url).status_code == 404
    assert signed_in(house.editor).post(f"/admin/pages/{draft.pk}/delete/").status_code == 302
    assert not MinutesPage.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("who", ["editor", "moderator", "superuser"])
def test_what_was_public_is_deleted_and_quietly_unpublished_by_nobody(house: House, who: str) -> None:
    client = signed_in(getattr(house, who))
    for address in (
        f"/admin/pages/{house.page.pk}/delete/",
        f"/admin/pages/{house.page.pk}/unpublish/",
        f"/admin/bulk/wagtailcore/page/delete/?id={house.page.pk}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/unpublish/?id={house.page.pk}&next=/admin/",
    ):
        client.get(address)
        client.post(address)
        assert MinutesPage.objects.filter(pk=house.page.pk, live=True).exists(), address
    withdrawn(house)
    client.post(f"/admin/pages/{house.page.pk}/delete/")
    assert MinutesPage.objects.filter(pk=house.page.pk).exists()


def test_an_editor_withdraws_by_the_form_and_headquarters_restores(house: House, client: Client) -> None:
    editor, moderator = signed_in(house.editor), signed_in(house.moderator)
    form = f"/admin/withdrawals/new/{house.page.pk}/"
    assert form in editor.get(f"/admin/pages/{house.page.pk}/edit/").content.decode()
    assert editor.post(form, {"reason_bn": " "}).status_code == 200
    assert client.get(house.page.url).status_code == 200
    assert editor.post(form, {"reason_bn": WHY}).status_code == 302
    row = Withdrawal.objects.get()
    assert WHY in editor.get("/admin/withdrawals/").content.decode()
    one = f"/admin/withdrawals/{row.pk}/"
    assert 'method="post"' not in editor.get(one).content.decode()
    assert editor.post(one).status_code == 302
    assert client.get(house.page.url).status_code == 410
    assert one in moderator.get(f"/admin/pages/{house.page.pk}/edit/").content.decode()
    assert moderator.post(one).status_code == 302
    assert client.get(house.page.url).status_code == 200
    assert ENGLISH in client.get(house.english.url).content.decode()
    kept = PageLogEntry.objects.filter(page=house.page.pk, action__startswith="publishing.")
    assert [entry.action for entry in kept.order_by("timestamp")] == [
        "publishing.withdraw",
        "publishing.restore",
    ]
    assert WHY in moderator.get(f"/admin/pages/{house.page.pk}/history/").content.decode()


def test_a_paper_restored_stands_as_it_stood_whatever_was_drafted_since(house: House, client: Client) -> None:
    row = withdrawn(house)
    draft = MinutesPage.objects.get(pk=house.page.pk)
    draft.title = "পরে লেখা খসড়া"
    draft.save_revision(user=house.editor)
    withdrawals.restore(by=house.moderator, withdrawal=row)
    shown = client.get(house.page.url).content.decode()
    assert TITLE in shown
    assert "পরে লেখা খসড়া" not in shown


def test_a_paper_that_follows_another_language_goes_and_comes_back_with_it(
    house: House, client: Client
) -> None:
    page = samples.minutes(house.parent, memo="", title="অনূদিত নয়")
    tree.sync()
    alias = page.get_translations().get()
    assert client.get(alias.url).status_code == 200
    row = withdrawals.withdraw(by=house.editor, page=page, reason_bn=WHY)
    assert client.get(alias.url).status_code == 410
    withdrawals.restore(by=house.moderator, withdrawal=row)
    assert client.get(alias.url).status_code == 200


def test_a_withdrawn_paper_that_was_changed_and_approved_is_no_longer_withdrawn(
    house: House, client: Client
) -> None:
    withdrawn(house)
    page = MinutesPage.objects.get(pk=house.page.pk)
    page.save_revision(user=house.editor)
    page.get_workflow().start(page, house.editor)
    state = MinutesPage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, house.moderator, "approve")
    assert client.get(house.page.url).status_code == 200
    assert Withdrawal.objects.get().restored_at is not None
    again = withdrawals.withdraw(by=house.editor, page=house.page, reason_bn="আবার")
    assert again.restored_at is None


def test_another_offices_editor_neither_finds_nor_withdraws_the_paper(house: House) -> None:
    other = signed_in(house.other)
    row = withdrawn(house)
    assert other.post(f"/admin/withdrawals/{row.pk}/").status_code == 404
    assert TITLE not in other.get("/admin/withdrawals/").content.decode()
    assert other.post(f"/admin/withdrawals/new/{house.page.pk}/", {"reason_bn": WHY}).status_code == 404
    with pytest.raises(PermissionDenied):
        withdrawals.withdraw(by=house.other, page=house.page, reason_bn=WHY)
    with pytest.raises(PermissionDenied):
        withdrawals.restore(by=house.editor, withdrawal=row)


def test_the_house_itself_is_not_withdrawn(house: House) -> None:
    with pytest.raises(ValidationError):
        withdrawals.withdraw(by=house.moderator, page=house.parent, reason_bn=WHY)
    assert signed_in(house.moderator).post(
        f"/admin/withdrawals/new/{house.parent.pk}/", {"reason_bn": WHY}
    ).status_code in (302, 403)
    assert OfficePage.objects.get(pk=house.parent.pk).live


def test_the_database_keeps_one_withdrawal_at_a_time_and_none_without_a_reason(house: House) -> None:
    row = withdrawn(house)
    for changes in (
        {"pk": None},
        {"pk": None, "translation_key": house.parent.translation_key, "reason_bn": ""},
    ):
        stray = copy.copy(row)
        for name, value in changes.items():
            setattr(stray, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            stray.save(force_insert=True)
