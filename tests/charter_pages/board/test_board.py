"""Who sees which offices on the board, in which order, and what leaves it as a file."""

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

import clock
from accounts.models import User
from accounts.roles import Role
from charter_pages.duties import board, board_words, bundles, exports, scope
from charter_pages.models import Duty, DutyRule, QuarterBundle
from offices.models import Office
from tests import selling
from tests.charter_pages.board import countries
from tests.charter_pages.board.countries import NOW, TODAY, Country, owe

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ENDED = countries.LAST.previous()
State = Duty.State


@pytest.fixture
def told(small: Country) -> Country:
    """The first division has one that is late for 38 days, the second one late for 5."""
    first, second, third, fourth = small.prisons
    Duty.objects.bulk_create(
        [
            owe(small.hq, ENDED, state=State.ACCEPTED),
            owe(small.divisions[0], ENDED, state=State.ACCEPTED, days=2),
            owe(first, ENDED, state=State.ACCEPTED),
            owe(first, ENDED, "committee", state=State.SUBMITTED),
            owe(second, ENDED, due_on=TODAY - datetime.timedelta(days=5)),
            owe(third, ENDED, state=State.OPEN),
            owe(third, ENDED, "committee", state=State.WAIVED),
            owe(fourth, ENDED, state=State.ENDORSED),
        ]
    )
    return small


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    user.wagtail_userprofile.preferred_language = "en"
    user.wagtail_userprofile.save()
    return client


def shown(user: User, query: str = "") -> Any:
    with clock.set_to(NOW):
        return signed_in(user).get(reverse("duties_board") + query)


def names(answer: Any) -> list[str]:
    groups = answer.context["groups"]
    return [row["name"] for group in groups for row in group["rows"]]


@pytest.fixture(autouse=True)
def _profiles(db: None) -> None:
    from wagtail.users.models import UserProfile

    for user in User.objects.all():
        UserProfile.objects.get_or_create(user=user)


def profiled(user: User) -> User:
    from wagtail.users.models import UserProfile

    UserProfile.objects.get_or_create(user=user)
    return user


def test_late_comes_first_by_division_and_within_it(told: Country) -> None:
    answer = shown(profiled(told.moderator))
    assert [group["whole"]["name"] for group in answer.context["groups"]] == [
        "Division 0", "Division 1", "Headquarters",
    ]  # fmt: skip
    assert names(answer) == ["Prison 2", "Division 0", "Prison 0", "Prison 1", "Prison 3", "Headquarters"]
    flat = shown(profiled(told.moderator), "?view=late").context["rows"]
    assert [row["name"] for row in flat][:2] == ["Prison 2", "Prison 1"]
    page = answer.content.decode()
    assert "38 days late" in page
    assert "5 days late" in page
    assert "shown 2 days late" in page


def test_a_state_is_a_word_that_leads_to_its_duty(told: Country) -> None:
    page = shown(profiled(told.moderator)).content.decode()
    duty = Duty.objects.get(office=told.prisons[0], kind="committee")
    found = re.search(rf'<a class="board__cell" href="{reverse("duty", args=[duty.pk])}">(.*?)</a>', page)
    assert found is not None
    assert "Shown, to be checked" in found[1]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("moderator", {"Headquarters", "Division 0", "Prison 0", "Prison 1", "Prison 2", "Prison 3"}),
        ("reviewer", {"Division 0", "Prison 0", "Prison 2"}),
        ("editor", {"Prison 0"}),
    ],
)
def test_each_sees_the_offices_that_they_answer_for(told: Country, who: str, seen: set[str]) -> None:
    user = profiled(getattr(told, who))
    answer = shown(user)
    assert set(names(answer)) == seen
    assert (answer.context["average"] is None) == (who == "moderator")
    text = answer.content.decode()
    for office in told.prisons:
        assert (office.name_en in text) == (office.name_en in seen)
        with clock.set_to(NOW):
            status = signed_in(user).get(reverse("duties_board_office", args=[office.code])).status_code
        assert status == (200 if office.name_en in seen else 404)


def test_the_average_is_of_all_prisons_and_names_none(told: Country) -> None:
    average = shown(profiled(told.editor)).context["average"]
    # Four charters and one committee are owed by prisons and due; two charters and the committee are shown.
    assert (average["shown"], average["marks"]) == ("60%", "3 / 3")


