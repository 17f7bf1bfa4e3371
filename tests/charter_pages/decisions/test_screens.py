"""The screens: filters and files, an office's own tasks, giving and closing by forms, what readers see."""

import csv
import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

import clock
from charter_pages.decisions import closing, following
from charter_pages.decisions.models import Followed, Giving, Task
from charter_pages.models import MinutesPage
from portal import tree
from portal.models import OfficePage
from tests.charter_pages.decisions.committee import DUE, Committee
from tests.staffed import signed_in

pytestmark = pytest.mark.django_db


def html(user: Any, name: str, *args: Any, query: str = "") -> str:
    answer = signed_in(user).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def far() -> datetime.date:
    return clock.today() + datetime.timedelta(days=30)


def test_the_list_is_narrowed_by_state_office_and_committee(met: Committee) -> None:
    late, waiting = met.give(), met.give(met.follow(1), due_on=far())
    met.report_done(met.task(waiting))
    texts = {late.text: "অভিযোগ বাক্স", waiting.text: "ত্রৈমাসিক প্রতিবেদন"}

    def shown(query: str) -> list[str]:
        page = html(met.moderator, "decisions", query=query)
        return [words for words in texts.values() if words in page]

    assert len(shown("")) == 2
    assert shown("?state=late") == ["অভিযোগ বাক্স"]
    assert shown("?state=reported") == ["ত্রৈমাসিক প্রতিবেদন"]
    assert shown("?state=reported&office=dj-pabna") == []
    assert shown(f"?committee=hq:committee:{late.series}&state=late") == ["অভিযোগ বাক্স"]
    assert len(shown("?state=nonsense&office=nowhere&committee=none")) == 2


def test_a_prison_sees_its_own_task_of_a_decision_and_no_others(met: Committee) -> None:
    followed = met.give()
    page = html(met.editor, "decision", followed.pk)
    assert "নাটোর জেলা কারাগার" in page
    assert "পাবনা জেলা কারাগার" not in page
    other = met.task(followed, "b")
    assert signed_in(met.editor).get(reverse("decision_task", args=[other.pk])).status_code == 404
    never_given = met.follow(1)
    assert signed_in(met.editor).get(reverse("decision", args=[never_given.pk])).status_code == 404
    for step in ("show", "carry", f"undo-{followed.givings.get().pk}"):
        answer = signed_in(met.editor).post(reverse("decision", args=[followed.pk]), {"step": step})
        assert answer.status_code in (302, 403)
    assert followed.tasks.count() == 2
    assert not Followed.objects.filter(is_public=True).exists()


def test_the_head_of_a_prison_meets_its_tasks_without_any_role(met: Committee) -> None:
    task = met.task(met.give())
    assert "অভিযোগ বাক্স" in html(met.head, "decision_tasks", query="?shelf=mine")
    assert reverse("decision_report", args=[task.pk]) in html(met.head, "decision_tasks", query="?shelf=mine")
    assert 'name="words"' in html(met.head, "decision_report", task.pk)
    assert signed_in(met.head).get(reverse("decision_share")).status_code == 302
    assert signed_in(met.head).get(reverse("decision_minutes")).status_code == 302


def test_a_decision_is_taken_up_given_and_taken_back_by_forms(met: Committee) -> None:
    client = signed_in(met.moderator)
    page = client.get(reverse("decision_take_up", args=[met.first.pk])).content.decode()
    assert page.count("সিদ্ধান্ত পরিবীক্ষণে") or "পরিবীক্ষণে নিন" in page
    answer = client.post(reverse("decision_take_up", args=[met.first.pk]), {"decision": str(met.keys[0])})
    followed = Followed.objects.get()
    assert answer["Location"] == reverse("decision_give", args=[followed.pk])
    form = {"whom": "prisons", "due_on": far().isoformat(), "role": "superintendent"}
    answer = client.post(answer["Location"], form)
    assert answer["Location"] == reverse("decision", args=[followed.pk])
    assert followed.tasks.count() == 2
    shown = html(met.moderator, "decision", followed.pk)
    assert "chart__bar" in shown
    given = Giving.objects.get()
    client.post(reverse("decision", args=[followed.pk]), {"step": f"undo-{given.pk}"})
    assert not followed.tasks.exists()


def test_a_day_that_is_over_is_refused_in_the_form_and_what_was_typed_stays(met: Committee) -> None:
    followed = met.follow()
    form = {"whom": "prisons", "due_on": "২০২৪-০১-০১"}
    page = signed_in(met.moderator).post(reverse("decision_give", args=[followed.pk]), form).content.decode()
    assert "এই তারিখ পার হয়ে গেছে" in page
    assert not followed.tasks.exists()


def test_an_office_reports_with_a_pdf_and_headquarters_closes_it_by_ticking(met: Committee) -> None:
    followed = met.give()
    task = met.task(followed)
    address = reverse("decision_report", args=[task.pk])
    client = signed_in(met.editor)
    page = client.post(address, {"step": "done", "words": "বাক্স বসানো হয়েছে"}).content.decode()
    assert "প্রমাণক দিন" in page
    assert "বাক্স বসানো হয়েছে" in page
    file = SimpleUploadedFile("proof.pdf", b"%PDF-1.4 proof")
    form = {"step": "done", "words": "বাক্স বসানো হয়েছে", "title": "ছবিসহ প্রতিবেদন", "file": file}
    assert client.post(address, form).status_code == 302
    task.refresh_from_db()
    assert task.state == Task.State.REPORTED
    event = task.events.get()
    paper = client.get(reverse("decision_document", args=[event.pk]))
    assert paper.getvalue() == b"%PDF-1.4 proof"
    assert signed_in(met.other_editor).get(reverse("decision_document", args=[event.pk])).status_code == 404
    form = {"step": "agree", "minutes": met.second.pk, "chosen": f"{task.pk}-{task.events_count}"}
    signed_in(met.moderator).post(reverse("decision", args=[followed.pk]), form)
    task.refresh_from_db()
    assert (task.state, task.closed_in) == (Task.State.AGREED, met.second)


