"""The screens: one button on the home, half a minute for a review, lists that tell nothing of others."""

import copy
import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

import clock
from bangla import fiscal
from charter_pages.duties import deciding, raising, snapshots
from charter_pages.models import CharterPage, Duty, DutyRule, Evidence
from portal import rights
from tests import publishing_samples as samples
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import Country

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def screens_laid(department_laid: samples.Site, lay_once: Callable[[Callable[[], Any]], Any]) -> Country:
    """The country in the present quarter: screens are looked at today."""

    def lay() -> Country:
        made = country.people_of(copy.deepcopy(department_laid.offices))
        raising.raise_for(fiscal.quarter(clock.today()))
        rights.set_up()
        return made

    found: Country = lay_once(lay)
    return found


@pytest.fixture
def owing(screens_laid: Country, db: None) -> Country:
    return copy.deepcopy(screens_laid)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def present(owing: Country, kind: str, office: str = "a") -> Duty:
    quarter = fiscal.quarter(clock.today())
    return Duty.objects.of_quarter(quarter).get(office=getattr(owing.offices, office), kind=kind)


def home(user: Any) -> str:
    return signed_in(user).get("/admin/").content.decode()


def panel(text: str) -> str:
    found = re.search(r'<ul class="[^"]*duties">.*?</ul>', text, re.DOTALL)
    return found[0] if found else ""


def test_an_editor_meets_the_own_duties_first_with_one_button_each(owing: Country) -> None:
    text = home(owing.editor)
    mine = panel(text)
    assert 'id="my-duties' in text
    assert text.index('id="my-duties') < text.index('id="my-office')
    rows = mine.split("<li")[1:]
    # Six of the quarter that is over, late and first; six of this one.
    assert len(rows) == 12
    assert all(row.count('class="button') == 1 for row in rows)
    assert all("state--late" in row for row in rows[:6])
    assert not any("state--late" in row for row in rows[6:])
    assert "Pabna" not in mine
    assert "পাবনা" not in mine
    for kind, label in (("charter", "duty_review"), ("training", "duty_file")):
        assert reverse(label, args=[owing.duty(kind).pk]) in mine
    page = owing.offices.a.portal_pages.get(language="bn")  # type: ignore[attr-defined]
    assert f"/admin/pages/add/charter_pages/minutespage/{page.pk}/" in mine
    assert f"/admin/pages/add/charter_pages/practicereportpage/{page.pk}/" in mine


def test_what_was_returned_says_why_and_leads_to_it_and_what_was_shown_has_no_button(owing: Country) -> None:
    returned, waiting = present(owing, "training"), present(owing, "practice")
    for duty in (returned, waiting):
        country.show(owing.editor, duty)
    deciding.give_back(by=owing.reviewer, duty=returned, number=1, reason="তারিখ নেই <b>")
    rows = panel(home(owing.editor)).split("<li")
    first = next(row for row in rows if reverse("duty", args=[returned.pk]) in row)
    assert "তারিখ নেই &lt;b&gt;" in first
    assert first.count('class="button') == 1
    shown = next(row for row in rows if reverse("duty", args=[waiting.pk]) in row)
    assert 'class="button' not in shown


def test_an_office_without_a_charter_is_led_to_writing_one(owing: Country) -> None:
    mine = panel(home(owing.other_editor))
    assert "/admin/pages/add/charter_pages/charterpage/" in mine
    assert "duty_review" not in mine


def test_who_answers_for_no_office_has_no_such_panel(owing: Country) -> None:
    assert 'id="my-duties' not in home(owing.policy)


def test_when_all_was_shown_the_panel_says_so(owing: Country) -> None:
    for duty in Duty.objects.filter(office=owing.offices.a):
        country.show(owing.editor, duty)
    with translation.override("bn"):
        assert str(translation.gettext("Nothing is left to do: all was shown.")) in home(owing.editor)


def test_the_home_asks_no_more_for_many_offices_than_for_one(
    owing: Country, django_assert_max_num_queries: Any
) -> None:
    from django.test import RequestFactory

    from charter_pages.duties.home import MyDuties

    request = RequestFactory().get("/admin/")
    request.user = owing.editor
    with django_assert_max_num_queries(7):
        MyDuties(request).render_html()


