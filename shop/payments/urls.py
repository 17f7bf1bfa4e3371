"""Where providers and the buyers they send back arrive. No language in the path: providers keep it."""

from django.urls import path

from shop.payments import views

app_name = "payments"
urlpatterns = [
    path("<slug:provider_code>/events/", views.events, name="events"),
    path("return/<slug:token>/", views.come_back, name="return"),
    path("demonstration/<slug:token>/", views.demonstration, name="demonstration"),
]
