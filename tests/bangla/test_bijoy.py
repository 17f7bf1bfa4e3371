"""Bijoy text becomes Unicode; English, addresses, numbers and Unicode stay as they are."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bangla import bijoy, bijoy_detection, bijoy_glyphs
from tests.bangla import bijoy_writer

ROOT = Path(__file__).resolve().parents[2]
# As offices type it, in fonts of 2000 and of today.
KNOWN = {
    "Avgvi †mvbvi evsjv|": "আমার সোনার বাংলা।",
    "†mev cÖ`vb cÖwZkÖæwZ": "সেবা প্রদান প্রতিশ্রুতি",
    "†mevi g~j¨ Ges cwi‡kva c×wZ": "সেবার মূল্য এবং পরিশোধ পদ্ধতি",
    "cÖ‡qvRbxq KvMRcÎ": "প্রয়োজনীয় কাগজপত্র",
    "`vwqZ¡cÖvß Kg©KZ©v": "দায়িত্বপ্রাপ্ত কর্মকর্তা",
    "EaŸ©Zb Kg©KZ©v": "ঊর্ধ্বতন কর্মকর্তা",
    "wkÿv, wk¶v": "শিক্ষা, শিক্ষা",
    "mswkøó kvLvi c`¯’ Kg©Pvix": "সংশ্লিষ্ট শাখার পদস্থ কর্মচারী",
    "¯§viK b¤^i": "স্মারক নম্বর",
    "¯^ivóª gš¿Yvjq": "স্বরাষ্ট্র মন্ত্রণালয়",
    "iæcvšÍi, i“cvšÍi, iƒc": "রুপান্তর, রুপান্তর, রূপ",
    "wKš‘, e¯‘, ¯’vb, ¯’vwqZ¡": "কিন্তু, বস্তু, স্থান, স্থায়িত্ব",
    "†cuŠQv‡bv": "পৌঁছানো",
    "ˆewPÎ¨ ‰ewPÎ¨": "বৈচিত্র্য বৈচিত্র্য",
    "AvZ¥v, AvÍv": "আত্মা, আত্মা",
    "wbgœ, wbæ": "নিম্ন, নিম্ন",
    "mœvb, øvb, cøveb": "স্নান, স্নান, প্লাবন",
    "KZ©„cÿ, gvZ…K…Z": "কর্তৃপক্ষ, মাতৃকৃত",
    "D`&hvcb": "উদ্\u200cযাপন",
    "i¨ve": "র\u200d্যাব",
    "Aa¨vq, A¨vcm, G¨v‡Kv": "অধ্যায়, অ্যাপস, এ্যাকো",
    "D”Q¡vm, D”P": "উচ্ছ্বাস, উচ্চ",
    "m•N, k•L": "সঙ্ঘ, শঙ্খ",
    "ÔKÕ I ÒLÓ": "‘ক’ ও “খ”",
    "$ 50/-": "৳ ৫০/-",
    "7 (mvZ) Kg©w`em": "৭ (সাত) কর্মদিবস",
    "25° ¯^vfvweK": "২৫° স্বাভাবিক",
    "¸iæ, ïiæ, ûKzg, ü`q": "গুরু, শুরু, হুকুম, হৃদয়",
    "eo, Mvp, mgq": "বড়, গাঢ়, সময়",
    "¯w’wZ": "স্থিতি",
}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def words_of_ours() -> list[str]:
    """Return the Bangla words of the demonstration and of the catalogue."""
    text = (ROOT / "locale/bn/LC_MESSAGES/django.po").read_text()
    for path in sorted((ROOT / "site/demonstration/data").glob("*.toml")):
        text += str(tomllib.loads(path.read_text()))
    return sorted(set(re.findall("[অ-হ][\u0981-\u0983\u0985-\u09ce]*", nfc(text))))


WORDS = words_of_ours()


@pytest.mark.parametrize("text", KNOWN)
def test_what_offices_typed_is_read(text: str) -> None:
    assert bijoy.read(text) == (nfc(KNOWN[text]), 0)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12), st.integers(0, 7))
def test_every_word_of_ours_comes_back_however_its_letters_were_joined(words: list[str], way: int) -> None:
    text = " ".join(words)
    assert bijoy.to_unicode(bijoy_writer.write(text, way)) == text


def test_every_word_of_ours_comes_back_at_least_one_way() -> None:
    wrong = [word for word in WORDS if bijoy.to_unicode(bijoy_writer.write(word)) != word]
    assert len(WORDS) > 3000
    assert wrong == []


def test_every_code_of_the_font_says_something() -> None:
    known = (
        bijoy_glyphs.VOWELS | bijoy_glyphs.CONSONANTS | bijoy_glyphs.SYLLABLES | bijoy_glyphs.HALVES
        | bijoy_glyphs.TAILS | bijoy_glyphs.VOWEL_SIGNS | bijoy_glyphs.SIGNS_IN_FRONT | bijoy_glyphs.MARKS
        | bijoy_glyphs.KHANDA_TA | bijoy_glyphs.PUNCTUATION | bijoy_glyphs.DIGITS
    )  # fmt: skip
    contextual = {"Í", "ø", "æ", "“", "–", "‘", "…", "©", "&"}
    unused = {"€", "Ž", "ž"}  # the font has no glyph there
    codes = {bytes([code]).decode("cp1252", errors="ignore") for code in range(0x80, 0x100)} - {"", "\xa0"}
    assert codes - set(known) - contextual == unused


def test_codes_that_old_programs_wrote_otherwise_are_the_same_glyphs() -> None:
    assert bijoy.to_unicode("\x86mev") == "সেবা"
    assert bijoy.to_unicode("\uf086\uf06d\uf065\uf076") == "সেবা"


def test_a_sign_without_its_letter_stays_and_is_counted() -> None:
    assert bijoy.read("†") == ("†", 1)
    assert bijoy.read("v K") == ("v ক", 1)


@pytest.mark.parametrize("name", ["SutonnyMJ", "ChandrabatiMJ", "SutonnyMJ Bold", "Bijoy", "'TonnyBanglaMJ'"])
def test_fonts_of_bijoy_are_known(name: str) -> None:
    assert bijoy.is_bijoy_font(name)


@pytest.mark.parametrize("name", ["SutonnyOMJ", "Nikosh", "NikoshBAN", "Times New Roman", "SolaimanLipi", ""])
def test_fonts_of_unicode_are_not(name: str) -> None:
    assert not bijoy.is_bijoy_font(name)


@pytest.mark.parametrize(
    "text",
    [
        "Citizen's Charter of Natore District Prison",
        "Contact: jailer.natore@prison.gov.bd, +880 1769-970 000",
        "https://bdprisons.gov.bd/bn/charter?v=1&x=a_b~c",
        "58.04.0000.021.03.020.24-262",
        "12,34,567.50",
        "প্রয়োজনীয় কাগজপত্র এবং প্রাপ্তিস্থান (PC, NID)",
        "NID, GRS, ICT, PDF, e-GP, iPhone, YouTube, JavaScript",
        "café naïve résumé Österreich São Škoda",
        "25 °C, 5 µm, 3 m², ©2024, “quoted”, don’t – it’s…",
        "`code` foo_bar __init__ a|b x^2 ~user C:\\temp",
        "Cox's Bazar, Brahmanbaria, Chapainawabganj, Jhenaidah",
        "",
    ],
)
def test_what_is_not_bijoy_stays_as_it_is(text: str) -> None:
    assert not bijoy_detection.looks_like_bijoy(text)
    assert bijoy_detection.convert(text) == bijoy_detection.Converted(text, changed=False)


def test_no_line_of_our_english_is_taken_for_bijoy() -> None:
    files = [*sorted((ROOT / "docs").glob("**/*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
    lines = [line for path in files for line in path.read_text().splitlines()]
    catalogue = (ROOT / "locale/bn/LC_MESSAGES/django.po").read_text()
    lines += re.findall(r'^msg(?:id|str) "(.+)"', catalogue, re.MULTILINE)
    assert len(lines) > 5000
    assert [line for line in lines if bijoy_detection.looks_like_bijoy(line)] == []


@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=12), st.integers(0, 3))
def test_a_sentence_in_bijoy_is_found_and_converted(words: list[str], way: int) -> None:
    sentence = " ".join(words)
    typed = bijoy_writer.write(sentence, way)
    # One such word may be an English one beside a mark; two are Bijoy whatever stands beside them.
    if sum(any(letter in word for letter in "†‡©¨Ö") for word in typed.split()) > 1:
        assert bijoy_detection.looks_like_bijoy(typed)
        assert re.search(bijoy_detection.MAY_BE, typed)


def test_latin_words_among_bijoy_stay_and_are_told() -> None:
    found = bijoy_detection.convert("GB mfv NID Kv‡W©i Kwc, PC A¨vKvD›U, e-mail: jailer@prison.gov.bd")
    assert found.text == nfc("এই সভা NID কার্ডের কপি, PC অ্যাকাউন্ট, e-mail: jailer@prison.gov.bd")
    assert found.doubtful == ("NID", "PC", "e-mail:")


def test_words_that_english_allows_go_with_those_around_them() -> None:
    typed = "kyµevi I miKvwi QywUi w`b Qvov, me w`b I ivZ"
    assert bijoy_detection.convert(typed).text == nfc("শুক্রবার ও সরকারি ছুটির দিন ছাড়া, সব দিন ও রাত")
    assert bijoy_detection.convert("†Rj mycvi is in the office").text == "জেল সুপার is in the office"


def test_a_bijoy_line_beside_lines_in_unicode_and_english_is_converted_alone() -> None:
    text = "কারাগারের সেবা\nKvivMv‡ii †mev\nServices of the prison"
    assert bijoy_detection.convert(text).text == "কারাগারের সেবা\nকারাগারের সেবা\nServices of the prison"


def test_bijoy_words_within_a_line_in_unicode_are_converted() -> None:
    assert bijoy_detection.convert("আমাদের ‡Rj mycvi বলেন").text == "আমাদের জেল সুপার বলেন"


def test_a_short_cell_is_bijoy_in_a_table_that_is() -> None:
    cells = "µwgK\t†mevi bvg\tc×wZ\n1|\t†`Lv\tbvg\n2|\twPwKrmv †mev\tc`"
    assert "নাম" in bijoy_detection.convert(cells).text
    assert bijoy_detection.convert("bvg").text == "bvg"


def test_a_font_s_name_is_believed_unless_the_text_is_unicode() -> None:
    assert bijoy_detection.of_font("bvg", "SutonnyMJ").text == "নাম"
    assert bijoy_detection.of_font("নাম", "SutonnyMJ").text == "নাম"
    assert bijoy_detection.of_font("bvg", "Nikosh").text == "bvg"


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    bijoy.read(text)
    assert bijoy_detection.convert(text).changed in (True, False)
