"""The letter, the news item and the programme of ../shared/content published by an editor through the forms: every word
of them stands on the public page, and the letter's in its PDF.
"""

import re
import unicodedata
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from accounts.roles import Role
from charter_pages.models import LetterPage
from portal.models import NewsIndexPage, NewsPage, ProgrammePage, StandardPage
from printing import pdf
from publishing.pages import Published
from tests import copying, staffed
from tests.admin_forms import form_of
from tests.noticeboard.boards import House, page_of

pytestmark = pytest.mark.django_db
__all__ = ["House"]

NEWS = "news-community-safety-assembly.txt"
PROGRAMME = "programme-trafficking-prevention.txt"
LETTER = "letter-smart-plan-2024-03-10.txt"


def words(text: str) -> Counter[str]:
    """Return the words of a text: letters, marks and digits; signs between them part words."""
    # Joiners and spaces without width say nothing; a visarga behind a word is how papers print a colon.
    clean = re.sub(r"[\u200b-\u200f\ufeff\u2060]", "", unicodedata.normalize("NFC", text))
    clean = re.sub(r"ঃ(?![\u0980-\u09ff])", ":", clean)
    return Counter(re.findall(r"[\w\u0980-\u09ff]+", clean))


def lines_of(paper: Path) -> list[str]:
    return [line.strip() for line in paper.read_text("utf-8").splitlines() if line.strip()]


def read(client: Client, page: Published) -> str:
    """Return the text of the page's own part, as a reader sees it."""
    html = client.get(page.url).content.decode()
    main = html.split('<main id="main"', 1)[1].split("</main>", 1)[0]
    main = main.split("</nav>", 1)[1] if 'class="crumbs' in main else main
    return (
        strip_tags(re.sub(r"<[^>]+>", lambda found: f" {found[0]}", main))
        .replace("&#x27;", "'")
        .replace("&quot;", '"')
    )


def paragraph(text: str) -> tuple[str, Any]:
    return ("paragraph", rich_text(f"<p>{escape(text, quote=False)}</p>", features=["bold"]))


def table(rows: list[list[str]]) -> tuple[str, Any]:
    """Return a table as the browser sends it: the first row its headings."""
    head, *body = rows
    cells = {
        "caption": "",
        "column-count": str(len(head)),
        "row-count": str(len(body)),
    }
    for number, heading in enumerate(head):
        cells |= {
            f"column-{number}-type": "text",
            f"column-{number}-deleted": "",
            f"column-{number}-order": str(number),
            f"column-{number}-heading": heading,
        }
    for place, row in enumerate(body):
        cells |= {f"row-{place}-deleted": "", f"row-{place}-order": str(place)}
        for number, text in enumerate(row):
            cells[f"cell-{place}-{number}"] = rich_text(f"<p>{escape(text, quote=False)}</p>")
    return ("table", cells)


class Desk:
    """Headquarters' moderator, who may publish, at the form of a new page."""

    def __init__(self, house: House) -> None:
        self.client = staffed.signed_in(staffed.person("moderator", Role.HQ_MODERATOR, house.offices.hq))

    def publish(self, model: type[Published], parent: Any, **typed: Any) -> Any:
        address = f"/admin/pages/add/{model._meta.app_label}/{model._meta.model_name}/{parent.pk}/"
        fields = form_of(self.client, address) | nested_form_data(typed) | {"action-publish": "1"}
        answer = self.client.post(address, fields)
        assert answer.status_code == 302, answer.context["form"].errors
        return model.objects.get(language="bn", title=typed["title"])


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


def test_the_news_item_is_published_in_full(desk: Desk, papers: Path, client: Client) -> None:
    title, lead, *body = lines_of(papers / NEWS)
    page = desk.publish(
        NewsPage,
        NewsIndexPage.objects.get(language="bn"),
        title=title,
        lead=lead,
        body=streamfield([paragraph(line) for line in body]),
        partners=inline_formset([{"name": "সারে পুলিশ", "link": ""}, {"name": "সারে কাউন্টি কাউন্সিল", "link": ""}]),
    )
    shown = read(client, page)
    assert words((papers / NEWS).read_text("utf-8")) - words(shown) == Counter()
    assert "সারে কাউন্টি কাউন্সিল" in shown
    assert "হোয়াটসঅ্যাপ" in shown


