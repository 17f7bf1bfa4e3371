"""Another office takes up a practice, tells its result, and the first page shows who did."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from charter_pages.practices import adopting
from charter_pages.practices.models import Adoption, AdoptionEvent
from portal import tree
from tests.charter_pages.practices.world import House as House
from tests.staffed import person, signed_in

State = Adoption.State
RESULT = "সপ্তাহে ৩০০টি কল হয়েছে"


def taken(house: House) -> Adoption:
    return adopting.take_up(by=house.other, practice=house.practice, office=house.offices.b)


def reported(house: House, **more: Any) -> Adoption:
    return adopting.report(by=house.other, adoption=taken(house), **{"result_bn": RESULT, **more})


def confirmed(house: House, **more: Any) -> Adoption:
    made = reported(house, **more)
    return adopting.confirm(by=house.moderator, adoption=made, seen=adopting.last_event(made).pk)


def first_page(house: House) -> str:
    return Client().get(house.practice.url).content.decode()


def test_an_office_takes_up_anothers_practice_and_the_first_page_names_it(house: House) -> None:
    assert house.offices.b.name_bn not in first_page(house)
    made = taken(house)
    assert (made.state, made.office) == (State.TAKEN_UP, house.offices.b)
    shown = first_page(house)
    assert house.offices.b.name_bn in shown
    assert "এখনো জানানো হয়নি" in shown


def test_the_english_page_names_it_in_english(house: House) -> None:
    tree.translate(house.practice, {"title": "Swajan Link"})
    confirmed(house, result_en="300 calls a week", counted_bn="কল", before="০", after="৩০০")
    english = Client().get(house.practice.get_translation(tree.home("en").locale).url).content.decode()
    assert house.offices.b.name_en in english
    assert "300 calls a week" in english
    assert "0 → 300" in english
    assert RESULT not in english


def test_a_result_is_public_once_headquarters_has_read_it(house: House) -> None:
    made = reported(house)
    assert RESULT not in first_page(house)
    assert adopting.to_confirm(house.moderator).get() == made
    adopting.confirm(by=house.moderator, adoption=made, seen=adopting.last_event(made).pk)
    assert RESULT in first_page(house)
    assert not adopting.to_confirm(house.moderator).exists()


def test_a_result_is_returned_with_its_reason_and_told_anew(house: House) -> None:
    made = reported(house)
    seen = adopting.last_event(made).pk
    with pytest.raises(ValidationError):
        adopting.give_back(by=house.moderator, adoption=made, seen=seen, reason=" ")
    adopting.give_back(by=house.moderator, adoption=made, seen=seen, reason="সংখ্যাটি যাচাই করুন")
    assert RESULT not in first_page(house)
    adopting.report(by=house.other, adoption=made, result_bn="যাচাই করা হয়েছে")
    assert [event.what for event in made.events.all()] == ["taken_up", "reported", "returned", "reported"]


def test_headquarters_confirms_what_it_has_read_and_not_what_was_said_meanwhile(house: House) -> None:
    made = reported(house)
    seen = adopting.last_event(made).pk
    adopting.report(by=house.other, adoption=made, result_bn="অন্য কথা")
    with pytest.raises(ValidationError):
        adopting.confirm(by=house.moderator, adoption=made, seen=seen)


def test_a_changed_result_is_not_public_before_it_was_read_again(house: House) -> None:
    made = confirmed(house)
    adopting.report(by=house.other, adoption=made, result_bn="অন্য কথা")
    shown = first_page(house)
    assert "অন্য কথা" not in shown
    assert RESULT not in shown
    assert house.offices.b.name_bn in shown


def test_a_result_has_no_figure_over_fewer_than_ten_people(house: House) -> None:
    made = taken(house)
    for figures in ({"after": "৭ জন"}, {"before": "১২০", "after": "১২৫"}):
        with pytest.raises(ValidationError) as refused:
            adopting.report(
                by=house.other, adoption=made, result_bn=RESULT, counted_bn="প্রশিক্ষণ পেয়েছেন", **figures
            )
        assert "after" in refused.value.error_dict
    with pytest.raises(ValidationError):
        adopting.report(by=house.other, adoption=made, result_bn=RESULT, after="৩০০")


def test_what_is_given_up_is_named_no_more_and_may_be_taken_up_again(house: House) -> None:
    made = confirmed(house)
    adopting.withdraw(by=house.other, adoption=made, reason="বুথ নষ্ট")
    shown = first_page(house)
    assert house.offices.b.name_bn not in shown
    assert "বুথ নষ্ট" not in shown
    again = taken(house)
    assert (again.pk, again.state, again.result_bn) == (made.pk, State.TAKEN_UP, "")
    assert RESULT not in first_page(house)


def test_a_practice_is_taken_up_once(house: House) -> None:
    taken(house)
    with pytest.raises(ValidationError):
        taken(house)
    assert Adoption.objects.count() == 1
    assert AdoptionEvent.objects.count() == 1


def test_nobody_takes_up_their_own_offices_practice_or_an_unpublished_one(house: House) -> None:
    with pytest.raises(ValidationError):
        adopting.take_up(by=house.editor, practice=house.practice, office=house.offices.a)
    house.practice.live = False
    with pytest.raises(ValidationError):
        taken(house)


def test_each_office_speaks_for_itself_alone(house: House) -> None:
    for somebody in (house.editor, house.reviewer, house.moderator, house.auditor):
        with pytest.raises(PermissionDenied):
            adopting.take_up(by=somebody, practice=house.practice, office=house.offices.b)
    made = taken(house)
    for somebody in (house.editor, house.reviewer, house.moderator, house.auditor):
        with pytest.raises(PermissionDenied):
            adopting.report(by=somebody, adoption=made, result_bn=RESULT)
        with pytest.raises(PermissionDenied):
            adopting.withdraw(by=somebody, adoption=made, reason="কারণ")
    made = adopting.report(by=house.other, adoption=made, result_bn=RESULT)
    seen = adopting.last_event(made).pk
    for somebody in (house.editor, house.other, house.reviewer, house.auditor):
        with pytest.raises(PermissionDenied):
            adopting.confirm(by=somebody, adoption=made, seen=seen)


def test_nobody_confirms_what_they_reported_themselves(house: House) -> None:
    both = person("both", Role.PRISON_EDITOR, house.offices.b)
    both.appointments.create(role=Role.HQ_MODERATOR, office=house.offices.hq, since="2020-01-01")
    made = adopting.report(by=both, adoption=taken(house), result_bn=RESULT)
    assert not adopting.to_confirm(both).exists()
    with pytest.raises(PermissionDenied):
        adopting.confirm(by=both, adoption=made, seen=adopting.last_event(made).pk)


def test_the_database_refuses_to_change_what_happened(house: House) -> None:
    event = AdoptionEvent.objects.filter(adoption=taken(house))
    with pytest.raises(DatabaseError), transaction.atomic():
        event.update(reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        event._raw_delete("default")


def test_a_report_that_names_its_source_takes_it_up_and_is_linked(house: House) -> None:
    own = house.report(house.offices.b, "আমাদের স্বজন লিংক")
    own.adopted_from = house.practice
    own.save_revision(user=house.other).publish(user=house.moderator)
    made = Adoption.objects.get()
    assert (made.state, made.office, made.own_report) == (State.CONFIRMED, house.offices.b, own)
    assert own.url in first_page(house)
    own.save_revision(user=house.other).publish(user=house.moderator)
    assert AdoptionEvent.objects.count() == 2


def test_an_editor_takes_up_reports_and_gives_up_on_screens(house: House) -> None:
    client = signed_in(house.other)
    assert house.practice.title in client.get(reverse("practices_of_others")).content.decode()
    answer = client.post(
        reverse("practice_take_up", args=[house.practice.pk]), {"office": house.offices.b.pk}, follow=True
    )
    made = Adoption.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("practice_adoption", args=[made.pk])
    wrong = client.post(reverse("practice_result", args=[made.pk]), {"result_bn": "", "after": "৪০০"})
    assert 'value="৪০০"' in wrong.content.decode()
    assert Adoption.objects.get().state == State.TAKEN_UP
    client.post(reverse("practice_result", args=[made.pk]), {"result_bn": RESULT})
    assert Adoption.objects.get().state == State.REPORTED
    client.post(reverse("practice_give_up", args=[made.pk]), {"reason": "বুথ নষ্ট"})
    assert Adoption.objects.get().state == State.WITHDRAWN


def test_whoever_speaks_for_no_office_is_told_who_takes_up_a_practice(house: House) -> None:
    User.objects.create_superuser("administrator", "administrator@example.org")
    for user, may in ((User.objects.get(username="administrator"), False), (house.other, True)):
        page = signed_in(user).get(reverse("practice_take_up", args=[house.practice.pk])).content.decode()
        assert ('name="office"' in page) is may
        assert ("আপনি কোনো দপ্তরের সম্পাদক নন" in page) is not may


def test_headquarters_publishes_a_result_on_its_screen_and_sees_the_map(house: House) -> None:
    made = reported(house)
    client = signed_in(house.moderator)
    assert RESULT in client.get(reverse("practice_adoption", args=[made.pk])).content.decode()
    told = {"seen": adopting.last_event(made).pk, "step": "confirm", "reason": ""}
    client.post(reverse("practice_adoption", args=[made.pk]), told)
    assert Adoption.objects.get().state == State.CONFIRMED
    shown = client.get(reverse("practices_of_others") + "?shelf=map").content.decode()
    assert str(house.offices.b) in shown


def test_of_another_offices_doing_nothing_is_told(house: House) -> None:
    made = reported(house)
    for client in (signed_in(house.editor), signed_in(house.reviewer)):
        for name in ("practice_adoption", "practice_result", "practice_give_up"):
            assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert RESULT not in signed_in(house.editor).get(reverse("practices_of_others")).content.decode()


def test_what_is_withdrawn_from_the_public_is_neither_offered_nor_shown(house: House) -> None:
    house.practice.unpublish()
    client = signed_in(house.other)
    assert house.practice.title not in client.get(reverse("practices_of_others")).content.decode()
    assert client.get(reverse("practice_take_up", args=[house.practice.pk])).status_code == 404