def test_a_reviewer_and_headquarters_are_told_how_much_waits_for_them(owing: Country) -> None:
    first, second = present(owing, "training"), present(owing, "training", "division")
    country.show(owing.editor, first)
    country.show(owing.reviewer, second)
    link = f"{reverse('duties')}?shelf=waiting"
    for user in (owing.reviewer, owing.moderator):
        assert re.search(rf'<a class="button" href="{re.escape(link)}">[^<]*: ১</a>', home(user))


def test_a_review_is_two_requests_and_one_tick(owing: Country) -> None:
    duty = present(owing, "charter")
    client, address = signed_in(owing.editor), reverse("duty_review", args=[duty.pk])
    text = client.get(address).content.decode()
    assert "natore-editor" in text
    seen = re.search(r'name="seen" value="(\w{64})"', text)
    assert seen is not None
    refused = client.post(address, {"seen": seen[1]})
    assert refused.status_code == 200
    assert 'id="signed-error"' in refused.content.decode()
    assert not Evidence.objects.exists()
    for _click in (1, 2):
        answer = client.post(address, {"seen": seen[1], "signed": "on"})
        assert answer["Location"] == reverse("duty", args=[duty.pk])
    assert Evidence.objects.get().how == "reviewed"
    assert CharterPage.objects.get(office=owing.offices.a, language="bn").last_reviewed_on == clock.today()


def test_a_review_of_what_changed_meanwhile_is_offered_once_more_as_it_is_now(owing: Country) -> None:
    address = reverse("duty_review", args=[present(owing, "charter").pk])
    client = signed_in(owing.editor)
    answer = client.post(address, {"seen": "0" * 64, "signed": "on"})
    assert answer.status_code == 200
    seen = re.search(r'name="seen" value="(\w{64})"', answer.content.decode())
    assert seen is not None
    assert seen[1] != "0" * 64
    assert client.post(address, {"seen": seen[1], "signed": "on"}).status_code == 302


def test_a_pdf_is_filed_and_what_was_typed_is_kept_on_an_error(owing: Country) -> None:
    duty = present(owing, "committee")
    client, address = signed_in(owing.editor), reverse("duty_file", args=[duty.pk])
    wrong = client.post(address, {"title": "কমিটির আদেশ"})
    assert wrong.status_code == 200
    assert "কমিটির আদেশ" in wrong.content.decode()
    fake = country.ContentFile(b"no pdf", name="x.pdf")
    assert client.post(address, {"title": "x", "file": fake}).status_code == 200
    answer = client.post(address, {"title": "কমিটির আদেশ", "file": country.pdf()})
    assert answer["Location"] == reverse("duty", args=[duty.pk])
    assert Evidence.objects.get().title == "কমিটির আদেশ"


def test_a_published_paper_is_filed_by_choosing_it(owing: Country) -> None:
    duty = present(owing, "training")
    client, address = signed_in(owing.editor), reverse("duty_file", args=[duty.pk])
    chosen = re.search(r'<option value="(\d+)">', client.get(address).content.decode())
    assert chosen is not None
    client.post(address, {"page": chosen[1]})
    assert Evidence.objects.get().page_id == int(chosen[1])
    strangers = samples.minutes(owing.offices.b.portal_pages.get(language="bn"), memo="", title="পাবনার")  # type: ignore[attr-defined]
    assert client.post(address, {"page": strangers.pk}).status_code == 200
    assert Evidence.objects.count() == 1


def test_a_reason_that_is_too_short_stays_in_the_form(owing: Country) -> None:
    duty = present(owing, "training")
    country.show(owing.editor, duty)
    client, address = signed_in(owing.reviewer), reverse("duty", args=[duty.pk])
    answer = client.post(address, {"step": "return", "number": 1, "reason": "নঞ"[:1]})
    assert answer.status_code == 200
    assert (
        client.post(address, {"step": "return", "number": 2, "reason": "তারিখ নেই, আবার দিন"}).status_code
        == 200
    )
    kept = client.post(address, {"step": "return", "number": "x", "reason": "তারিখ নেই, আবার দিন"})
    assert "তারিখ নেই, আবার দিন" in kept.content.decode()
    assert client.post(address, {"step": "return", "number": 1, "reason": "তারিখ নেই"}).status_code == 302
    duty.refresh_from_db()
    assert duty.state == "returned"