class Programme:
    """The parts of the programme's paper, found by its own headings."""

    def __init__(self, paper: Path) -> None:
        self.lines = lines_of(paper)

    def after(self, label: str) -> str:
        return next(line.split(":", 1)[1].strip() for line in self.lines if line.startswith(label))

    def between(self, first: str, last: str, *, turn: int = 0) -> list[str]:
        starts = [place for place, line in enumerate(self.lines) if line.startswith(first)]
        start = starts[turn] + 1
        end = next(
            (place for place, line in enumerate(self.lines) if place >= start and line.startswith(last)), None
        )
        return self.lines[start:end]


def bare(line: str) -> str:
    return re.sub(r"^(?:•|[০-৯]+[./])\s*", "", line)


def test_the_programme_is_published_in_full(desk: Desk, papers: Path, client: Client) -> None:
    paper = Programme(papers / PROGRAMME)
    areas = paper.between("যথা", "প্রকল্পের মেয়াদকাল")
    primary, secondary = (
        paper.between("১/", "২/"),
        paper.between("২/", "প্রত্যাশিত ফল"),
    )
    results = paper.between("প্রত্যাশিত ফল", "প্রধান কার্যক্রম")
    activities = [line for line in paper.between("প্রধান কার্যক্রম", "প্রধান কার্যক্রম") if line.startswith("•")]
    again = paper.between("প্রধান কার্যক্রম", "প্রধান", turn=1)
    top = paper.lines[:2]
    # What has no field of its own stands in the text: the site's own head, how many groups there are, the labels as
    # printed and the list of activities that the paper prints twice.
    rest = [
        *top,
        "প্রকল্পের নাম:",
        "এই প্রকল্পের উদ্দেশ্য হচ্ছে:",
        next(line for line in paper.lines if line.startswith("যথা")),
        "প্রকল্পের মেয়াদকাল :",
        *paper.between("লক্ষ্যিত জনগোষ্ঠী", "১/"),
        "১/ ২/",
        "প্রধান কার্যক্রম : কার্যক্রমের স্ট্যাটাস",
        "প্রধান কার্যক্রম :",
        *again,
        " ".join(re.findall(r"[০-৯]+\.", " ".join([*areas, *results]))),
    ]
    page = desk.publish(
        ProgrammePage,
        StandardPage.objects.get(language="bn", slug="programmes"),
        title=paper.lines[2],
        project_name=paper.after("প্রকল্পের নাম"),
        implementing_body=paper.after("বাস্তবায়নকারী সংস্থা"),
        partner=paper.after("বাস্তবায়ন সহযোগী"),
        goal=paper.after("লক্ষ্য :"),
        objective=paper.after("এই প্রকল্পের উদ্দেশ্য"),
        area_note=paper.after("কর্মএলাকা"),
        period_text=paper.between("প্রকল্পের মেয়াদকাল", "লক্ষ্যিত")[0],
        started_on="2007-08-01",
        ended_on="2010-10-31",
        areas=inline_formset(
            [
                {"place": bare(line).split("ঃ", 1)[0].strip(), "parts": bare(line).split("ঃ", 1)[1].strip()}
                for line in areas
            ]
        ),
        target_groups=inline_formset(
            [
                {"rank": rank, "text": " ".join(lines[-1:] if rank == "primary" else lines)}
                for rank, lines in (("primary", primary), ("secondary", secondary))
            ]
        ),
        results=inline_formset([{"text": bare(line)} for line in results]),
        activities=inline_formset(
            [{"text": bare(line), "status": "done", "status_note": ""} for line in activities]
        ),
        body=streamfield([paragraph(line) for line in rest]),
    )
    assert page.areas.count() == 3
    assert page.results.count() == 4
    assert page.activities.count() == 14
    shown = read(client, page)
    assert words((papers / PROGRAMME).read_text("utf-8")) - words(shown) == Counter()
    assert "সমাপ্ত" in shown
    assert "১৪টির মধ্যে ১৪টি সম্পন্ন" in shown


