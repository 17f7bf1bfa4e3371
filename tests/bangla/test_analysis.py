"""What a word of a query and a word of a text share."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bangla import analysis


def meets(asked: str, text: str) -> bool:
    """Say whether every word of a query finds the text, sounds included."""
    words = analysis.words_of(text)
    held = {*words.said, *words.implied}
    terms = analysis.ask(asked).terms
    return bool(terms) and all((term.words | term.sounds) & held for term in terms)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("কারাগারে", "দেশের সকল কারাগারসমূহের তালিকা"),
        ("কারাগার", "কারাগারটিতে"),
        ("ত্রৈমাসিক", "ত্রৈমাসিকে"),
        ("ঢাকা", "ঢাকায়"),
        ("সভা", "সভায় সভার"),
        ("বন্দি", "বন্দিদেরও"),
        ("তথ্য", "তথ্যাদি"),
        ("মা", "মায়ের"),
        ("জেল", "জেলে"),
        ("শ্রেণী", "শ্রেণি"),
        ("কেরাণীগঞ্জ", "কেরানিগঞ্জ"),
        ("পুলিস", "পুলিশ"),
        ("উদ্দেশ্য", "উদেশ্য"),
        ("চাঁদপুর", "চাদপুর"),
        ("একাউন্ট", "অ্যাকাউন্ট"),
        ("ব্যাঙ্ক", "ব্যাংক"),
        ("উত্তমচর্চা", "উত্তম চর্চাসমূহ"),
        ("উত্তম চর্চা", "উত্তমচর্চা"),
        ("উপমহাপরিদর্শক", "উপ-মহাপরিদর্শক"),
        ("ই কমার্স", "ই-কমার্স"),
        ("ecommerce", "e-commerce"),
        ("সচিব", "উপসচিব"),
        ("সচিব", "যুগ্মসচিব"),
        ("products", "product"),
        ("policies", "policy"),
        ("branch", "branches"),
        ("২০২৩-২৪", "২০২৩-২০২৪ অর্থবছর"),
        ("2023", "২০২৩-২৪"),
        ("১০০০০০", "১,০০,০০০ টাকা"),
        ("11:30", "বেলা ১১.৩০ মিনিট"),
        ("15 দিন", "১৫দিন"),
        ("৫৮০৪০০০০০২১০৩০২০২৪২৬২", "পত্র নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪- ২৬২"),
        ("karagar", "কারাগারের"),
        ("nakshi katha", "নকশী কাঁথা"),
        ("nokshi kantha", "নকশি কাঁথার"),
        ("protibedan", "প্রতিবেদন"),
        ("shikkha", "শিক্ষা"),
        ("sakkhat", "সাক্ষাতের"),
        ("খেত", "ক্ষেতে"),
        ("shiksha", "শিক্ষার"),
        ("মাদক", "মাদকদ্রব্য নিয়ন্ত্রণ"),
        ("মাদক", "মাদকাসক্তি নিরাময়"),
        ("দপ্তর", "অধিদপ্তরের"),
        ("কারা", "কারাগারে"),
        ("চালু", "চালুকৃত"),
        ("cctv", "সিসিটিভি ব্যবস্থা"),
        ("এসএমএস", "by SMS"),
        ("ফেসবুক", "ফেইসবুক পেইজ"),
        ("টাংগাইল", "টাঙ্গাইলে"),
        ("10 March 2024", "১০ মার্চ ২০২৪"),
        ("১০/০৩/২০২৪", "১০ মার্চ ২০২৪"),
        ("আগস্ট ২০০৭", "২০০৭ এর আগস্ট"),
        ("৫০ শতাংশ", "লভ্যাংশের ৫০%"),
        ("স্মারক নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২", "পত্র নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"),
        ("৫৮.০৪.০০০০.০২১", "পত্র নং ৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২"),
        # a quality and who has it
        ("মৌলিকতা", "মৌলিক রচনা"),
        ("নিরপেক্ষতার", "নিরপেক্ষ দল"),
        ("উর্বর", "জমির উর্বরতা"),
        # vowels drawn up or down by their neighbours
        ("ভিতরে", "ঘরের ভেতরে"),
        ("পিছনে", "পেছনের দরজা"),
        ("বিকালে", "বিকেলে"),
        ("সুতা", "সুতো কাটা"),
        ("পুজো", "পূজার ছুটি"),
        # words that merge where they meet
        ("অনুভূতি", "ধর্মানুভূতিতে আঘাত"),
        ("আন্দোলন", "ছাত্রান্দোলনের দিন"),
        ("উৎসব", "বসন্তোৎসবে গান"),
        # short ways of writing
        ("নম্বর", "কক্ষ নং ৭"),
        ("নাম্বার", "দাগ নং ১২"),
        ("মোহাম্মদ রফিক", "মোঃ রফিক"),
        ("ডাক্তার", "ডাঃ নাসরিন"),
        # words behind any other
        ("লাভ", "লাভজনক খামার"),
        ("পেশা", "পেশাজীবী"),
        ("ভূমি", "ভূমিহীন কৃষক"),
        # Arabic's article
        ("বায়ত", "বায়তুল মোকাররম"),
        ("ঈদ", "ঈদুল আজহা"),
        # figures that stand together
        ("৪৫/২", "৪৫/২ তোপখানা রোড"),
        ("১২-৯৯", "১২-৯৯ বছর"),
        # months by their consonants
        ("৯ সেপ্টেম্বর ২০১৭", "৯ সেপটেমবর ২০১৭"),
        ("নভেম্বর ২০০৫", "নভেমবার ২০০৫"),
        ("আগস্ট ২০১৬", "অগাস্ট ২০১৬"),
        # loanwords as English spells them
        ("bureau", "পরিসংখ্যান ব্যুরো"),
        ("wheelchair", "হুইলচেয়ারে চলাচল"),
        ("magistrate", "ম্যাজিস্ট্রেটের"),
        ("queue", "ইলেকট্রনিক কিউ"),
        # sloppy romanisation
        ("chakorider", "চাকরিদের"),
        ("somoi", "সময়"),
        ("cacha", "চাচা"),
        ("karyakar", "কার্যকর"),
        ("almari", "আলমারি"),
        ("dorkar", "দরকার"),
        ("mondolider", "মণ্ডলীদের"),
        ("jono sheba", "জনসেবা"),
    ],
)
def test_a_query_finds_other_forms_of_its_words(asked: str, text: str) -> None:
    assert meets(asked, text)


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("জেল", "জেলা"),
        ("জেলা", "উপজেলা"),
        ("কারা", "কারিগর"),
        ("মাস", "মাসিক"),
        ("the kara", "কর কোরান"),
        ("৬.১", "৬.১.২"),
        ("262", "১২৬২"),
        ("মাদকবিরোধী", "মাদক"),
        ("সচিব", "সচিবালয়ে"),
        ("চালক", "পরিচালক"),
        ("বাংলা", "বাংলাদেশে"),
        ("৫০%", "৫০ দিন"),
        ("ডিসেম্বর ২০৩০", "ডিসেম্বর ২০২৫ হতে জানুয়ারি ২০৩০"),
        ("সহমর্মিতা", "সহমর্মী"),
        ("জনতা", "জন"),
        ("৪৫/২", "৪৫ নং কক্ষে ২ জন"),
        ("মার্চ ২০২০", "মরিচ ২০২০"),
        ("officer", "fisher"),
        ("আসন", "প্রশাসন"),
        ("আলো", "চলালো"),
        ("জন সভা", "সভা"),
        ("ostro", "স্বরাষ্ট্র"),
    ],
)
def test_words_that_only_look_alike_do_not_meet(asked: str, text: str) -> None:
    assert not meets(asked, text)


def test_idle_words_are_left_out_where_others_stand() -> None:
    asked = [term.typed for term in analysis.ask("কীভাবে বন্দির সাথে দেখা করব?").terms]
    assert asked == ["বন্দির", "দেখা"]
    assert [term.typed for term in analysis.ask("কীভাবে").terms] == ["কীভাবে"]
    asked = [term.typed for term in analysis.ask("bondira koto taka pay").terms]
    assert asked == ["bondira", "pay"]
    assert [term.typed for term in analysis.ask("সভাটি কবে অনুষ্ঠিত হয়?").terms] == ["সভাটি"]
    assert [term.typed for term in analysis.ask("১৫ দিন").terms] == ["15", "দিন"]


@pytest.mark.parametrize(
    ("asked", "telling"),
    [
        ("how often can I visit my uncle", ["visit", "uncle"]),
        ("kothay jabo bhisa korte", ["bhisa"]),
        ("৫ জন লোক", ["5", "লোক"]),
        ("জন সমাবেশ", ["জন", "সমাবেশ"]),
        ("২০২৮ সালের বন্যা", ["2028", "বন্যা"]),
        ("সাল", ["সাল"]),
        ("achar pabo kothay", ["achar"]),
        ("রসিদ কতবার দেবেন", ["রসিদ"]),
        ("সমিতির কাজ কী", ["সমিতির"]),
        ("কাজের বিনিময়ে খাদ্য", ["কাজের", "বিনিময়ে", "খাদ্য"]),
    ],
)
def test_of_a_question_its_nouns_are_left(asked: str, telling: list[str]) -> None:
    assert [term.typed for term in analysis.ask(asked).terms] == telling


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("kidnapped", "অপহরণ"),
        ("translators", "অনুবাদ"),
        ("advertising", "বিজ্ঞাপন"),
        ("human rights", "মানবাধিকার"),
        ("prime minister", "প্রধানমন্ত্রী"),
        ("pathagar", "গ্রন্থাগার"),
        ("thirty", "30"),
        ("৭", "সাত"),
        ("ত্রিশ", "30"),
    ],
)
def test_what_is_asked_in_another_way_means_the_same(asked: str, meant: str) -> None:
    meanings = [analysis.same_meaning(term) for term in analysis.ask(asked).terms]
    assert meanings
    assert all(analysis.fold(meant) in some for some in meanings)


def test_a_word_that_the_glossary_does_not_hold_means_nothing_more() -> None:
    for asked in ("zebra", "xylophone", "জেব্রা", "rations", "station"):
        assert all(not analysis.same_meaning(term) for term in analysis.ask(asked).terms)


BANGLA_WORDS = st.text(alphabet="কখগচজটডতদনপবমরলশসহািীুূেোংঁ্", min_size=3, max_size=12)


@given(BANGLA_WORDS)
@settings(max_examples=300)
def test_any_word_finds_itself_in_every_spelling(word: str) -> None:
    if not analysis.words_of(word).said:
        return
    for variant in (
        unicodedata.normalize("NFD", word),
        word.replace("ী", "ি"),
        word.replace("শ", "স"),
        word[:2] + "\u200c" + word[2:],
        word.replace("ূ", "ু"),
    ):
        assert meets(variant, f"আগে {word} পরে")


@given(st.text(max_size=500))
@settings(max_examples=300)
def test_any_text_whatsoever_can_be_indexed_and_asked(text: str) -> None:
    words = analysis.words_of(text)
    assert all(word and " " not in word for word in words.said + words.implied)
    assert len(analysis.ask(text).terms) <= analysis.MOST_TERMS