def test_many_are_accepted_from_the_list_after_one_look(owing: Country) -> None:
    fine, own = present(owing, "training", "division"), present(owing, "training", "hq")
    country.show(owing.reviewer, fine)
    country.show(owing.moderator, own)
    client = signed_in(owing.moderator)
    listed = client.get(reverse("duties")).content.decode()
    assert f'value="{fine.pk}-1"' in listed
    assert f'value="{own.pk}-1"' not in listed
    ticked = {"chosen": [f"{fine.pk}-1", f"{own.pk}-1", "9-x", "x"]}
    asked = client.post(reverse("duties_accept"), ticked)
    assert asked.status_code == 200
    assert f'value="{fine.pk}-1"' in asked.content.decode()
    fine.refresh_from_db()
    assert fine.state == "submitted", "nothing is accepted before it was looked at once more"
    client.post(reverse("duties_accept"), {**ticked, "step": "confirm"})
    fine.refresh_from_db()
    own.refresh_from_db()
    assert (fine.state, own.state) == ("accepted", "submitted")


def test_another_offices_duty_evidence_and_snapshot_are_nowhere(owing: Country) -> None:
    duty = present(owing, "training")
    made = country.show(owing.editor, duty, "secret")
    snapshots.take_due()
    client = signed_in(owing.other_editor)
    for name, pk in (
        ("duty", duty.pk), ("duty_file", duty.pk), ("duty_review", present(owing, "charter").pk),
        ("duty_snapshot", made.pk),
    ):  # fmt: skip
        address = reverse(name, args=[pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"signed": "on", "step": "accept", "number": 1}).status_code in (404, 405)
    for shelf in ("mine", "waiting", "late", "all"):
        assert (
            "নাটোর" not in client.get(reverse("duties"), {"shelf": shelf}).content.decode().split("<table")[-1]
        )
    own = signed_in(owing.editor).get(reverse("duty_snapshot", args=[made.pk]))
    assert own.getvalue() == b"%PDF-1.4 secret"
    assert own["Content-Type"] == "application/pdf"
    assert "no-store" in own["Cache-Control"]


def test_a_list_asks_the_same_number_of_questions_for_many_duties(
    owing: Country, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(owing.moderator)
    client.get(reverse("duties"))
    with django_assert_max_num_queries(30):
        client.get(reverse("duties"), {"shelf": "all"})


def test_headquarters_lets_a_rule_follow_and_another_end(owing: Country) -> None:
    client = signed_in(owing.policy)
    following = fiscal.quarter(clock.today()).next()
    address = f"{reverse('duty_rule_follow')}?kind=training"
    assert following.first_day.isoformat() in client.get(address).content.decode()
    given = {
        "kind": "training", "for_prisons": "on", "due_days": 5, "weight": 2, "target_percent": 80,
        "remind_days": "-৭, ১, ৭", "silent_days": 5, "in_force_from": following.first_day, "source": "পত্র ৫",
    }  # fmt: skip
    early = client.post(address, {**given, "in_force_from": fiscal.quarter(clock.today()).first_day})
    assert early.status_code == 200
    assert "পত্র ৫" in early.content.decode()
    assert client.post(address, given).status_code == 302
    rule = DutyRule.objects.get(kind="training", in_force_until=None)
    assert (rule.remind_days, rule.weight, rule.for_divisions) == ([-7, 1, 7], 2, False)
    other = DutyRule.objects.get(kind="stakeholders")
    client.post(reverse("duty_rule_end", args=[other.pk]))
    other.refresh_from_db()
    assert other.in_force_until == following.first_day - datetime.timedelta(days=1)
    assert signed_in(owing.editor).get(address).status_code in (302, 403)


@pytest.mark.parametrize("language", ["bn", "en"])
def test_each_screen_stands_in_both_languages(owing: Country, language: str) -> None:
    from wagtail.users.models import UserProfile

    duty = present(owing, "training")
    country.show(owing.editor, duty)
    for user in (owing.editor, owing.reviewer, owing.moderator):
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client = signed_in(user)
        for address in (
            "/admin/", reverse("duties"), reverse("duty", args=[duty.pk]),
            reverse("duty_file", args=[present(owing, "committee").pk]),
            reverse("duty_review", args=[present(owing, "charter").pk]),
        ):  # fmt: skip
            answer = client.get(address)
            assert answer.status_code == 200, (address, user)
    client = signed_in(owing.moderator)
    for name in ("duty_rules", "duty_rule_follow", "duties_accept"):
        assert client.get(reverse(name)).status_code == 200
