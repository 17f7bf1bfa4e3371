"""The pictures by which pages are shared: of the asked size, in shaped Bangla, drawn once, of no page in particular."""

import io
import itertools
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image, ImageChops

from opendata import cards, sharing
from opendata.cards import Card
from tests import publishing_samples

LONG = "চাঁপাইনবাবগঞ্জ জেলা কারাগার ও রাজশাহী কেন্দ্রীয় কারাগারের যৌথ পরিবীক্ষণ কমিটির কার্যালয়"


class House:
    """The offices: a card says whose it is, and asks about no page."""

    def __init__(self) -> None:
        self.offices = publishing_samples.offices()


def picture(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(cards.draw(card))).convert("RGB")


def test_a_card_has_the_size_that_networks_ask_for_and_is_light() -> None:
    for title in ("নাটোর জেলা কারাগার", LONG, "Rajshahi Central Prison", "HQ ২০২৬"):
        content = cards.draw(Card("কার্যবিবরণী", title, "কারা অধিদপ্তর", "রাখিব নিরাপদ"))
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert len(content) < 60_000


def test_no_letter_leaves_the_card() -> None:
    for title in (LONG, LONG * 2, "ক" * 200, "Rajshahi " * 30):
        drawn = picture(Card("উত্তম চর্চা", title, "কারা অধিদপ্তর"))
        edges = [drawn.crop(box) for box in ((1160, 0, 1200, 630), (0, 0, 60, 630), (0, 600, 1200, 630))]
        for edge in edges:
            assert len(edge.getcolors(10_000) or ()) == 1, title[:20]


def test_bangla_is_shaped_and_not_set_letter_by_letter() -> None:
    """A vowel sign that is written before its consonant, and a conjunct, are narrower than their letters in a row."""
    assert cards.can_shape_bangla()
    shaped = cards._length("ক্ষি", 80)
    apart = sum(cards._length(letter, 80) for letter in ("ক", "ষ", "ি"))
    assert shaped < apart


def test_the_letters_of_each_script_are_drawn_with_a_font_that_knows_them() -> None:
    """A font that lacks a letter draws the same box for each: what differs was drawn."""
    for one, other in itertools.combinations(("কখগ", "ABC", "গঘঙ", "abc"), 2):
        same = (
            ImageChops.difference(picture(Card("", one, "")), picture(Card("", other, ""))).getbbox() is None
        )
        assert not same


def test_there_is_a_card_for_each_kind_of_page_in_both_languages(house: House) -> None:
    for kind, language in itertools.product(sharing.kinds(), ("bn", "en")):
        answer = Client().get(f"/cards/{language}/{kind}/department.png")
        assert answer.status_code == 200, kind
        assert answer.headers["Cache-Control"].startswith("public")
        assert not answer.cookies


def test_a_card_is_drawn_once_and_anew_when_the_office_is_renamed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Card] = []
    draw = cards.draw

    def noted(card: Card) -> bytes:
        drawn.append(card)
        return draw(card)

    monkeypatch.setattr(cards, "draw", noted)
    address = "/cards/bn/minutes/dj-pabna.png"
    office = house.offices.b
    office.name_bn = "পাবনা নতুন কারাগার"
    office.save()
    first = Client().get(address).content
    assert Client().get(address).content == first
    assert len(drawn) == 1
    office.name_bn = "পাবনা আরও নতুন কারাগার"
    office.save()
    assert Client().get(address).content != first
    assert (Path(settings.VAR) / "cards" / f"{drawn[0].key}.png").exists()


@pytest.mark.parametrize(
    "path", ["bn/minutes/nowhere", "bn/secret/hq", "fr/minutes/hq", "bn/minutes/..", "bn//hq"]
)
def test_there_is_no_card_of_what_is_not(house: House, path: str) -> None:
    assert Client().get(f"/cards/{path}.png").status_code == 404
