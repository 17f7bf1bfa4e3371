"""Where everybody reads how offices keep their promises."""

from django.urls import path

from charter_pages.duties import public_board

urlpatterns = [
    path("", public_board.country, name="compliance"),
    path("<slug:code>/", public_board.office, name="compliance-office"),
]
