"""Subscribing, below /bn/subscribe/ and /en/subscribe/. No URL holds an e-mail address."""

from django.urls import path

from subscriptions import views

app_name = "subscriptions"

urlpatterns = [
    path("", views.new, name="new"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("mine/<str:token>/", views.mine, name="mine"),
    path("leave/<str:token>/", views.leave, name="leave"),
]
