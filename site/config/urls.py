"""Every address of the site. Language lives in the path; staff's addresses have none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts import door
from charter_pages.duties import public_board
from charter_pages.practices import public as practices
from config import media
from opendata import sitemaps
from opendata import views as open_data
from portal import feedback, following, probes, search_page, serving, styleguide
from portal.finding import suggesting

urlpatterns = [
    path("", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/")),
    path("styleguide/", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/styleguide/")),
    path("health/", probes.health, name="health"),
    path("robots.txt", probes.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>.xml", sitemaps.section, name="sitemap-section"),
    # What networks show where a page is shared.
    path("cards/<str:language>/<slug:kind>/<slug:office>.png", open_data.card, name="card"),
    # Before Wagtail's own page at the same address.
    path("admin/login/", door.SignIn.as_view(), name="sign_in"),
    path("admin/login/code/", door.EnterCode.as_view(), name="sign_in_code"),
    path("admin/login/set-up/", door.SetUp.as_view(), name="sign_in_set_up"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.picture, name="media"),
    # Providers keep these addresses: no language in them.
    path("payments/", include("shop.payments.urls")),
    path("api/v1/", include("opendata.urls")),
    path("open-data/", include("shop.reports.urls")),
    path("open-data/compliance.csv", public_board.as_csv, name="open-compliance-csv"),
]

urlpatterns += i18n_patterns(
    path("shop/", include("shop.storefront.urls")),
    path("styleguide/", styleguide.show, name="styleguide"),
    # Below the page of figures, which is an editor's.
    path("transparency/compliance/", include("charter_pages.duties.public_urls")),
    path("practices/", practices.index, name="practices"),
    path("feed/", include("portal.feed_urls")),
    path("follow/", following.show, name="follow"),
    path("search/", search_page.show, name="search"),
    path("search/suggest/", suggesting.show, name="suggestions"),
    path("open-data/", open_data.show, name="open-data"),
    path("subscribe/", include("subscriptions.urls")),
    path("complaints/", include("charter_pages.grievances.urls")),
    path("useful/", feedback.ask, name="feedback"),
    re_path(wagtail_urls.serve_pattern, serving.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

# 503 while the database is away, 500 for every other fault.
handler500 = "config.outages.answer"
