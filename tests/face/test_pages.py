"""The style guide and the pages for what goes wrong, in both languages."""

import pytest
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from portal import errors


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("bn", "বন্দির সাথে সাক্ষাৎ"), ("en", "Visit a prisoner")])
def test_style_guide_answers_in_the_language_of_its_address(
    client: Client, language: str, words: str
) -> None:
    answer = client.get(f"/{language}/styleguide/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    assert words in page


@pytest.mark.django_db
def test_public_page_sets_no_cookie_and_varies_by_none(client: Client) -> None:
    answer = client.get("/bn/styleguide/")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
def test_style_guide_is_absent_where_the_setting_is_off(client: Client, settings: object) -> None:
    settings.STYLEGUIDE = False  # type: ignore[attr-defined]
    assert client.get("/bn/styleguide/").status_code == 404


@pytest.mark.django_db
def test_wrong_field_names_its_error_to_a_screen_reader(client: Client) -> None:
    page = client.get("/bn/styleguide/").content.decode()
    assert 'aria-describedby="id_wrong-phone_helptext id_wrong-phone_error"' in page
    assert 'id="id_wrong-phone_error"' in page
    assert 'href="#id_wrong-phone"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["bn", "en"])
def test_missing_page_says_so_in_the_language_of_its_address(client: Client, language: str) -> None:
    answer = client.get(f"/{language}/no-such-page/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    assert 'type="search"' in page


@pytest.mark.django_db
def test_refusals_are_pages_with_a_way_on(rf: RequestFactory) -> None:
    request = rf.get("/bn/")
    for answer, status in (
        (defaults.bad_request(request, Exception()), 400),
        (defaults.permission_denied(request, Exception()), 403),
        (errors.csrf_failure(request), 403),
    ):
        assert answer.status_code == status
        assert b'id="main"' in answer.content
        assert b'type="search"' in answer.content


def test_server_error_needs_neither_database_nor_context() -> None:
    page = get_template("500.html").render()
    assert "দুঃখিত" in page
    assert "Sorry" in page
    assert "{%" not in page


@pytest.mark.django_db
def test_refused_request_speaks_english_under_an_english_address(rf: RequestFactory) -> None:
    with translation.override("en"):
        answer: HttpResponse = errors.csrf_failure(rf.get("/en/"))
    assert b"The form was open too long" in answer.content
