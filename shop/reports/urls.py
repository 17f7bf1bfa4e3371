"""What the reports tell everybody; machines keep these addresses, so that no language is in them."""

from django.urls import path

from shop.reports import figures_views

urlpatterns = [
    path("where-each-taka-goes.csv", figures_views.as_csv, name="open-figures-csv"),
    path("where-each-taka-goes.json", figures_views.as_json, name="open-figures-json"),
]
