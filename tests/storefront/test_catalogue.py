import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import clock
from accounts.roles import Role
from shop.production import pieces
from shop.storefront import catalogue, estimates, listings
from shop.storefront.catalogue import Wish
from shop.wages import policy
from tests import selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    return [card["title"] for card in client.get(address).context["cards"]]


def test_the_catalogue_is_narrowed_by_trade_prison_price_and_stock(client: Client) -> None:
    there, elsewhere = selling.prison(), selling.prison("dj-pabna")
    shelf.listed(there, title_bn="টুল", price=850_00)
    shelf.listed(elsewhere, title_bn="চেয়ার", price=4750_00)
    shelf.listed(elsewhere, title_bn="কাঁথা", price=3200_00, of="handloom", units=0)
    assert titles(client, "/bn/shop/?trade=handloom") == ["কাঁথা"]
    assert titles(client, "/bn/shop/?prison=dj-natore") == ["টুল"]
    assert titles(client, "/bn/shop/?min=১,০০০&max=৪০০০") == ["কাঁথা"]
    assert titles(client, "/bn/shop/?min=1000&stock=on") == ["চেয়ার"]
    assert titles(client, "/bn/shop/?sort=dear") == ["চেয়ার", "কাঁথা", "টুল"]
    assert titles(client, "/bn/shop/?trade=handloom&stock=on") == []


def test_a_filter_that_cannot_be_understood_is_said_and_the_others_still_count(client: Client) -> None:
    shelf.listed(title_bn="টুল", price=850_00)
    shelf.listed(title_bn="চেয়ার", price=4750_00)
    answer = client.get("/bn/shop/?min=cheap&max=1000&trade=no-such-trade&page=x")
    assert [card["title"] for card in answer.context["cards"]] == ["টুল"]
    assert set(answer.context["form"].errors) == {"min", "trade"}
    assert "cheap" in answer.content.decode()


def test_an_empty_list_says_so_and_leads_back(client: Client) -> None:
    shelf.listed()
    answer = client.get("/bn/shop/?trade=&min=99999").content.decode()
    assert 'class="empty"' in answer
    assert 'href="/bn/shop/"' in answer


def test_a_text_finds_products_by_name_prison_and_trade(client: Client) -> None:
    shelf.listed(title_bn="বাঁশ-বেতের মোড়া", title_en="Bamboo stool")
    shelf.listed(title_bn="পাটের ব্যাগ", title_en="Jute bag", of="jute")
    assert titles(client, "/bn/shop/?q=মোড়া") == ["বাঁশ-বেতের মোড়া"]
    assert titles(client, "/bn/shop/?q=jute") == ["পাটের ব্যাগ"]
    assert titles(client, "/bn/shop/?q=মোড়া&trade=jute") == []


def test_a_long_catalogue_is_shown_in_pages_and_a_page_too_far_gives_the_last(client: Client) -> None:
    for _ in range(catalogue.PER_PAGE + 2):
        shelf.listed(units=0)
    assert len(titles(client, "/bn/shop/")) == catalogue.PER_PAGE
    assert len(titles(client, "/bn/shop/?page=99")) == 2


def test_a_withdrawn_product_is_not_listed_and_its_page_says_so(client: Client) -> None:
    listing = shelf.listed()
    listings.withdraw(by=shelf.boss(), listing=listing)
    assert titles(client, "/bn/shop/") == []
    answer = client.get(f"/bn/shop/products/{listing.slug}/")
    assert answer.status_code == 410
    assert "/shop/add/" not in answer.content.decode()


def test_each_card_shows_in_whole_taka_what_goes_to_the_makers(client: Client) -> None:
    shelf.listed(price=850_00, units=10, costs={"materials": 4500_00, "power": 500_00})
    page = client.get("/en/shop/").content.decode()
    assert "about <b>৳175</b> of this goes to the makers" in page


def test_the_product_page_divides_the_whole_price(client: Client) -> None:
    listing = shelf.listed(price=850_00, units=10, costs={"materials": 5000_00})
    share = client.get(f"/en/shop/products/{listing.slug}/").context["share"]
    assert (share.cost_poisha, share.makers_poisha, share.department_poisha) == (500_00, 175_00, 175_00)
    assert share.rate_bp == 5000


def test_nothing_is_promised_where_the_price_does_not_cover_the_cost(client: Client) -> None:
    listing = shelf.listed(price=100_00, units=2, costs={"materials": 300_00})
    assert client.get(f"/bn/shop/products/{listing.slug}/").context["share"] is None
    assert 'class="share"' not in client.get("/bn/shop/").content.decode()


