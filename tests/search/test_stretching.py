"""A word of a query is stretched no further than it must be to be found."""

import pytest

from search import scratch

pytestmark = pytest.mark.django_db

TEXTS = [
    "কারা নিরাপত্তায় ক্যামেরা স্থাপন করা",  # 0
    "কাজ শুরু করা হবে",  # 1
    "বন্দির অভিযোগ শোনা",  # 2
    "টাঙ্গাইল জেলে সাক্ষাৎ",  # 3
    "জেলা প্রশাসকের কার্যালয়",  # 4
    "বিজ্ঞ আদালতে মামলা",  # 5
    "PVC posters in every office",  # 6
    "পোস্টার বিতরণ",  # 7
    "মাদকাসক্তি নিরাময়",  # 8
    "the prison is open",  # 9
    "চট্টগ্রাম কেন্দ্রীয় কারাগার",  # 10
    "Victims of Human Trafficking",  # 11
    "শিশু পাচার প্রতিরোধ",  # 12
    "database of inmates",  # 13
    "তথ্যভান্ডার",  # 14
    "Best Practice reports",  # 15
    "উত্তম চর্চাসমূহের তালিকা",  # 16
    "বিল বোর্ড",  # 17
    "a Billboard",  # 18
]


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ("kara", {0}),  # করা is written kora
        ("jail", {3}),  # by its sound; what only means the same is asked for where no text holds that
        ("chittagong", {10}),  # as it was written until 2018
        ("the", {9}),
        ("kaj", {1}),
        ("court", {5}),
        ("অভিজোগ", {2}),
        ("দেখা", {3}),
        ("poster", {6, 7}),
        ("নিরাময়কেন্দ্র", set()),
        ("madokashokti", {8}),
        ("অভিযোগ হেলিকপ্টার", {2}),
        ("হেলিকপ্টার", set()),
        ("prison opening", {9}),
        ("jail visitors", {3}),  # of these words one is heard, the other meant
        ("grievances", {2}),
        ("ওপেন জেলা কার্যালয়", {4}),
        ("নিরাপত্তা মোকদ্দমা ক্যামেরা আদালত", {0}),  # two of them; the other has but one
        ("কোর্ট নালিশ", {2, 5}),  # where no text holds both, one that says it otherwise counts
        ("trafficking", {11, 12}),  # one word that hardly any text has as it stands: the thing is wanted
        ("human trafficking", {11}),
        ("database", {13}),  # Bangla took the word over: no other is meant by it
        ("best practices", {15, 16}),  # two words that are one name
        ("billboard", {17, 18}),
        ("fishery", set()),
        ("", set()),
        ('"', set()),
    ],
)
def test_a_word_is_found_as_it_stands_or_by_the_next_nearest(asked: str, places: set[int]) -> None:
    with scratch.ours(TEXTS) as find:
        assert set(find(asked)) == places