def letter_fields(lines: list[str]) -> dict[str, Any]:
    """Return what an editor types of the letter, field by field; what is left of it goes into the text."""

    def place(beginning: str, turn: int = 0) -> int:
        return [number for number, line in enumerate(lines) if line.startswith(beginning)][turn]

    subject, reference, attached = place("বিষয়"), place("সূত্র"), place("সংযুক্তি")
    copies, annex = place("অনুলিপি"), place("কারা অধিদপ্তর, ঢাকা")
    signer = lines[attached + 1 : place("addl.ig")]
    tables: list[list[list[str]]] = []
    for line in lines[annex:]:
        cells = line.split("\t")
        if len(cells) > 1 and cells[0].startswith("স্মার্ট উদ্যোগ"):
            tables.append([])
        if len(cells) > 1:
            tables[-1].append([cell.strip() for cell in cells])
    notes = [line for line in lines[annex:] if "\t" not in line]
    return {
        "title": "স্মার্ট বাংলাদেশ বিনির্মাণ বিষয়ক কর্মপরিকল্পনার তথ্য প্রেরণ",
        "memo_label": "letter",
        "memo_number": lines[place("পত্র নং")].removeprefix("পত্র নং").strip(),
        "issued_on": "2024-03-10",
        "issued_on_bangla": "২৬ ফাল্গুন ১৪৩০",
        "subject": lines[subject].split("ঃ", 1)[1].strip(),
        "references": inline_formset(
            [
                {
                    "text": lines[reference].split("ঃ", 1)[1].strip(),
                    "memo_number": "৫৮.০০.০০০০.০১৮.৩১.০০৬.১৭-৪৬",
                }
            ]
        ),
        "addressee": "\n".join(lines[place("সচিব") : copies]),
        "issuer_name": signer[0],
        "issuer_posts": "\n".join(signer[1:-1]),
        "on_behalf_of": signer[-1].removeprefix("পক্ষে-"),
        "mailbox": lines[place("addl.ig")],
        "attachments": inline_formset(
            [{"title": lines[attached].split("ঃ", 1)[1].strip(), "document": "", "pages": ""}]
        ),
        "distribution": inline_formset(
            [
                {"number": line[:2], "text": f"{line[2:].strip()}\n{below}", "attention": "", "is_copy": "on"}
                for line, below in zip(
                    lines[copies + 1 : annex : 2], lines[copies + 2 : annex : 2], strict=True
                )
            ]
        ),
        "body": streamfield(
            [
                *(paragraph(line) for line in lines[reference + 1 : attached]),
                *(paragraph(line) for line in notes),
                *(table(rows) for rows in tables),
            ]
        ),
    }


@pytest.fixture
def letter(desk: Desk, house: House, papers: Path) -> LetterPage:
    typed = letter_fields(lines_of(papers / LETTER))
    page: LetterPage = desk.publish(LetterPage, page_of(house.offices.hq), **typed)
    return page


# What the letterhead prints from the register stands in the paper as the Department's address and site.
FROM_THE_REGISTER = words(
    "গণপ্রজাতন্ত্রী বাংলাদেশ সরকার কারা অধিদপ্তর ৩০/৩, উমেশ দত্ত রোড, বকশীবাজার, ঢাকা-১২১১। www.prison.gov.bd"
)


def test_the_letter_is_published_in_full_with_its_plan(
    letter: LetterPage, papers: Path, client: Client
) -> None:
    paper = words((papers / LETTER).read_text("utf-8"))
    missing = paper - words(read(client, letter))
    assert missing - FROM_THE_REGISTER == Counter()
    html = client.get(letter.url).content.decode()
    assert html.count("<table") == 2
    assert html.count("<th") >= 10


def test_the_letter_s_pdf_has_every_word_of_it(letter: LetterPage, papers: Path, client: Client) -> None:
    assert pdf.available()
    content = client.get(f"{letter.url}pdf/").content
    paper = words((papers / LETTER).read_text("utf-8"))
    missing = paper - words(copying.text_of(content))
    assert missing - FROM_THE_REGISTER == Counter()