def test_whoever_holds_no_such_role_sees_no_board(told: Country) -> None:
    for role in (Role.PARCELS, Role.FINANCE, Role.WORKSHOP_RECORDER):
        user = profiled(selling.staff(role, told.hq))
        assert shown(user).status_code in (302, 403)


def test_the_scope_is_what_access_says(told: Country) -> None:
    from accounts import access

    both = selling.staff(Role.PRISON_EDITOR, told.prisons[1])
    both.appointments.create(role=Role.DIVISION_REVIEWER, office=told.divisions[0], since=TODAY)
    ended = selling.staff(Role.PRISON_EDITOR, told.prisons[1])
    ended.appointments.update(until=datetime.date(2025, 1, 1))
    national = selling.staff(Role.HQ_MODERATOR, told.prisons[0])
    root = User.objects.create_superuser("root")
    gone = selling.staff(Role.HQ_MODERATOR, told.hq)
    gone.is_active = False
    people = [told.moderator, told.reviewer, told.editor, both, ended, national, root, gone]
    from charter_pages.duties.board_screens import READERS

    with clock.set_to(NOW):
        for user in people:
            found = scope.of(user, READERS)
            assert found.own == set(access.offices_for(user, *READERS).values_list("pk", flat=True)), user
            assert found.held == access.held_by(user), user


def test_filters_narrow_lines_and_leave_the_divisions_total_whole(told: Country) -> None:
    user = profiled(told.moderator)
    answer = shown(user, "?standing=late")
    assert names(answer) == ["Prison 2", "Prison 1"]
    assert answer.context["groups"][0]["whole"]["shown"] == "75%"
    assert names(shown(user, "?sort=above")) == ["Division 0", "Headquarters"]
    assert set(names(shown(user, "?division=div-1"))) == {"Prison 1", "Prison 3"}
    assert set(names(shown(user, "?kind=committee"))) == {"Prison 0", "Prison 2"}
    assert names(shown(user, "?standing=waived")) == ["Prison 2"]
    # What is none of the choices asks for nothing.
    assert len(names(shown(user, "?standing=x&sort=y&division=z&kind=q&period=w"))) == 6


def test_periods_are_quarters_four_of_them_a_year_and_all(told: Country) -> None:
    owe(told.prisons[0], ENDED.previous(), state=State.OPEN).save()
    user = profiled(told.moderator)
    codes = [code for code, _name in shown(user).context["fields"][0]["choices"]]
    assert codes == ["2026-1", "2025-4", "four", "2026", "2025", "all"]
    assert shown(user).context["asked_period"] == "2026-1"
    old = shown(user, "?period=2025-4")
    assert names(old) == ["Prison 0"]
    together = shown(user, "?period=all").context["groups"][0]["rows"]
    first = next(row for row in together if row["name"] == "Prison 0")
    assert first["cells"][0]["shown"].text == "1 of 2 shown"


def test_where_the_last_quarter_knows_nothing_the_newest_that_is_known_is_shown(small: Country) -> None:
    owe(small.hq, ENDED.previous().previous()).save()
    assert shown(profiled(small.moderator)).context["asked_period"] == "2025-3"


def test_while_nothing_is_owed_the_board_says_so(small: Country) -> None:
    answer = shown(profiled(small.moderator))
    assert "Nothing is owed yet" in answer.content.decode()


def test_the_file_holds_what_was_filtered_and_who_took_it_is_kept(told: Country) -> None:
    Office.objects.filter(pk=told.prisons[2].pk).update(name_en="=HYPERLINK(1)", name_bn="=HYPERLINK(1)")
    user = profiled(told.moderator)
    answer = shown(user, "?standing=late&export=csv")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["Code of the office"], row["Days late"]) for row in rows] == [
        ("dj-01", "5"),
        ("dj-02", "38"),
    ]
    # No program takes a name for a formula.
    assert rows[1]["Office"] == "'=HYPERLINK(1)"
    entry = ModelLogEntry.objects.get(action=exports.LOGGED_AS)
    assert (entry.user, entry.object_id, entry.data) == (
        user, str(told.hq.pk), {"format": "csv", "period": "", "standing": "late"},
    )  # fmt: skip
    book = load_workbook(io.BytesIO(shown(profiled(told.reviewer), "?export=xlsx").getvalue()))
    codes = {row[0] for row in book.active.iter_rows(min_row=2, values_only=True)}
    assert codes == {"div-0", "dj-00", "dj-02"}


