"""Every address of the site. Language lives in the path; staff's addresses have none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from config import media
from portal import feeds, probes, search_page, serving, styleguide

urlpatterns = [
    path("", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/")),
    path("styleguide/", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/styleguide/")),
    path("health/", probes.health, name="health"),
    path("robots.txt", probes.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media.picture, name="media"),
    # Providers keep these addresses: no language in them.
    path("payments/", include("shop.payments.urls")),
    path("open-data/", include("shop.reports.urls")),
]

urlpatterns += i18n_patterns(
    path("shop/", include("shop.storefront.urls")),
    path("styleguide/", styleguide.show, name="styleguide"),
    path("feed/", feeds.Publications(), name="feed"),
    path("search/", search_page.show, name="search"),
    re_path(wagtail_urls.serve_pattern, serving.serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

# 503 while the database is away, 500 for every other fault.
handler500 = "config.outages.answer"
