import pytest
from oscar.core.loading import get_model
from oscar.test.factories.offer import BenefitFactory, ConditionalOfferFactory, ConditionFactory

from bangla import digits
from letters.models import Letter
from shop.checkout import placing
from shop.orders import numbers, purchases
from shop.orders.models import Purchase, SoldLine, StateChange
from tests import selling

pytestmark = pytest.mark.django_db


def test_a_basket_becomes_an_order_with_its_goods_held_and_the_buyer_told():
    natore = selling.prison()
    stool = selling.for_sale(natore, quantity=3, costs={"materials": 30000, "power": 1001})

    purchase = selling.place(selling.basket((stool, 2)))

    assert purchase.state == Purchase.State.PLACED
    assert (purchase.goods_poisha, purchase.delivery_poisha, purchase.total_poisha) == (250000, 6000, 256000)
    line = purchase.lines.get()
    assert (line.quantity, line.unit_price_poisha, line.net_poisha, line.trade_code) == (
        2,
        125000,
        250000,
        "furniture",
    )
    assert line.costs == {"materials": 20000, "power": 668}
    assert [piece["quantity"] for piece in line.pieces] == [2]
    assert [maker["weight"] for maker in line.pieces[0]["makers"]] == [5, 3, 2]
    assert line.policy_id is None
    stool.refresh_from_db()
    assert (stool.num_in_stock, stool.num_allocated) == (3, 2)
    assert purchase.order.lines.get().quantity == 2
    assert purchase.cash_dues.get().amount_poisha == 256000
    assert purchase.consignments.get().office == natore
    letter = Letter.objects.get()
    assert (letter.kind, letter.to, letter.template) == ("sms", "+8801712345678", "order_placed_cash")
    assert StateChange.objects.filter(purchase=purchase, subject_kind="orders.Purchase").count() == 1


def test_the_same_basket_or_the_same_form_again_is_the_same_order():
    stool = selling.for_sale(selling.prison())
    row = selling.basket((stool, 1))

    first = selling.place(row, token="form-1")

    assert selling.place(row, token="form-1") == first
    assert selling.place(row, token="another-tab") == first
    assert selling.place(selling.basket((stool, 1)), token="form-1") == first
    assert Purchase.objects.count() == 1


def test_sold_out_names_the_product_holds_nothing_and_leaves_the_basket_open():
    natore = selling.prison()
    plenty, scarce = selling.for_sale(natore, quantity=5), selling.for_sale(natore, quantity=1)
    row = selling.basket((plenty, 2), (scarce, 2))

    with pytest.raises(placing.SoldOut) as refused:
        selling.place(row)

    trouble = refused.value.lines[0]
    assert (trouble.product_id, trouble.wanted, trouble.available) == (scarce.product_id, 2, 1)
    plenty.refresh_from_db()
    row.refresh_from_db()
    assert (plenty.num_allocated or 0, row.status) == (0, "Open")
    assert not Purchase.objects.exists()


def test_a_product_withdrawn_while_in_the_basket_is_named():
    stool = selling.for_sale(selling.prison())
    row = selling.basket((stool, 1))
    selling.Product.objects.filter(pk=stool.product_id).update(is_public=False)

    with pytest.raises(placing.Withdrawn) as refused:
        selling.place(row)

    assert refused.value.lines[0].product_id == stool.product_id


def test_a_price_changed_since_it_was_seen_places_nothing():
    stool = selling.for_sale(selling.prison())
    row = selling.basket((stool, 1))
    selling.StockRecord.objects.filter(pk=stool.pk).update(price="1300.00")

    with pytest.raises(placing.PriceChanged):
        selling.place(row)
    with pytest.raises(placing.PriceChanged):
        selling.place(row, expected_total_poisha=131000)
    assert selling.place(row, expected_total_poisha=136000).total_poisha == 136000


def test_an_empty_basket_unaccepted_terms_and_cash_above_the_limit_are_refused(settings):
    settings.CASH_LIMIT_POISHA = 100_000
    stool = selling.for_sale(selling.prison())

    with pytest.raises(placing.EmptyBasket):
        selling.place(selling.basket())
    with pytest.raises(placing.ProviderNotOffered):
        selling.place(selling.basket((stool, 1)))
    with pytest.raises(placing.TermsNotAccepted):
        placing.place(
            basket=selling.basket((stool, 1)),
            buyer=selling.BUYER,
            address=selling.ADDRESS,
            provider_code="cash",
            delivery_poisha_by_office={},
            idempotency_token="t",
            terms_accepted=False,
        )


def test_an_offer_of_the_shop_lowers_the_net_price_to_the_poisha():
    stool = selling.for_sale(selling.prison(), price="333.33")
    everything = get_model("offer", "Range").objects.create(name="everything", includes_all_products=True)
    ConditionalOfferFactory(
        max_basket_applications=1,
        condition=ConditionFactory(range=everything, value=1),
        benefit=BenefitFactory(range=everything, value=10),
    )

    purchase = selling.place(selling.basket((stool, 3)), expected_total_poisha=99999 - 10000 + 6000)

    line = purchase.lines.get()
    assert (line.discount_poisha, line.net_poisha) == (10000, 89999)
    assert purchase.order.total_incl_tax * 100 == purchase.total_poisha


def test_an_order_of_two_prisons_has_a_parcel_and_a_sum_of_cash_for_each():
    natore, bogura = selling.prison(), selling.prison("dj-bogura")
    stool, chair = selling.for_sale(natore), selling.for_sale(bogura, price="99.99")

    purchase = selling.place(selling.basket((stool, 1), (chair, 1)))

    assert purchase.delivery_poisha == 12000
    assert sorted(purchase.cash_dues.values_list("office__code", "amount_poisha")) == [
        ("dj-bogura", 15999),
        ("dj-natore", 131000),
    ]
    assert SoldLine.objects.filter(purchase=purchase).count() == purchase.consignments.count() == 2


def test_order_numbers_are_random_digits_that_find_a_slip():
    drawn = {numbers.draw() for _ in range(1000)}

    assert len(drawn) == 1000
    assert all(numbers.is_well_formed(number) for number in drawn)
    number = drawn.pop()
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not numbers.is_well_formed(wrong)
    assert numbers.spoken("1234567890") == "1234 567 890"


def test_an_order_is_found_by_number_and_phone_in_bangla_digits_only_together():
    stool = selling.for_sale(selling.prison())
    purchase = selling.place(selling.basket((stool, 1)))

    typed = digits.to_bangla(numbers.spoken(purchase.number))
    assert purchases.find(typed, "০১৭১২-৩৪৫৬৭৮") == purchase
    assert purchases.find(typed, "01712345679") is None
    assert purchases.find("0000000000", "01712345678") is None
    assert purchases.find("", "no phone") is None