def test_headings_are_in_the_readers_language(told: Country) -> None:
    user = profiled(told.moderator)
    client = signed_in(user)
    user.wagtail_userprofile.preferred_language = "bn"
    user.wagtail_userprofile.save()
    with clock.set_to(NOW):
        first = client.get(reverse("duties_board") + "?export=csv").getvalue().decode().splitlines()[0]
    assert "দপ্তরের কোড" in first


def test_a_rule_that_changed_its_weight_weighs_each_quarter_by_its_own(told: Country) -> None:
    later = DutyRule.objects.create(
        kind="committee", due_days=0, weight=5, in_force_from=datetime.date(2026, 7, 1), source="x"
    )
    heavier = owe(told.prisons[1], ENDED, "committee", state=State.SUBMITTED)
    heavier.rule = later
    heavier.save()
    owe(told.prisons[0], ENDED.previous(), "committee").save()
    whole = shown(profiled(told.moderator), "?period=all&kind=committee").context["whole"]
    # Of weight 3 one is shown and one missing, of weight 5 one is shown: 8 thirds of 11.
    assert whole["marks"] == "2.66 / 3.66"


def test_a_bundle_is_shown_and_read_by_those_who_answer_for_it(told: Country) -> None:
    bundle = QuarterBundle.objects.create(
        office=told.divisions[0], fiscal_year=2026, quarter=1, asked_by=told.reviewer, asked_at=clock.now(),
        state="made", pdf="bundles/x.pdf", zip="bundles/x.zip", pdf_sha256="1" * 64, zip_sha256="2" * 64,
        made_at=clock.now(),
    )  # fmt: skip
    storage = QuarterBundle._meta.get_field("pdf").storage
    for ending in ("pdf", "zip"):
        storage.delete(f"bundles/x.{ending}")
        storage.save(f"bundles/x.{ending}", io.BytesIO(b"made"))
    at = reverse("duty_bundle_file", args=[bundle.pk, "pdf"])
    with clock.set_to(NOW):
        assert signed_in(profiled(told.moderator)).get(at).getvalue() == b"made"
        assert signed_in(profiled(told.reviewer)).get(at).getvalue() == b"made"
        assert signed_in(profiled(told.editor)).get(at).status_code in (302, 403)
        client = signed_in(told.reviewer)
        assert client.get(reverse("duty_bundle_file", args=[bundle.pk, "exe"])).status_code == 404
        page = client.get(reverse("duty_bundle", args=[bundle.pk])).content.decode()
        state = client.get(reverse("duty_bundle_state", args=[bundle.pk])).json()
    assert "1" * 64 in page
    assert not state["is_under_way"]
    read = ModelLogEntry.objects.filter(action=bundles.READ).values_list("user__username", flat=True)
    assert sorted(read) == ["moderator", "reviewer"]


def test_a_bundle_is_asked_for_by_a_form_and_its_page_looks_again_without_a_script(told: Country) -> None:
    client = signed_in(profiled(told.reviewer))
    with clock.set_to(NOW):
        form = client.get(reverse("duty_bundle_ask"))
        offered = [office.code for office in form.context["form"].fields["office"].queryset]
        answer = client.post(
            reverse("duty_bundle_ask"),
            {"office": told.divisions[0].pk, "quarter": "2026-1", "memo_number": "৫৮"},
        )
        page = client.get(answer["Location"]).content.decode()
        again = client.post(reverse("duty_bundle_ask"), {"office": told.divisions[0].pk, "quarter": "2026-1"})
    assert offered == ["div-0"]
    # Without a script a link looks again; a page that reloads itself would take the reader's place away.
    assert f'href="{answer["Location"]}"' in page
    assert "http-equiv" not in page
    assert "being made already" in again.content.decode()
    assert QuarterBundle.objects.get().memo_number == "৫৮"


def test_marks_are_written_with_their_most() -> None:
    score = board.scoring.Score(59_528, 70_000, 8_504, 5_400)
    assert board_words.marks(score) == "5.95 / 7"
    assert board_words.percent(score.bp) == "85%"
