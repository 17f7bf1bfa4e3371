"""Addresses for machines: the balancer's question, the robots' rules."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from wagtail.models import Site


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers; the balancer asks every few seconds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    site = Site.find_for_request(request)
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /documents/",
        "Disallow: /payments/",
        "Disallow: /*/shop/basket/",
        "Disallow: /*/shop/checkout/",
        "Disallow: /*/shop/orders/",
        "Disallow: /*/shop/thanks/",
        f"Sitemap: {site.root_url if site else ''}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
