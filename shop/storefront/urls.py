"""The shop's addresses, below /bn/shop/ and /en/shop/."""

from django.urls import path

from shop.storefront.papers import views as issued
from shop.storefront.views import (
    address,
    basket,
    cancelling,
    catalogue,
    checkout,
    complaints,
    orders,
    papers,
)

app_name = "shop"

urlpatterns = [
    path("", catalogue.index, name="catalogue"),
    path("products/<slug:slug>/", catalogue.product, name="product"),
    path("add/<slug:slug>/", basket.add, name="add"),
    path("basket/", basket.basket, name="basket"),
    path("basket/count/", basket.count, name="basket-count"),
    path("checkout/", checkout.checkout, name="checkout"),
    path("thanks/<slug:token>/", orders.thanks, name="thanks"),
    path("orders/", orders.find, name="find-order"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/cancel/", cancelling.cancel, name="cancel"),
    path("orders/<str:number>/address/", address.show_address, name="show-address"),
    path("orders/<str:number>/complaint/", complaints.complain, name="complain"),
    path("orders/<str:number>/pay/", orders.pay, name="pay-again"),
    path("orders/<str:number>/papers/", issued.of_order, name="order-papers"),
    path("orders/<str:number>/papers/<str:code>/", issued.of_buyer, name="order-paper"),
    path("papers/<str:code>/", issued.verify, name="paper"),
    path("terms/", papers.paper, {"name": "terms"}, name="terms"),
    path("returns/", papers.paper, {"name": "returns"}, name="returns"),
    path("privacy/", papers.paper, {"name": "privacy"}, name="privacy"),
    path("share/", papers.share, name="share"),
]
