"""A product's address is made of its name, stays, changes when a person changes it, and then the old one leads on."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from shop.storefront import addresses, listings
from shop.storefront.models import Listing, ListingAddress
from tests import at_once, selling
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    """The browser of who keeps Natore's products."""
    user: Any = selling.staff(Role.WORKSHOP_RECORDER, selling.prison("dj-natore"))
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(User.objects.get(pk=user.pk))
    return client


def words(listing: Listing | None = None, **changed: str) -> dict[str, Any]:
    given = {"title_bn": "কাঠের টুল", "title_en": "Wooden stool", "price": "900", "trade": shelf.trade().pk}
    if listing is not None:
        given |= {name: getattr(listing, name) for name in listings.TEXTS}
    return {**given, **changed}


def edited(client: Client, listing: Listing, **changed: str) -> Any:
    return client.post(f"/admin/products/{listing.pk}/", words(listing, **changed), HTTP_ACCEPT_LANGUAGE="bn")


def address_of(listing: Listing) -> str:
    return Listing.objects.get(pk=listing.pk).slug


def answer(address: str) -> tuple[int, str]:
    found = Client().get(address)
    return found.status_code, found.headers.get("Location", "")


def test_another_name_keeps_the_address_even_if_its_box_was_emptied(keeper: Client) -> None:
    listing = shelf.listed(units=0, title_en="Stool")
    for typed in (listing.slug, "", "  "):
        assert edited(keeper, listing, title_en="Bench", slug=typed).status_code == 302
        assert address_of(listing) == "stool"


@pytest.mark.parametrize("language", ["bn", "en"])
def test_a_changed_address_leads_on_from_the_old_one_with_what_was_asked(
    keeper: Client, language: str
) -> None:
    listing = shelf.listed(units=0, title_en="Stool")
    assert edited(keeper, listing, slug="নকশী কাঁথা").status_code == 302
    assert address_of(listing) == "nokshi-katha"
    shop = f"/{language}/shop/products"
    assert answer(f"{shop}/nokshi-katha/")[0] == 200
    assert answer(f"{shop}/stool/") == (301, f"{shop}/nokshi-katha/")
    assert answer(f"{shop}/stool/?from=paper") == (301, f"{shop}/nokshi-katha/?from=paper")
    assert "max-age=3600" in Client().get(f"{shop}/stool/")["Cache-Control"]
    assert answer(f"{shop}/no-such/")[0] == 404


def test_every_address_that_a_product_had_leads_to_the_newest_and_back_again_in_no_circle() -> None:
    listing = shelf.listed(units=0, title_en="First")
    for slug in ("second", "third", "first"):
        addresses.give(by=shelf.boss(), listing=listing, slug=slug)
    for old in ("second", "third"):
        assert answer(f"/bn/shop/products/{old}/") == (301, "/bn/shop/products/first/")
    assert answer("/bn/shop/products/first/")[0] == 200


def test_what_was_put_on_a_page_before_it_moved_is_still_put_into_the_basket(client: Client) -> None:
    listing = shelf.listed(title_en="Stool")
    addresses.give(by=shelf.boss(), listing=listing, slug="bench")
    listing.slug = "stool"
    answered = shelf.put(client, listing)
    assert (answered.status_code, answered["Location"]) == (302, "/bn/shop/basket/?added=bench")


@pytest.mark.parametrize("wanted", ["held", "formerly-held"])
def test_an_address_that_another_product_holds_or_held_is_refused_and_the_form_says_whose(
    keeper: Client, wanted: str
) -> None:
    other = shelf.listed(units=0, title_bn="শীতলপাটি", title_en="Formerly held")
    addresses.give(by=shelf.boss(), listing=other, slug="held")
    listing = shelf.listed(units=0, title_en="Stool")
    answered = edited(keeper, listing, slug=wanted, title_bn="অন্য নাম")
    assert answered.status_code == 200
    assert "শীতলপাটি" in answered.context["form"].errors["slug"][0]
    assert (address_of(listing), Listing.objects.get(pk=listing.pk).title_bn) == ("stool", "কাঠের টুল")
    with pytest.raises(addresses.Taken):
        addresses.give(by=shelf.boss(), listing=listing, slug=wanted)


def test_the_database_refuses_one_address_for_two_products() -> None:
    first, second = (shelf.listed(units=0, title_en=name) for name in ("First", "Second"))
    addresses.give(by=shelf.boss(), listing=first, slug="later")
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingAddress.objects.create(listing=second, slug="first")


def test_who_keeps_no_product_of_the_prison_changes_no_address() -> None:
    listing = shelf.listed(selling.prison("dj-pabna"), units=0)
    stranger: Any = selling.staff(Role.WORKSHOP_RECORDER, selling.prison("dj-natore"))
    with pytest.raises(PermissionDenied):
        addresses.give(by=stranger, listing=listing, slug="mine")


def test_a_new_product_takes_the_address_that_was_chosen_or_one_of_its_name(keeper: Client) -> None:
    def added(**given: str) -> str:
        prison = str(selling.prison("dj-natore").pk)
        answered = keeper.post("/admin/products/add/", words(office=prison, **given))
        assert answered.status_code == 302, answered.context["form"].errors
        return Listing.objects.latest("pk").slug

    assert added(slug="") == "wooden-stool"
    # A namesake's is suggested by the browser, too; nobody chose it, so nobody is refused.
    assert added(slug="wooden-stool") == "wooden-stool-2"
    assert added(slug="") == "wooden-stool-3"
    assert added(slug="ছোট টুল") == "chot-tul"
    refused = keeper.post("/admin/products/add/", words(slug="wooden-stool-3"))
    assert "slug" in refused.context["form"].errors


def test_a_name_that_a_product_gave_up_is_not_made_an_address_again() -> None:
    first = shelf.listed(units=0, title_en="Stool")
    addresses.give(by=shelf.boss(), listing=first, slug="old-stool")
    assert shelf.listed(units=0, title_en="Stool").slug == "stool-2"


def test_the_form_of_a_new_product_writes_its_address_from_the_name_by_the_servers_table(
    keeper: Client,
) -> None:
    new = keeper.get("/admin/products/add/").context["form"]
    assert 'data-w-sync-target-value="#id_slug"' in str(new["title_en"])
    assert "data-w-slug-formatters-value" in str(new["slug"])
    standing = keeper.get(f"/admin/products/{shelf.listed(units=0).pk}/").context["form"]
    assert "w-sync" not in str(standing["title_en"])
    assert "data-w-slug-formatters-value" in str(standing["slug"])


def list_a_stool(_place: int) -> str:
    return shelf.listed(units=0, title_en="Stool").slug


@pytest.mark.django_db(transaction=True)
def test_namesakes_that_are_listed_in_the_same_moment_have_an_address_each() -> None:
    shelf.boss(), shelf.trade(), selling.prison(), shelf.listed(units=0)
    assert sorted(map(str, at_once.run(list_a_stool, range(2)))) == ["stool", "stool-2"]
