"""A reader who follows every link of the public site once, and keeps what came back."""

import html
import re
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import httpx

from tests import copying

LINK = re.compile(
    r"""(?:href|src|srcset|action)\s*=\s*["']([^"']+)["']|<loc>([^<]+)</loc>|<link>([^<]+)</link>"""
)
IN_STYLE = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
# What is not the public site: signing in, and pages that a reader reaches with a form.
APART = ("/admin/",)
# Papers of old charters are all set alike, a second each: the first of each charter stands for them.
ALIKE = re.compile(r"/versions/(?!1/)\d+/pdf/")
MOST = 6000


@dataclass
class Answer:
    """What one address gave."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.url).path)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def is_page(self) -> bool:
        return self.kind == "text/html"

    @cached_property
    def text(self) -> str:
        """The words in it: of a PDF its text layer, of a picture its bytes as they are."""
        if self.kind == "application/pdf":
            return copying.text_of(self.body)
        return html.unescape(self.body.decode("utf-8", "replace"))


@dataclass
class Crawl:
    address: str
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def pages(self) -> list[Answer]:
        return [answer for answer in self.answers.values() if answer.is_page]

    def broken(self) -> list[str]:
        return sorted(
            f"{answer.status} {answer.path}" for answer in self.answers.values() if answer.status >= 400
        )


def links_of(answer: Answer) -> set[str]:
    if answer.kind not in {"text/html", "application/xml", "text/xml", "application/rss+xml", "text/css"}:
        return set()
    found = set()
    text = answer.body.decode("utf-8", "replace")
    for match in LINK.finditer(text):
        value = html.unescape(next(group for group in match.groups() if group is not None))
        parts = [part.split()[0] for part in value.split(",") if part.split()] if ", " in value else [value]
        found.update(urldefrag(urljoin(answer.url, part.strip()))[0] for part in parts)
    found.update(urljoin(answer.url, link) for link in IN_STYLE.findall(text))
    return found


def is_ours(url: str, address: str) -> bool:
    if not url.startswith(f"{address}/"):
        return False
    split = urlsplit(url)
    if split.path.startswith(APART) or ALIKE.search(split.path):
        return False
    # Each filter by itself, and the second page: their products would be endless and show nothing new.
    query = parse_qsl(split.query, keep_blank_values=True)
    return len(query) <= 1


def everything(address: str) -> Crawl:
    """Read the whole public site, from both homes, the sitemap and the feeds."""
    crawl = Crawl(address)
    waiting = deque(f"{address}{path}" for path in ("/", "/bn/", "/en/", "/sitemap.xml", "/robots.txt"))
    seen = set(waiting)
    with httpx.Client(timeout=60) as client:
        while waiting:
            url = waiting.popleft()
            response = client.get(url)
            # Each answer stands for itself: no reader's cookie is carried from page to page.
            client.cookies.clear()
            answer = Answer(url, response.status_code, response.headers, response.content)
            crawl.answers[url] = answer
            following = links_of(answer)
            if response.is_redirect:
                following.add(urljoin(url, response.headers["location"]))
            for link in sorted(following - seen):
                if is_ours(link, address):
                    seen.add(link)
                    waiting.append(link)
            assert len(seen) < MOST, "the crawl finds no end"
    return crawl
