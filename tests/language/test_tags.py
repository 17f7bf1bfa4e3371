"""Values in the digits and words of the page's language."""

import datetime
import unicodedata
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(expression: str, language: str = "bn", **context: object) -> str:
    with translation.override(language):
        return Template("{% load language %}" + expression).render(Context(context))


INSTANT = datetime.datetime(2026, 11, 21, 4, 30, tzinfo=datetime.UTC)  # 10:30 in Dhaka
LATE = datetime.datetime(2026, 11, 21, 19, 0, tzinfo=datetime.UTC)  # the 22nd in Dhaka


@pytest.mark.parametrize(
    ("expression", "value", "in_bangla", "in_english"),
    [
        ("{{ value|digits }}", "ক-12", "ক-১২", "ক-12"),
        ("{{ value|number }}", 1234567, "১২,৩৪,৫৬৭", "12,34,567"),
        ("{{ value|number }}", "abc", "abc", "abc"),
        ("{{ value|taka }}", 125050, "৳১,২৫০.৫০", "৳1,250.50"),
        ("{{ value|taka }}", 125000, "৳১,২৫০", "৳1,250"),
        ("{{ value|taka_exact }}", 125000, "৳১,২৫০.০০", "৳1,250.00"),
        ("{{ value|taka_whole }}", 31_250, "৳৩১৩", "৳313"),
        ("{{ value|percent }}", 5000, "৫০%", "50%"),
        ("{{ value|day }}", datetime.date(2026, 11, 21), "২১ নভেম্বর ২০২৬", "21 November 2026"),
        ("{{ value|day }}", LATE, "২২ নভেম্বর ২০২৬", "22 November 2026"),
        ("{{ value|moment }}", INSTANT, "২১ নভেম্বর ২০২৬, সকাল ১০:৩০", "21 November 2026, 10:30 am"),
        ("{{ value|digits }}", "ক-১২", "ক-১২", "ক-12"),
        ("{{ value|ordinal }}", 3, "৩য়", "3rd"),
        ("{{ value|file_size }}", 2_516_582, "২.৪ মেগাবাইট", "2.4 MB"),
        ("{{ value|days }}", 1, "১ দিন", "1 day"),
        ("{{ value|days }}", 1000, "১,০০০ দিন", "1,000 days"),
        ("{{ value|hours }}", 72, "৭২ ঘণ্টা", "72 hours"),
        ("{{ value|minutes }}", 15, "১৫ মিনিট", "15 minutes"),
        ("{{ value|bangla_day }}", INSTANT, "৬ অগ্রহায়ণ ১৪৩৩", "6 Ogrohayon 1433"),
        ("{{ value|bangla_day }}", datetime.date(1980, 1, 1), "", ""),
        ("{{ value|fiscal_year }}", INSTANT, "২০২৬-২০২৭", "2026-2027"),
        ("{{ value|fiscal_year }}", 2023, "২০২৩-২০২৪", "2023-2024"),
        ("{{ value|phone }}", "+8801712345678", "০১৭১২-৩৪৫৬৭৮", "01712-345678"),
    ],
)
def test_values_are_shown_as_the_language_writes_them(
    expression: str, value: object, in_bangla: str, in_english: str
) -> None:
    assert shown(expression, "bn", value=value) == unicodedata.normalize("NFC", in_bangla)
    assert shown(expression, "en", value=value) == in_english


@pytest.mark.parametrize(
    "name",
    [
        "digits",
        "number",
        "taka",
        "taka_whole",
        "percent",
        "day",
        "moment",
        "bangla_day",
        "quarter",
        "phone",
        "ordinal",
        "file_size",
        "days",
        "hours",
        "minutes",
    ],
)
def test_a_missing_fact_is_shown_empty(name: str) -> None:
    assert shown("{{ value|" + name + " }}", value=None) == ""


def test_a_thing_is_named_in_the_language_or_the_other_one() -> None:
    both, one = SimpleNamespace(name_bn="ঢাকা", name_en="Dhaka"), SimpleNamespace(name_bn="ঢাকা", name_en="")
    assert shown('{{ value|in_language:"name" }}', "en", value=both) == "Dhaka"
    assert shown('{{ value|in_language:"name" }}', "bn", value=both) == "ঢাকা"
    assert shown('{{ value|in_language:"name" }}', "en", value=one) == "ঢাকা"


def test_a_mail_address_breaks_at_its_at_sign_and_stays_text() -> None:
    assert shown("{{ value|mailbox }}", value="jailer@prison.gov.bd") == "jailer@<wbr>prison.gov.bd"
    assert shown("{{ value|mailbox }}", value="<b>@x") == "&lt;b&gt;@<wbr>x"


@pytest.mark.parametrize("memo", ["৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২", "58.04.0000.021.03.020.24-262"])
def test_what_a_paper_printed_keeps_its_digits_and_says_its_language(memo: str) -> None:
    assert shown("{{ value|as_printed }}", "bn", value=memo) == memo
    told = f'<span lang="bn">{memo}</span>' if memo.startswith("৫") else memo
    assert shown("{{ value|as_printed }}", "en", value=memo) == told
    assert shown("{{ value|as_printed }}", "en", value="<৫>") == '<span lang="bn">&lt;৫&gt;</span>'


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("০২-৫৫১০০৪১৪", "0255100414"),
        ("+880 1712-345678", "+8801712345678"),
        ("0771-1, 0771-2", "07711"),
        (None, ""),
    ],
)
def test_a_number_is_dialled_however_it_was_typed(typed: str | None, dialled: str) -> None:
    assert shown("{{ value|dialled }}", value=typed) == dialled
