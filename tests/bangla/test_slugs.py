"""Addresses in Latin letters that a reader of Bangla can say aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import slugs


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("সেবা প্রদান প্রতিশ্রুতি", "seba-prodan-protishruti"),
        ("উত্তম চর্চা", "uttom-chorcha"),
        ("কার্যবিবরণী", "karjobiboroni"),
        ("ঢাকা কেন্দ্রীয় কারাগার, কেরানীগঞ্জ", "dhaka-kendriyo-karagar-keraniganj"),
        ("নাটোর জেলা কারাগারে", "natore-jela-karagare"),
        ("ঢাকায়", "dhakay"),
        ("নাটোরে অফিসের", "natore-officer"),
        ("নকশী কাঁথা", "nokshi-katha"),
        ("কারা মহাপরিদর্শক", "kara-mohaporidorshok"),
        ("নাগরিক সেবা", "nagorik-seba"),
        ("সরকারি ছুটি", "sorkari-chuti"),
        ("ঘটনা ও তালিকা", "ghotona-o-talika"),
        ("শিক্ষা ও বিজ্ঞপ্তি", "shikkha-o-biggopti"),
        ("২০২৩-২০২৪ অর্থবছরের ১ম সভা", "2023-2024-orthobochorer-1m-sobha"),
        ("Cox's Bazar — Café 2026", "coxs-bazar-cafe-2026"),
        ("already-a-slug", "already-a-slug"),
        ("কার্\u200dযালয়", "karjaloy"),
        ("কক্সবাজার", "coxs-bazar"),
        ("😀 !?", ""),
        ("", ""),
    ],
)
def test_bangla_is_written_as_people_write_it_in_latin_letters(text: str, slug: str) -> None:
    assert slugs.romanise(text) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugs.romanise("সেবা প্রদান প্রতিশ্রুতি " * 9)
    assert len(slug) <= 60
    assert set(slug.split("-")) == {"seba", "prodan", "protishruti"}


@given(st.text(alphabet=st.one_of(st.characters(), st.characters(min_codepoint=0x980, max_codepoint=0x9FF))))
def test_every_text_gives_an_address_of_ascii_or_none(text: str) -> None:
    slug = slugs.romanise(text)
    assert slug == "" or re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert slugs.romanise(slug) == slug
