"""axe-core finds no breach of WCAG 2.2 AA on the pages that the main paths run through, and nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from demonstration.people import PASSWORD
from tests.journeys import people
from tests.served import Served

pytestmark = pytest.mark.once

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PRODUCT = "bamboo-cane-stool"
PHONE, DESK = 360, 1280
VIEWS = [("bn", PHONE), ("bn", DESK), ("en", PHONE)]


def fill_basket(page: Page, language: str) -> None:
    page.goto(f"/{language}/shop/add/{PRODUCT}/")
    with page.expect_navigation():
        page.locator("form.add button[type=submit]").click()
    page.goto(f"/{language}/shop/basket/")


def begin_checkout(page: Page, language: str) -> None:
    fill_basket(page, language)
    page.goto(f"/{language}/shop/checkout/")


def go_on_in_checkout(page: Page, language: str) -> None:
    begin_checkout(page, language)
    page.locator("[name=name]").fill(people.NAME)
    page.locator("[name=phone]").fill(people.a_phone())
    page.locator("[name=division]").select_option("dhaka")
    page.locator("[name=district]").select_option("dhaka")
    page.locator("[name=upazila]").select_option(index=1)
    page.locator("[name=line]").fill("12 Test Road")
    with page.expect_navigation():
        page.locator(
            "main form button[name=step][value=continue], main form button[type=submit]"
        ).last.click()
    page.locator("[name=provider]").first.wait_for()


def at(path: str) -> Callable[[Page, str], None]:
    def visit(page: Page, language: str) -> None:
        page.goto(f"/{language}/{path}")

    return visit


def complain(page: Page, language: str) -> None:
    page.goto(f"/{language}/complaints/new/?office=dj-natore")
    page.locator("[name=about][value=other]").check()
    page.locator("[name=text]").fill("নমুনা: কেউ কিছু জানাননি। (উদ্ভাবিত)")
    page.locator("[name=phone]").fill(people.a_phone())
    with page.expect_navigation():
        page.locator("main form button[type=submit]").last.click()


PLACES: dict[str, Callable[[Page, str], None]] = {
    "complaint, which office": at("complaints/new/"),
    "complaint, what happened": at("complaints/new/?office=dj-natore"),
    "complaint, received": complain,
    "complaint, followed": at("complaints/track/"),
    "home": at(""),
    "charter": at("prisons/div-rajshahi/dj-natore/charter/"),
    "a prison": at("prisons/div-rajshahi/dj-natore/"),
    "a prison without a charter": at("prisons/div-rajshahi/dj-pabna/"),
    "what changed in a charter": at("prisons/div-rajshahi/dj-natore/charter/history/"),
    "an old charter": at("prisons/div-rajshahi/dj-natore/charter/versions/1/"),
    "minutes": at("prisons/div-khulna/cj-jashore/review-2026-07/"),
    "report": at("prisons/div-khulna/cj-jashore/monthly-darbar-and-paralegals/"),
    "the notice board": at("notices/"),
    "the notice board, nothing fits": at("notices/?office=dj-pabna&shelf=over"),
    "documents": at("documents/"),
    "a notice": at("prisons/hq/visits-in-winter/"),
    "a tender that was put off": at("prisons/hq/blankets-and-sheets/"),
    "an event": at("prisons/hq/fair-of-prison-products/"),
    "a gallery": at("prisons/div-rajshahi/dj-natore/a-year-in-the-workshops/"),
    "one picture": at("prisons/div-rajshahi/dj-natore/a-year-in-the-workshops/pictures/2/"),
    "a programme": at("programmes/skills-for-return/"),
    "where each taka goes": at("transparency/"),
    "catalogue": at("shop/"),
    "product": at(f"shop/products/{PRODUCT}/"),
    "basket": fill_basket,
    "checkout, who and where": begin_checkout,
    "checkout, price and consent": go_on_in_checkout,
    "search results": at("search/?q=সেবা"),
    "search that finds nothing": at("search/?q=zzzz"),
}


@dataclass
class Place:
    """A page as a reader has it before the eyes."""

    page: Page
    name: str

    def breaches(self, within: str | None = None) -> list[str]:
        rules = {"runOnly": {"type": "tag", "values": TAGS}}
        answer = Axe().run(self.page, context=within, options=rules).response
        assert len(answer["passes"]) > (5 if within else 10), f"axe did not see {self.name}"
        return [
            f"{self.name}: {rule['id']} ({rule['help']}) at {' '.join(map(str, node['target']))}: "
            f"{node['html'][:200]} {node.get('failureSummary', '')}"
            for rule in answer["violations"]
            for node in rule["nodes"]
        ]

    def pixels_beyond_the_edge(self) -> int:
        beyond: int = self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth"
        )
        return max(beyond, 0)


def sign_in(page: Page, username: str) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("form button[type=submit]").first.click()


@pytest.fixture
def open_page(site: Served, browser: Browser) -> Iterator[Callable[[str, int], Page]]:
    """Return a fresh browser in a language, so many pixels wide; its pages let axe in past our own policy."""
    contexts = []

    def open_one(language: str, width: int) -> Page:
        contexts.append(
            browser.new_context(
                viewport={"width": width, "height": 780},
                locale="bn-BD" if language == "bn" else "en-GB",
                base_url=site.address,
                bypass_csp=True,
                reduced_motion="reduce",
            )
        )
        return contexts[-1].new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("language", "width"), VIEWS)
@pytest.mark.parametrize("name", PLACES)
def test_a_page_breaks_no_rule_of_wcag_and_fits_its_screen(
    open_page: Callable[[str, int], Page], name: str, language: str, width: int
) -> None:
    page = open_page(language, width)
    PLACES[name](page, language)
    place = Place(page, f"{name}, {language}, {width} px")
    assert place.breaches() == []
    assert place.pixels_beyond_the_edge() == 0, place.name


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_signing_in_breaks_no_rule_of_wcag(open_page: Callable[[str, int], Page], width: int) -> None:
    page = open_page("bn", width)
    page.goto("/admin/login/")
    place = Place(page, f"sign-in, {width} px")
    assert place.breaches() == []
    assert place.pixels_beyond_the_edge() == 0, place.name


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_makers_statement_breaks_no_rule_of_wcag(open_page: Callable[[str, int], Page], width: int) -> None:
    page = open_page("bn", width)
    sign_in(page, "mymensingh-office")
    page.goto("/admin/wages/statements/")
    page.locator("table.listing .title a").first.click()
    page.get_by_label("হিসাব বিবরণী কেন প্রয়োজন?").fill("মাসিক বিবরণী হাতে দেওয়ার জন্য")
    page.get_by_role("button", name="হিসাব বিবরণী দেখান").click()
    page.locator("article.sheet .receipt").wait_for()
    place = Place(page, f"statement, {width} px")
    # The frame around it is Wagtail's.
    assert place.breaches(within="article.sheet") == []
    assert place.pixels_beyond_the_edge() == 0, place.name


# Staff's screens with the longest choices, the most buttons, and days to choose.
SCREENS = (
    "trail/", "officers/", "practices/", "duties/?shelf=waiting", "decisions/", "decisions/tasks/", "papers/", "products/",
    "book/entries/", "book/accounts/", "cash/", "wages/accounts/", "wages/policies/propose/",
    "snippets/charter_pages/post/add/", "memo-prefixes/",
)  # fmt: skip
# Wagtail's frame hides what runs past it: the page is no wider for it, and nobody reaches it.
PAST_THE_EDGE = """
[...document.querySelectorAll("main :is(input, select, textarea, button, a.button)")]
  .filter((each) => each.checkVisibility() && !each.closest(".form-side, [data-minimap-container]"))
  .filter((each) => each.getBoundingClientRect().right > window.innerWidth)
  .map((each) => each.outerHTML.slice(0, 120))
"""


def test_all_that_staff_fill_in_and_press_stands_on_a_phone_and_the_scripts_of_each_screen_run(
    open_page: Callable[[str, int], Page],
) -> None:
    page = open_page("bn", PHONE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    sign_in(page, "administrator")
    for screen in SCREENS:
        answer = page.goto(f"/admin/{screen}")
        assert answer is not None
        assert answer.status == 200, screen
        wrong += [f"{screen}: {each}" for each in page.evaluate(PAST_THE_EDGE)]
    assert wrong == []
