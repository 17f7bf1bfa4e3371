"""Complaints about offices, below /bn/complaints/ and /en/complaints/. No address holds a number or a name."""

from django.urls import path

from charter_pages.grievances import views

app_name = "grievances"

urlpatterns = [
    path("new/", views.new, name="new"),
    path("track/", views.track, name="track"),
    path("mine/", views.mine, name="mine"),
    path("mine/copy/", views.copy, name="copy"),
    path("mine/cabinet-division/", views.cabinet, name="cabinet"),
]
