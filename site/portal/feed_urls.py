"""The feeds, below /bn/feed/ and /en/feed/. Feed readers keep these addresses for years: none is ever changed."""

from django.urls import path

from portal import feeds

_WAYS = ("", "kinds/<slug:kind>/", "offices/<slug:office>/", "offices/<slug:office>/<slug:kind>/")

urlpatterns = [
    *(path(f"atom/{way}", feeds.show_atom, name="feed-atom") for way in _WAYS),
    *(path(way, feeds.show, name="feed") for way in _WAYS),
]