def test_the_estimate_uses_the_batch_that_is_sold_next() -> None:
    listing = shelf.listed(price=1000_00, units=1, costs={"materials": 200_00})
    selling.stock(listing.stockrecord, listing.office, quantity=5, costs={"materials": 3000_00})
    assert estimates.of([listing])[listing.pk].makers_poisha == 400_00
    pieces.take(stockrecord_id=listing.stockrecord_id, quantity=1)
    assert estimates.of([listing])[listing.pk].makers_poisha == 200_00


def test_the_product_page_names_the_costs_that_its_own_policy_takes_off(client: Client) -> None:
    listing = shelf.listed(price=1000_00, costs={"materials": 2000_00, "power": 1000_00})
    address = f"/bn/shop/products/{listing.slug}/"
    text = client.get(address).content.decode()
    assert "কাঁচামাল; বিদ্যুৎ, পরিবহন ও অন্যান্য ব্যয়" in text
    assert "নিজস্ব নীতি" not in text
    hq, now = selling.headquarters(), clock.now()
    facts = {"rate_bp": 6000, "memo_number": "১", "in_force_from": now + datetime.timedelta(days=1)}
    proposed = policy.propose(
        by=selling.staff(Role.HQ_POLICY, hq),
        scope_office=listing.office,
        deduct_other_costs=False,
        deduct_fee=True,
        **facts,
    )
    policy.approve(by=selling.staff(Role.HQ_POLICY_APPROVER, hq), policy=proposed)
    with clock.set_to(now + datetime.timedelta(days=2)):
        page = client.get(address)
    share, text = page.context["share"], page.content.decode()
    # Ten units for 2,000 taka of materials: 60 % of 1,000 − 200; power is not deducted here.
    assert (share.cost_poisha, share.makers_poisha, share.rate_bp) == (200_00, 480_00, 6000)
    assert "বিদ্যুৎ" not in text
    assert "এই কারাগারের নিজস্ব নীতি রয়েছে।" in text
    assert "অর্ডারের সময়ই কেবল জানা যায়" in text


def test_the_parts_of_a_price_add_up_as_they_are_shown(client: Client) -> None:
    """480 taka, 255 of them cost: half of 225 is 112.50, and two of that are not shown as 113 each."""
    listing = shelf.listed(price=480_00, costs={"materials": 2550_00})
    page = client.get(f"/bn/shop/products/{listing.slug}/")
    share = page.context["share"]
    assert (share.cost_poisha, share.makers_poisha, share.department_poisha) == (255_00, 112_50, 112_50)
    parts = re.search(r'<dl class="division__parts">(.+?)</dl>', page.content.decode(), re.DOTALL)
    assert parts is not None
    assert re.findall(r"<dd>(.+?)</dd>", parts[1]) == ["৳২৫৫", "৳১১৩", "৳১১২"]


def test_the_policies_of_many_places_are_those_of_each_alone() -> None:
    prison, other = selling.prison(), selling.prison("dj-pabna")
    places = {(office.pk, code) for office in (prison, other) for code in ("furniture", "handloom")}
    many = policy.in_force_for(at=clock.now(), places=places)
    alone = {
        place: policy.in_force(at=clock.now(), office_id=place[0], trade_code=place[1]) for place in places
    }
    assert many == alone


@pytest.mark.parametrize("address", ["/bn/shop/", "/bn/shop/?q=টুল", "product"])
def test_a_page_takes_no_more_queries_with_ten_times_the_rows(client: Client, address: str) -> None:
    def queries() -> int:
        path = f"/bn/shop/products/{first.slug}/" if address == "product" else address
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    first = shelf.listed(costs={"materials": 100_00})
    shelf.listed(costs={"materials": 100_00})
    client.get("/bn/shop/")  # what is read once for each process
    few = queries()
    for number in range(18):
        shelf.listed(selling.prison(f"dj-{number}"), of=f"trade-{number}", costs={"materials": 100_00})
    assert queries() <= few
    assert few <= 20


def test_public_pages_carry_no_cookie_no_token_and_nothing_inline(client: Client) -> None:
    listing = shelf.listed(costs={"materials": 100_00})
    addresses = ["", f"products/{listing.slug}/", "terms/", "returns/", "privacy/", "share/"]
    for language in ("bn", "en"):
        for address in addresses:
            answer = client.get(f"/{language}/shop/{address}")
            text = answer.content.decode()
            assert answer.status_code == 200
            assert not answer.cookies
            assert "Cookie" not in answer.headers.get("Vary", "")
            assert "csrfmiddlewaretoken" not in text
            # A block of data (JSON-LD) is no script: no browser runs it (docs/adr/0051).
            assert not re.search(
                r"\sstyle=|<style|<script(?![^>]*\ssrc=|\stype=\"application/ld\+json\">)", text
            )


def test_a_wish_without_anything_asks_for_everything() -> None:
    shelf.listed()
    assert len(catalogue.find(Wish())) == 1
