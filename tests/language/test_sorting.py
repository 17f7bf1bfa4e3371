"""The database sorts as Python does: by the dictionary, in the language of the page."""

import random

import pytest
from django.db.models import Value
from django.utils import translation

from bangla import ordering
from language import sorting
from offices.models import Office
from shop.production.models import Trade
from tests.bangla.test_ordering import IN_ORDER

pytestmark = pytest.mark.django_db

ODD = [
    "",
    " ",
    "a",
    "B",
    "১০",
    "9",
    "র\u200d্যাব",
    "র্যাব",
    "ক\u09dc",
    "ক\u09a1\u09bc",
    "\u09c7\u09be",
    "é",
    "漢字",
    "%s %",
    "'\"\\",
]


def test_each_database_sorts_as_the_dictionary_does() -> None:
    words = random.Random(3).sample([*IN_ORDER, *ODD], len(IN_ORDER) + len(ODD))
    Trade.objects.bulk_create(
        Trade(code=f"t-{number}", name_bn=word, name_en=f"{number}") for number, word in enumerate(words)
    )
    with translation.override("bn"):
        found = Trade.objects.filter(code__startswith="t-").order_by(sorting.by("name"), "pk")
        shown = list(found.values_list("name_bn", flat=True))
        back = list(
            found.order_by(sorting.by("name", descending=True), "-pk").values_list("name_bn", flat=True)
        )
    assert shown == sorted(words, key=ordering.key)
    assert back == shown[::-1]


def test_the_key_of_the_database_is_pythons() -> None:
    Trade.objects.create(code="one", name_bn="এক", name_en="one")
    for text in [*IN_ORDER, *ODD]:
        told = Trade.objects.annotate(key=sorting.InBanglaOrder(Value(text))).values_list("key", flat=True)[0]
        assert told == ordering.key(text), text


def test_offices_stand_by_their_names_in_the_language_of_the_page() -> None:
    above = Office.objects.create(code="hq", kind="hq", name_bn="সদর", name_en="Headquarters")
    for code, bangla, english in [
        ("a", "ঢাকা", "Dhaka"),
        ("b", "ভোলা", "Bhola"),
        ("c", "কক্সবাজার", "Cox's Bazar"),
    ]:
        Office.objects.create(
            code=code, kind="district_prison", parent=above, name_bn=bangla, name_en=english
        )
    prisons = Office.objects.prisons()
    with translation.override("bn"):
        assert [office.code for office in Office.objects.by_name()] == ["hq", "c", "a", "b"]
        assert [office.code for office in sorted(prisons, key=sorting.name_key)] == ["c", "a", "b"]
    with translation.override("en"):
        assert [office.code for office in Office.objects.by_name()] == ["hq", "b", "c", "a"]
        assert [office.code for office in sorted(prisons, key=sorting.name_key)] == ["b", "c", "a"]
