import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from shop.checkout import goods
from shop.orders import stock
from shop.storefront import listings
from shop.storefront.models import Listing
from tests import selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> User:
    """Who keeps Natore's products, and may sign in to the back office."""
    user = selling.staff(Role.WORKSHOP_RECORDER, selling.prison("dj-natore"))
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_a_new_product_has_a_price_a_prison_and_no_stock(keeper: User) -> None:
    listing = listings.add(
        by=keeper,
        office=selling.prison("dj-natore"),
        trade=shelf.trade(),
        texts={"title_bn": "কাঠের টুল", "title_en": "Wooden stool"},
        price_poisha=333_33,
    )
    assert (listing.slug, listing.price_poisha, listing.units_left) == ("wooden-stool", 333_33, 0)
    assert listing.stockrecord.partner.code == "dj-natore"
    assert goods.titles([listing.product_id]) == {listing.product_id: ("কাঠের টুল", "Wooden stool")}


def test_two_products_of_one_name_have_two_addresses() -> None:
    first, second = (shelf.listed(units=0, title_en="Stool") for _ in range(2))
    assert first.slug != second.slug


def test_a_price_never_touches_the_stock_or_what_is_reserved() -> None:
    listing = shelf.listed(units=10)
    stale = Listing.objects.select_related("stockrecord").get(pk=listing.pk)
    stock.reserve(stockrecord_id=listing.stockrecord_id, quantity=5)
    listings.set_price(by=shelf.boss(), listing=stale, price_poisha=999_00)
    listing = Listing.objects.get(pk=listing.pk)
    assert (listing.price_poisha, listing.units_left) == (999_00, 5)


@pytest.mark.parametrize("price", [0, -100, 99, listings.HIGHEST_POISHA + 1])
def test_a_price_that_can_only_be_a_slip_is_refused(price: int) -> None:
    with pytest.raises(listings.Refused):
        listings.set_price(by=shelf.boss(), listing=shelf.listed(units=0), price_poisha=price)


def test_a_product_needs_its_name_in_both_languages() -> None:
    with pytest.raises(listings.Refused):
        listings.describe(by=shelf.boss(), listing=shelf.listed(units=0), texts={"title_en": " "})


def test_only_a_prison_has_products() -> None:
    with pytest.raises(listings.Refused):
        shelf.listed(selling.headquarters())


def test_a_withdrawn_product_comes_back_as_it_was(client: Client) -> None:
    listing = shelf.listed()
    listings.withdraw(by=shelf.boss(), listing=listing)
    listing.product.refresh_from_db()
    assert not listing.product.is_public
    listings.restore(by=shelf.boss(), listing=listing)
    assert client.get(f"/bn/shop/products/{listing.slug}/").status_code == 200


def test_staff_of_one_prison_change_nothing_of_another(keeper: User) -> None:
    listing = shelf.listed(selling.prison("dj-pabna"))
    for change in (
        lambda: listings.set_price(by=keeper, listing=listing, price_poisha=100_00),
        lambda: listings.withdraw(by=keeper, listing=listing),
        lambda: listings.describe(by=keeper, listing=listing, texts={"title_en": "Mine"}),
    ):
        with pytest.raises(PermissionDenied):
            change()


def test_the_screens_show_and_open_only_the_own_prisons_products(client: Client, keeper: User) -> None:
    mine = shelf.listed(selling.prison("dj-natore"), title_bn="আমাদের টুল")
    theirs = shelf.listed(selling.prison("dj-pabna"), title_bn="তাদের টুল")
    client.force_login(keeper)
    page = client.get("/admin/products/")
    assert [row.pk for row in page.context["page_obj"]] == [mine.pk]
    assert theirs.title_bn not in page.content.decode()
    assert client.get(f"/admin/products/{mine.pk}/").status_code == 200
    for below in ("", "pictures/", "withdrawal/"):
        assert client.get(f"/admin/products/{theirs.pk}/{below}", follow=True).status_code == 404


def test_who_has_another_role_does_not_come_in(client: Client) -> None:
    user = selling.staff(Role.PARCELS, selling.prison())
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get("/admin/products/").status_code in (302, 403)


def test_a_product_is_added_and_changed_in_the_screen_with_bangla_digits(
    client: Client, keeper: User
) -> None:
    client.force_login(keeper)
    sent = {
        "office": selling.prison("dj-natore").pk,
        "trade": shelf.trade().pk,
        "title_bn": "কাঠের টুল",
        "title_en": "Wooden stool",
        "price": "১,২৫০.৫০",
    }
    assert client.post("/admin/products/add/", sent).status_code == 302
    listing = Listing.objects.get()
    assert listing.price_poisha == 1250_50
    client.post(f"/admin/products/{listing.pk}/", {**sent, "price": "99.99", "title_bn": "নতুন টুল"})
    listing = Listing.objects.get()
    assert (listing.price_poisha, listing.title_bn) == (99_99, "নতুন টুল")
    client.post(f"/admin/products/{listing.pk}/withdrawal/", {"to": "withdrawn"})
    assert Listing.objects.get().is_withdrawn


def test_a_second_click_on_withdrawing_does_not_put_the_product_back(client: Client, keeper: User) -> None:
    listing = shelf.listed(selling.prison("dj-natore"))
    client.force_login(keeper)
    address = f"/admin/products/{listing.pk}/withdrawal/"
    for wanted, is_withdrawn in (("withdrawn", True), ("on_sale", False)):
        asked = client.get(address).context["form"]["to"].value()
        assert asked == wanted
        for _click in (1, 2):
            client.post(address, {"to": asked})
            assert Listing.objects.get().is_withdrawn is is_withdrawn


def test_a_letter_that_no_database_keeps_is_passed_over_in_the_search(client: Client, keeper: User) -> None:
    client.force_login(keeper)
    assert client.get("/admin/products/?q=%00").status_code == 200


def test_a_text_that_is_missing_in_english_is_shown_in_bangla_and_says_so(client: Client) -> None:
    listing = shelf.listed()
    Listing.objects.filter(pk=listing.pk).update(
        summary_bn="মজবুত টুল", summary_en="", description_bn="সেগুন কাঠের।", description_en="Of teak."
    )
    english = client.get(f"/en/shop/products/{listing.slug}/").content.decode()
    assert '<p class="lead" lang="bn">মজবুত টুল</p>' in english
    assert '<div lang="en"><p>Of teak.</p></div>' in english
    assert (
        '<p class="lead" lang="bn">মজবুত টুল</p>'
        in client.get(f"/bn/shop/products/{listing.slug}/").content.decode()
    )


def test_an_address_is_written_in_latin_letters_whatever_the_name_was_written_in() -> None:
    assert shelf.listed(title_en="Nakshi kantha — Café").slug == "nakshi-kantha-cafe"
    assert shelf.listed(title_bn="নকশী কাঁথা", title_en="২০২৬ সালের কাঁথা").slug == "2026-saler-katha"
