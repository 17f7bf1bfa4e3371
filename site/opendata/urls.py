"""Machines keep these addresses: no language is in them."""

from opendata import api

app_name = "api"
urlpatterns = api.patterns()
