"""An editor reviews a paper without a script: rows, lines, kinds, mistakes; and nobody else's paper is met."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import clock
from bangla import calendar
from charter_pages.models import LetterPage, MinutesPage, PaperImport
from charter_pages.papers import accounting, lines
from charter_pages.papers.taking import keeping
from portal import tree
from publishing.models import PortalDocument
from tests.admin_forms import form_of
from tests.charter_pages.taking.house import LETTER, MINUTES, House, browser_sends, give, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db

ODD_LINE = "এই কাগজে একটি অচেনা ছাপ ৯৯৯ আছে কেবল এখানে"


def post(client: Client, address: str, do: str, **more: str) -> Any:
    return client.post(address, browser_sends(client, address, do=do, **more))


def all_texts(page: Any) -> list[str]:
    """Return every text that a draft holds in its fields and its remainder, without the copy of the source."""
    content = page.get_latest_revision_as_object().serializable_data()
    content.pop("source_text")
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            if value.startswith('[{"type"'):
                walk(json.loads(value))  # a stream
            else:
                found.append(value)
        elif isinstance(value, dict):
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(content)
    return found


def test_rows_are_added_where_they_belong_and_taken_away_without_losing_their_words(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    sheet = post(client, address, "below:decisions:0").context["view"].sheet
    assert [row["number"] for row in sheet.rows["decisions"]] == ["৬.১", "", "৬.২", "৬.৩"]
    sheet = post(client, address, "add:attendance").context["view"].sheet
    assert sheet.rows["attendance"][-1] == {"post_text": "", "name": ""}
    view = post(client, address, "remove:decisions:2").context["view"]
    assert [row["number"] for row in view.sheet.rows["decisions"]] == ["৬.১", "", "৬.৩"]
    # The row's words stand among the lines that are left.
    assert any("স্ব স্ব প্রতিষ্ঠানে বিস্তৃত" in line for line in view.sheet.lines)
    assert view.missing == []
    # And all of it is there when the editor comes back another day.
    again = client.get(address).context["view"].sheet
    assert (again.rows, again.lines) == (view.sheet.rows, view.sheet.lines)


def test_a_line_that_is_left_goes_to_a_field_or_becomes_a_row(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    lost = browser_sends(client, address)
    lost |= {"do": "again", "lines-count": "3", "line-0": "প্রথম", "line-1": "দ্বিতীয়", "line-2": "তৃতীয়"}
    client.post(address, lost)
    where = {"to-0": "venue", "to-1": "row:decisions", "to-2": ""}
    sheet = post(client, address, "move", **where).context["view"].sheet
    assert sheet.values["venue"].endswith("প্রথম")
    assert sheet.rows["decisions"][-1]["text"] == "দ্বিতীয়"
    assert sheet.lines == ["তৃতীয়"]


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    wrong = {
        "meeting_on": "৩১-০২-২০২০", "memo_number": "৫৮.০৪", "mailbox": "no address", "attachments-count": "1",
        "attachments-0-title": "তালিকা", "attachments-0-pages": "অনেক", "attachments-0-pages_printed": "",
        "decisions-1-text": "",
    }  # fmt: skip
    answer = post(client, address, "draft", **wrong)
    assert answer.status_code == 200
    view = answer.context["view"]
    assert {name for name, _label in view.wrong} == {
        "meeting_on", "memo_number", "mailbox", "attachments-0-pages", "decisions-1-text",
    }  # fmt: skip
    shown = form_of(client, address)
    assert {name: shown[name] for name in wrong} == wrong
    assert not MinutesPage.objects.exists()
    right = {
        "meeting_on": "১৪/১২/২০২০", "memo_number": "", "mailbox": "", "attachments-0-pages": "২",
        "decisions-1-text": "পাখা বসাতে হবে",
    }  # fmt: skip
    assert post(client, address, "draft", **right).status_code == 302
    page = MinutesPage.objects.get(language="bn").get_latest_revision_as_object()
    assert page.meeting_on == datetime.date(2020, 12, 14)
    assert [row.pages for row in page.attachments.all()] == [2]


def test_a_letter_taken_for_minutes_becomes_one_and_loses_no_word(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    view = post(client, address, "again", kind="letter").context["view"]
    assert view.sheet.kind == "letter"
    assert view.missing == []
    assert "স্বজনলিংক" in "\n".join([*view.sheet.lines, view.sheet.values["body"]])
    back = post(client, address, "again", kind="minutes").context["view"]
    assert back.missing == []


def test_lines_that_are_left_go_with_the_draft_and_are_asked_about_before_it_is_submitted(
    house: House,
) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    sent = {**browser_sends(client, address), "do": "draft", "lines-count": "1", "line-0": ODD_LINE}
    edit = str(client.post(address, sent)["Location"])
    page = MinutesPage.objects.get(language="bn")
    assert page.remainder == ODD_LINE
    shown = client.get(edit).content.decode()
    assert ODD_LINE in shown
    assert 'class="paper-source"' in shown  # the paper stands beside it
    fields = form_of(client, edit)
    refused = client.post(edit, {**fields, "action-submit": "1"})
    assert refused.status_code == 200
    assert "remainder" in refused.context["form"].errors
    saved = client.post(edit, fields)  # a draft may wait with its lines
    assert saved.status_code == 302
    assert client.post(edit, {**fields, "remainder": "", "action-submit": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.current_workflow_state is not None


def test_the_paper_as_uploaded_is_for_the_offices_staff_alone_even_when_its_page_is_public(
    house: House,
) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    post(client, address, "draft")
    page = MinutesPage.objects.get(language="bn")
    page.get_latest_revision().publish()
    page.refresh_from_db()
    tree.sync()
    assert Client().get(page.url).status_code == 200
    document = page.source_document
    assert document.title.endswith(calendar.format_day(clock.today(), "bn"))
    assert Client().get(document.url).status_code != 200
    assert signed_in(house.neighbour).get(document.url).status_code != 200
    own = client.get(document.url)
    assert own.getvalue().decode() == MINUTES
    assert page.source_text not in Client().get(page.url).content.decode()


def test_an_editor_of_another_office_meets_nothing_of_it(house: House) -> None:
    address = review(signed_in(house.editor), house.parent, MINUTES)
    stranger = signed_in(house.neighbour)
    number = address.rstrip("/").rsplit("/", 1)[1]
    before = PaperImport.objects.get().typed
    for where in (address, f"/admin/papers/import/{house.parent.pk}/"):
        for method in (stranger.get, stranger.post):
            answer = method(where, {"do": "forget", "text": "x"})
            assert answer.status_code in (403, 404) or answer["Location"] == "/admin/"
    assert stranger.get(f"/admin/papers/import/{house.other.pk}/{number}/").status_code == 404
    assert PaperImport.objects.get().typed == before
    assert address not in stranger.get(f"/admin/papers/import/{house.other.pk}/").content.decode()
    assert address in signed_in(house.editor).get(f"/admin/papers/import/{house.parent.pk}/").content.decode()


def test_a_draft_is_made_once_however_often_the_button_is_pressed(house: House) -> None:
    client = signed_in(house.editor)
    address = review(client, house.parent, MINUTES)
    sent = browser_sends(client, address, do="draft")
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    assert MinutesPage.objects.filter(language="bn").count() == 1


def test_what_nobody_goes_on_with_is_forgotten_and_a_drafts_paper_is_kept(house: House) -> None:
    client = signed_in(house.editor)
    review(client, house.parent, LETTER)
    post(client, review(client, house.parent, MINUTES), "draft")
    later = clock.now() + keeping.KEPT_FOR + datetime.timedelta(hours=1)
    assert keeping.forget(before=later) == 2
    page = MinutesPage.objects.get(language="bn")
    assert list(PortalDocument.objects.all()) == [page.source_document]
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_paper_put_aside_leaves_nothing(house: House) -> None:
    client = signed_in(house.editor)
    post(client, review(client, house.parent, MINUTES), "forget")
    assert not PaperImport.objects.exists()
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize(
    "given_text", ["", " \n\t", "\x00", "\x01\x02", "।", "১" * 300, "\u200c", "ক" * 60_000, "\t\t\t\n" * 400]
)
def test_whatever_is_pasted_is_answered(house: House, given_text: str) -> None:
    client = signed_in(house.editor)
    answer = give(client, house.parent, text=given_text)
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert client.get(str(answer["Location"])).status_code == 200


LINES = [line for line in (MINUTES + "\n" + LETTER).split("\n") if line.strip()]


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.data())
def test_a_mangled_paper_never_gives_an_error_page_and_never_loses_a_word(
    house: House, data: st.DataObject
) -> None:
    """Lines are left out, doubled, shuffled, cut and joined; the draft holds every word that was given."""
    chosen = data.draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=25))
    cut = data.draw(st.integers(0, 60))
    glue = data.draw(st.sampled_from(["\n", "\n\n", " ", "\t", "\r\n"]))
    text = glue.join(
        line[cut:] if place % 3 == 0 and len(line) > cut else line for place, line in enumerate(chosen)
    )
    client = signed_in(house.editor)
    address = review(client, house.parent, text)
    view = client.get(address).context["view"]
    assert view.missing == []
    assert len(view.stands_for) <= len(view.row.text.split())
    sent = browser_sends(client, address, do="draft", memo_number="", mailbox="")
    sent = {**sent, "title": sent.get("title") or "নাম", "subject": sent.get("subject") or "বিষয়"}
    if "meeting_on" in sent:
        sent |= {"meeting_on": "2020-12-14", "issued_on": ""}
    answer = client.post(address, sent)
    assert answer.status_code == 302, answer.context["view"].wrong
    model = MinutesPage if view.sheet.kind == "minutes" else LetterPage
    page = model.objects.filter(language="bn").latest("pk")
    said = {word for each in all_texts(page) for word in accounting.words(each)}
    given_away = {
        *view.stands_for,
        *accounting.words(view.sheet.values.get("memo_number", "")),
        *accounting.words(view.sheet.values.get("mailbox", "")),
    }
    assert set(accounting.words(lines.prepare(view.row.text))) - said - given_away == set()
