"""Galleries work by links alone, with a caption and a description to every picture."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noticeboard.models import GalleryPage, GalleryPicture
from tests import publishing_samples as samples
from tests.noticeboard import boards
from tests.noticeboard.boards import House

pytestmark = pytest.mark.django_db
__all__ = ["House"]


def test_every_picture_is_a_link_to_a_page_of_its_own_and_back(house: House, client: Client) -> None:
    page = boards.gallery(house.offices.a)
    text = client.get(page.url).content.decode()
    links = re.findall(r'<a href="([^"]+/pictures/\d/)"><figure><img [^>]*alt="([^"]+)"', text)
    assert [alt for _url, alt in links] == [f"কাঠের চেয়ার {number}" for number in (1, 2, 3)]
    for place, (url, alt) in enumerate(links, start=1):
        one = client.get(url).content.decode()
        assert f'alt="{alt}"' in one
        assert f"ছবি নম্বর {place}" in one
        assert ('rel="prev"' in one) is (place > 1)
        assert ('rel="next"' in one) is (place < 3)
        assert f'href="{page.url}"' in one
        assert 'name="robots" content="noindex"' in one


@pytest.mark.parametrize(
    "rest",
    [
        "pictures/0/",
        "pictures/4/",
        "pictures/x/",
        "pictures/৩/",
        "pictures/99999/",
        "pictures/",
        "pictures/1/2/",
    ],
)
def test_a_picture_that_is_not_there_is_not_found(house: House, client: Client, rest: str) -> None:
    page = boards.gallery(house.offices.a)
    assert client.get(f"{page.url}{rest}").status_code == 404


def test_a_gallery_needs_no_script(house: House, client: Client) -> None:
    page = boards.gallery(house.offices.a)
    for address in (page.url, page.url_of(2)):
        main = client.get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
        assert "<script" not in main
        assert "<button" not in main


def test_forty_pictures_take_as_many_queries_as_four(house: House, client: Client) -> None:
    def queries(page: GalleryPage) -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page.url).status_code == 200
        return len(seen)

    few, many = boards.gallery(house.offices.a, count=4), boards.gallery(house.offices.b, count=40)
    assert queries(many) <= queries(few) <= 20


@pytest.mark.parametrize("missing", ["caption", "alt_text", "image"])
@pytest.mark.usefixtures("house")
def test_a_picture_without_caption_description_or_file_is_refused(missing: str) -> None:
    given = {"image": samples.picture(), "caption": "ক", "alt_text": "খ"}
    row = GalleryPicture(**{**given, missing: None if missing == "image" else ""})
    with pytest.raises(ValidationError) as told:
        row.full_clean(exclude=["page", "locale", "translation_key"])
    assert missing in told.value.message_dict


def test_where_a_picture_was_taken_is_gone_from_what_readers_get(house: House, client: Client) -> None:
    page = boards.gallery(house.offices.a, count=1)
    text = client.get(page.url_of(1)).content.decode()
    shown = re.search(r'class="gallery-picture" src="([^"]+)"', text)
    assert shown
    content = b"".join(client.get(shown[1]))
    assert b"SecretCamera" not in content
    assert b"SecretComment" not in content
    assert "SecretName" not in shown[1]
