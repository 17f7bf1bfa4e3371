"""What holds on every public page: it knows no reader, loads nothing from elsewhere, says its language."""

import re

import pytest

from tests.whole_site import digits_seen
from tests.whole_site.crawl import Answer, Crawl

# No database changes what a template says.
pytestmark = pytest.mark.once

# Small pages with a form that needs a token, or that belong to one buyer: never cached, each named here.
OWN = re.compile(
    r"^/(bn|en)/shop/(add/|basket/|checkout/|orders/|thanks/)|^/payments/|^/(bn|en)/(complaints/(new|track|mine)|useful|subscribe)/"
)
# A block of data (JSON-LD) is no script: no browser runs it, and no policy asks about it (docs/adr/0051).
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)[^>]*>|\son(click|change|submit|load|error)=",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(r"""(?:src|href)=["'](?:https?:)?//(?!127\.0\.0\.1|localhost)([^"'/]+)""")
SAID = {"bn": '<html lang="bn"', "en": '<html lang="en"'}


def public(whole: Crawl) -> list[Answer]:
    return [page for page in whole.pages if not OWN.match(page.path) and page.status == 200]


def test_no_public_page_knows_its_reader(whole: Crawl) -> None:
    for page in public(whole):
        assert "set-cookie" not in page.headers, page.path
        assert "cookie" not in page.headers.get("vary", "").lower(), page.path
        assert b"csrfmiddlewaretoken" not in page.body, page.path


def test_pages_that_belong_to_one_buyer_are_never_cached(whole: Crawl) -> None:
    own = [page for page in whole.pages if OWN.match(page.path) and page.status == 200]
    assert own
    for page in own:
        assert "no-store" in page.headers.get("cache-control", ""), page.path


def test_no_page_has_inline_script_or_style_or_loads_from_elsewhere(whole: Crawl) -> None:
    for page in whole.pages:
        text = page.body.decode()
        assert not INLINE.search(text), (page.path, INLINE.search(text))
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy, page.path
        for part in re.findall(r"<(?:script|link|img)[^>]+>", text):
            assert not ELSEWHERE.search(part) or 'rel="alternate"' in part or 'rel="canonical"' in part, (
                page.path,
                part,
            )


def test_every_page_says_its_language_and_has_one_heading(whole: Crawl) -> None:
    for page in public(whole):
        text = page.body.decode()
        language = page.path.split("/")[1]
        if language in SAID:
            assert SAID[language] in text, page.path
            assert len(re.findall(r"<h1[\s>]", text)) == 1, page.path
            assert re.search(r"<title>[^<]+</title>", text), page.path


def test_every_page_shows_the_digits_of_its_language(whole: Crawl) -> None:
    strange = {
        page.path: found for page in whole.pages if (found := list(digits_seen.strange(page.body.decode())))
    }
    assert strange == {}
