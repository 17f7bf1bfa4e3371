"""Wagtail's Bangla screens write their numbers in Bangla digits, and nothing else of them changes."""

import re
import time

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from accounts.models import User
from language import numerals


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>3টি পাতা</p>", "<p>৩টি পাতা</p>"),
        ("<a href='/admin/pages/3/'>13টির মধ্যে 1-13</a>", "<a href='/admin/pages/3/'>১৩টির মধ্যে ১-১৩</a>"),
        ("<time>29\xa0মিনিট আগে</time>", "<time>২৯\xa0মিনিট আগে</time>"),
        ("<span> 12 </span><b>(4)</b><i>0%</i>", "<span> ১২ </span><b>(৪)</b><i>০%</i>"),
        ("<dd>22.8 কিলোবাইট, 1,234টি</dd>", "<dd>২২.৮ কিলোবাইট, ১,২৩৪টি</dd>"),
        ("<p>গণনা: -14, -3, 1</p>", "<p>গণনা: -১৪, -৩, ১</p>"),
        ("<td>22 নভেম্বর, 2026 10:30</td>", "<td>২২ নভেম্বর, ২০২৬ ১০:৩০</td>"),
        ("<h1>ওয়াগটেইল 8.0.1</h1>", "<h1>ওয়াগটেইল ৮.০.১</h1>"),
    ],
)
def test_numbers_of_bangla_sentences_are_in_bangla_digits(html: str, shown: str) -> None:
    assert numerals.in_bangla(html) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>3 pages, 2 of 4</p>",
        "<td>3617-6537</td><td>7820-A39F</td><td>কারিগর 3617-6537</td>",
        "<td>58.04.0000.021.03.020.24-262</td><p>স্মারক নম্বর 58.04.0000.021.03.020.24-262 দেখুন</p>",
        "<p>ফাইল c5a670b6.pdf, report_2024.pdf, x1@prison.gov.bd, SHA-256, 960x720, /bn/2024/ দেখুন</p>",
        "<p>তিনি বলেন, &#39;হ্যাঁ&#x27; ও &amp;</p>",
        '<input value="3টি"><p title="3টি পাতা > 2" data-action="click->w-dialog#show">কাজ</p>',
        "<script>const খ = '3টি';</script><style>a{top:3px}/* ক 3 */</style><textarea>সভা 3</textarea>",
        "<code>সংকেত 12</code><pre>ক 1</pre><!-- ক 1 --><template><b>1টি</b></template>",
        "",
        "ক < 'খ",
    ],
)
def test_all_else_stays_as_it_is(html: str) -> None:
    assert numerals.in_bangla(html) == html


def test_what_is_no_html_costs_no_time() -> None:
    began = time.process_time()
    for text in ("<" * 20_000, "<a '" * 20_000, "1" * 50_000 + "ক", "1." * 50_000 + "ক", "<script>" * 5_000):
        numerals.in_bangla(text)
    assert time.process_time() - began < 2


@pytest.fixture
def boss() -> User:
    return User.objects.create_superuser(username="boss", password="x")


@pytest.mark.django_db
def test_the_admin_counts_in_the_digits_of_its_reader(boss: User) -> None:
    client = Client()
    client.force_login(boss)
    root = Page.objects.get(depth=1)
    for language, digit, other in (("bn", "[০-৯]", "[0-9]"), ("en", "[0-9]", "[০-৯]")):
        UserProfile.objects.update_or_create(user=boss, defaults={"preferred_language": language})
        told = client.get("/admin/").content.decode()
        assert f'lang="{language}"' in told
        summary = re.search(r'<ul class="w-summary__list">(.*?)</ul>', told, re.DOTALL)
        assert summary is not None
        words = re.sub(r"<[^>]*>", "", summary[1])
        assert re.search(digit, words)
        assert not re.search(other, words)
        part = client.get(f"/admin/pages/{root.pk}/results/").content.decode()
        assert re.search(digit, re.sub(r"<[^>]*>", "", part))
        chooser = client.get("/admin/choose-page/").json()["html"]
        assert ("০" in chooser or "১" in chooser) == (language == "bn"), re.sub(r"<[^>]*>", "", chooser)[
            -300:
        ]


def test_the_door_needs_no_profile(rf: object) -> None:
    request = rf.get("/admin/login/")  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    with translation.override("bn"):
        assert numerals._language_of("<p>", request) == "bn"
    assert numerals._language_of('<!doctype html>\n<html class="x" lang="en-gb" dir="ltr">', request) == "en"
