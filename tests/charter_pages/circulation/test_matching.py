"""Lines of distributions as real papers write them, over a register as the Department has it."""

import pytest

from charter_pages.circulation import matching
from charter_pages.circulation.matching import Means, Place
from demonstration import reading


@pytest.fixture(scope="module")
def register() -> list[Place]:
    """The register of the demonstration: 8 divisions, 68 prisons, headquarters."""
    rows = reading.read("register")["offices"]
    ids = {row["code"]: place for place, row in enumerate(rows, start=1)}
    return [
        Place(ids[row["code"]], row["kind"], row["name_bn"], ids.get(row.get("parent", ""))) for row in rows
    ]


def names(ids: list[int], register: list[Place]) -> list[str]:
    return [office.name for office in register if office.pk in ids]


def of_kind(register: list[Place], *kinds: str) -> list[int]:
    return [office.pk for office in register if office.kind in kinds]


@pytest.mark.parametrize(
    "line",
    [
        "কারা উপ মহাপরিদর্শক (সকল)",
        "কারা উপ-মহাপরিদর্শক(সকল), কারা অধিদপ্তর",
        "কারা উপমহাপরিদর্শক (সকল)।",
        "কারা উপ  মহা-পরিদর্শক ( সকল )",
        "সকল কারা উপ মহাপরিদর্শক",
        "উপ কারা মহাপরিদর্শক (সকল), .............. বিভাগ",
        "ডিআইজি প্রিজন্স (সকল)",
    ],
)
def test_every_deputy_inspector_general_is_the_eight_divisions(line: str, register: list[Place]) -> None:
    means, found = matching.match(line, register)
    assert means is Means.ALL
    assert found == of_kind(register, "division")
    assert len(found) == 8


@pytest.mark.parametrize(
    "line",
    [
        "জেল সুপার/সিনিয়র জেল সুপার (সকল)",
        "সিনিয়র জেল সুপার / জেল সুপার(সকল), ........ কারাগার",
        "সিনিয়র জেল সুপার/জেল সুপার (সকল)",
        "জেল সুপার (সকল)",
        "জেল-সুপার (সকল), কেন্দ্রীয় কারাগার/জেলা কারাগার",
        "জেলার (সকল)",
        "সকল কারাগার",
    ],
)
def test_every_superintendent_is_all_prisons(line: str, register: list[Place]) -> None:
    means, found = matching.match(line, register)
    assert means is Means.ALL
    assert found == of_kind(register, "central_prison", "district_prison")
    assert len(found) == 68


def test_of_one_kind_or_one_division_where_the_line_says_so(register: list[Place]) -> None:
    central, district = of_kind(register, "central_prison"), of_kind(register, "district_prison")
    assert matching.match("সিনিয়র জেল সুপার (সকল)", register)[1] == central
    assert matching.match("সিনিয়র জেল সুপার, কেন্দ্রীয় কারাগার (সকল)", register)[1] == central
    assert matching.match("জেল সুপার, জেলা কারাগার (সকল)", register)[1] == district
    rajshahi = next(office.pk for office in register if office.name == "রাজশাহী বিভাগীয় দপ্তর")
    found = matching.match("জেল সুপার (সকল), রাজশাহী বিভাগ", register)[1]
    assert found == [office.pk for office in register if office.parent == rajshahi]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("জেল সুপার, নাটোর জেলা কারাগার, নাটোর।", "নাটোর জেলা কারাগার"),
        ("জেল সুপার, জেলা কারাগার, নাটোর", "নাটোর জেলা কারাগার"),
        ("জেল সুপার, নাটোর", "নাটোর জেলা কারাগার"),
        ("সিনিয়র জেল সুপার, কেন্দ্রিয় কারাগার, রাজশাহি", "রাজশাহী কেন্দ্রীয় কারাগার"),
        ("সিনিয়র জেল সুপার, কাশিমপুর কেন্দ্রীয় কারাগার-২, গাজীপুর", "কাশিমপুর কেন্দ্রীয় কারাগার-২"),
        ("সিনিয়র জেল সুপার, কাশিমপুর মহিলা কেন্দ্রীয় কারাগার, গাজীপুর", "কাশিমপুর মহিলা কেন্দ্রীয় কারাগার"),
        ("সিনিয়র জেল সুপার, হাই সিকিউরিটি কেন্দ্রীয় কারাগার, কাশিমপুর", "কাশিমপুর হাই সিকিউরিটি কেন্দ্রীয় কারাগার"),
        ("কারা উপ-মহাপরিদর্শক, রাজশাহী বিভাগ, রাজশাহী", "রাজশাহী বিভাগীয় দপ্তর"),
        ("কারা মহাপরিদর্শক, কারা অধিদপ্তর, বকশিবাজার, ঢাকা।", "কারা সদর দপ্তর"),
        ("ভারপ্রাপ্ত কর্মকর্তা, আইসিটি সেল, কারা অধিদপ্তর, ঢাকা।", "কারা সদর দপ্তর"),
        ("অতিরিক্ত কারা মহাপরিদর্শক, কারা অধিদপ্তর", "কারা সদর দপ্তর"),
    ],
)
def test_an_office_is_found_by_its_name_or_by_its_heads_post_and_place(
    line: str, name: str, register: list[Place]
) -> None:
    means, found = matching.match(line, register)
    assert (means, names(found, register)) == (Means.NAMED, [name])


@pytest.mark.parametrize(
    "line",
    [
        "মহাপরিচালক, বহিরাগমন ও পাসপোর্ট অধিদপ্তর, আগারগাঁও, ঢাকা।",
        "অতিরিক্ত সচিব উইং (সকল), সুরক্ষা সেবা বিভাগ, ঢাকা।",
        "যুগ্মসচিব(সকল), সুরক্ষা সেবা বিভাগ, স্বরাষ্ট্র মন্ত্রণালয়, ঢাকা।",
        "সিনিয়র সহকারী সচিব/সহকারী সচিব.....(সকল), সুরক্ষা সেবা বিভাগ, স্বরাষ্ট্র মন্ত্রণালয়, ঢাকা।",
        "জেলা প্রশাসক, নাটোর",
        "জেলা প্রশাসক (সকল)",
        "মহাপরিচালক, মাদকদ্রব্য নিয়ন্ত্রণ অধিদপ্তর, সেগুনবাগিচা, ঢাকা।",
        "নথি",
        "",
    ],
)
def test_others_stay_outside(line: str, register: list[Place]) -> None:
    assert matching.match(line, register) == (Means.OUTSIDE, [])


@pytest.mark.parametrize(
    "line",
    [
        "প্রোগ্রামার, সুরক্ষা সেবা বিভাগ, স্বরাষ্ট্র মন্ত্রণালয় ঢাকা (ওয়েবসাইটে আপলোড করার জন্য অনুরোধ জানানো হলো)।",
        "সহকারী প্রোগ্রামার (ওয়েব সাইটে প্রকাশের অনুরোধসহ)",
        "আইসিটি সেল (ওয়েব-সাইটে আপ-লোড করার জন্য)",
        "প্রোগ্রামার (আপলোড করার অনুরোধ, ওয়েবসাইট)",
        "ICT cell (please upload to the website)",
    ],
)
def test_a_line_that_asks_for_the_website_is_known(line: str) -> None:
    assert matching.asks_for_the_website(line)


def test_a_programmer_alone_asks_for_nothing() -> None:
    assert not matching.asks_for_the_website("প্রোগ্রামার, কারা অধিদপ্তর")
    assert not matching.asks_for_the_website("সম্পাদক, বার্ষিক প্রকাশনা")