def test_a_file_of_another_kind_is_refused_and_not_kept(met: Committee) -> None:
    task = met.task(met.give())
    form = {
        "step": "done", "words": "হয়েছে", "title": "x", "file": SimpleUploadedFile("x.exe", b"MZ"),
    }  # fmt: skip
    page = signed_in(met.editor).post(reverse("decision_report", args=[task.pk]), form).content.decode()
    assert "পিডিএফ আপলোড করুন" in page
    task.refresh_from_db()
    assert task.state == Task.State.OPEN


def test_the_list_as_a_file_holds_no_formula(met: Committee) -> None:
    followed = met.give()
    Followed.objects.filter(pk=followed.pk).update(text="=cmd|' /C calc'!A0")
    answer = signed_in(met.moderator).get(reverse("decisions") + "?export=csv")
    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[1][4].startswith("'=cmd")
    book = signed_in(met.moderator).get(reverse("decisions") + "?export=xlsx")
    assert book.getvalue()[:2] == b"PK"
    own = signed_in(met.editor).get(reverse("decisions") + "?export=csv").getvalue().decode()
    assert "dj-natore" in own
    assert "dj-pabna" not in own


def test_home_tells_an_office_what_it_has_to_report_and_headquarters_what_waits(met: Committee) -> None:
    task = met.task(met.give())
    home = signed_in(met.editor).get("/admin/").content.decode()
    assert "বাস্তবায়ন করে জানানোর সিদ্ধান্ত" in home
    met.report_done(task)
    home = signed_in(met.moderator).get("/admin/").content.decode()
    assert "কমিটির সম্মতির অপেক্ষায় সিদ্ধান্তের প্রতিবেদন" in home
    assert "অভিযোগ বাক্স" in html(met.moderator, "decision_tasks", query="?shelf=waiting")


def test_the_share_has_a_bar_and_a_table(met: Committee) -> None:
    followed = met.give()
    closing.agree(by=met.moderator, task=met.report_done(met.task(followed)), seen=1, minutes=met.second)
    page = html(met.moderator, "decision_share")
    assert "৫০%" in page
    assert "chart__bar" in page
    assert "২.২২ / ৪" in page


def test_readers_see_what_headquarters_made_public_and_nobody_s_name(met: Committee, client: Client) -> None:
    followed, hidden = met.give(), met.give(met.follow(1))
    met.report_done(met.task(followed))
    minutes_url = MinutesPage.objects.get(pk=met.first.pk).url
    office_url = OfficePage.objects.get(register_entry=met.offices.a, language="bn").url
    assert "সিদ্ধান্তের বাস্তবায়ন অবস্থা" not in client.get(minutes_url).content.decode()
    following.show(by=met.moderator, followed=followed, is_public=True)
    closing.agree(by=met.moderator, task=met.task(followed), seen=1, minutes=met.second)
    for url in (minutes_url, office_url):
        answer = client.get(url)
        page = answer.content.decode()
        block = page.partition('id="became"')[2].partition("</section>")[0]
        assert "অভিযোগ বাক্স" in block
        assert hidden.text not in block
        assert "২-এর মধ্যে ১" in block
        assert "১৫ সেপ্টেম্বর ২০২৬" in block
        assert "natore-editor" not in page
        assert "csrf" not in block
        assert answer["Cache-Control"].startswith("public")
    following.show(by=met.moderator, followed=followed, is_public=False)
    assert 'id="became"' not in client.get(minutes_url).content.decode()


def test_readers_in_english_see_it_in_the_words_of_their_page(met: Committee, client: Client) -> None:
    followed = met.give()
    following.show(by=met.moderator, followed=followed, is_public=True)
    tree.sync()
    page = MinutesPage.objects.get(translation_key=met.first.translation_key, language="en")
    shown = client.get(page.url).content.decode()
    assert "What became of the decisions" in shown
    assert "2 offices late" in shown


def test_of_a_withdrawn_paper_an_office_page_tells_nothing(met: Committee, client: Client) -> None:
    followed = met.give()
    following.show(by=met.moderator, followed=followed, is_public=True)
    MinutesPage.objects.filter(pk=met.first.pk).update(live=False)
    url = OfficePage.objects.get(register_entry=met.offices.a, language="bn").url
    with translation.override("bn"):
        assert 'id="became"' not in client.get(url).content.decode()


def test_what_is_still_to_be_done_stands_above_what_is_over(met: Committee) -> None:
    over, owed = met.give(), met.give(met.follow(1), due_on=far())
    closing.drop(by=met.moderator, task=met.task(over), reason="অন্য প্রকল্পে হচ্ছে")
    for shelf in ("mine", "all"):
        page = html(met.editor, "decision_tasks", query=f"?shelf={shelf}")
        addresses = [reverse("decision_task", args=[met.task(followed).pk]) for followed in (owed, over)]
        assert page.index(addresses[0]) < page.index(addresses[1])


def test_the_day_that_was_given_stands_on_the_task(met: Committee) -> None:
    task = met.task(met.give())
    assert task.due_on == DUE
    assert "১৫ সেপ্টেম্বর ২০২৬" in html(met.editor, "decision_task", task.pk)
