"""Ask as one speaks and find the visiting rules; find a quilt in any spelling, and a paper by its number however typed."""

from urllib.parse import urlparse

from playwright.sync_api import Page, expect

MEMO = "৫৮.০৪.০০০০.০২১.০৬.০১২.২৬-৪১৮"


def search(citizen: Page, text: str) -> None:
    """Type into the field of the page at hand and press the button."""
    field = citizen.get_by_role("main").locator("form.find input")
    field.fill(text)
    with citizen.expect_navigation():
        citizen.get_by_role("main").locator("form.find").get_by_role("button").click()


def links(citizen: Page) -> list[str]:
    found = citizen.get_by_role("main").locator("ol.papers a, ul.papers a")
    return [urlparse(str(link.get_attribute("href"))).path for link in found.all()]


def test_a_citizen_finds_rules_goods_and_papers(citizen: Page) -> None:
    citizen.goto("/bn/")
    search(citizen, "কীভাবে বন্দির সাথে দেখা করা যায়?")
    citizen.get_by_role("main").get_by_role("link", name="সেবা", exact=True).click()
    expect(citizen.get_by_text("হাজতি বন্দির সঙ্গে ১৫ দিনে").first).to_be_visible()
    citizen.go_back()

    quilt = "/bn/shop/products/nakshi-kantha-queen/"
    for typed in ("nakshi katha", "নকশী কাঁথা"):
        search(citizen, typed)
        assert quilt in links(citizen), typed

    papers = []
    for typed in (MEMO, "58.04.0000.021.06.012.26-418", "58040000021060122 6418".replace(" ", "")):
        search(citizen, typed)
        expect(citizen.get_by_role("heading", name="এই স্মারক নম্বরের কাগজ")).to_be_visible()
        papers.append(links(citizen)[0])
    assert len(set(papers)) == 1

    # Narrowed to products of one prison, by links that any phone follows.
    search(citizen, "নকশী কাঁথা")
    citizen.get_by_text("ফলাফল ছোট করুন").click()
    citizen.locator("details.facets").get_by_role("link", name="পণ্য").click()
    expect(citizen.get_by_label("শুধু যা মজুদ আছে")).to_be_visible()
    assert all("/shop/" in link for link in links(citizen))


def test_titles_are_suggested_as_one_types(reader: Page) -> None:
    reader.goto("/bn/search/")
    field = reader.get_by_role("main").get_by_role("combobox")
    field.press_sequentially("নকশী ক")
    options = reader.get_by_role("option")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(options).to_have_count(0)
    field.press_sequentially("াঁ")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    with reader.expect_navigation():
        field.press("Enter")
    assert "/shop/" in reader.url
