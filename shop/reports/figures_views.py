"""The open data of the published figures: for everybody, the same in both languages, kept by any proxy."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from shop.reports import figures_data, published
from shop.reports.models import PublishedQuarter

FOR_A_WHILE = "public, max-age=60, s-maxage=300, stale-while-revalidate=600"


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Answer with all published quarters as a CSV file, or with the one that the address names."""
    response = HttpResponse(figures_data.as_csv(_asked(request)), content_type="text/csv; charset=utf-8")
    name = request.GET.get("quarter", "all")
    response["Content-Disposition"] = f'attachment; filename="where-each-taka-goes-{name}.csv"'
    return _public(response)


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """Answer with all published quarters as JSON, or with the one that the address names."""
    told = figures_data.as_json(_asked(request))
    return _public(JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}))


def _asked(request: HttpRequest) -> list[PublishedQuarter]:
    code = request.GET.get("quarter")
    if code is None:
        return list(PublishedQuarter.objects.all())
    quarter = published.named(code)
    row = published.of(quarter) if quarter else None
    if row is None:
        raise Http404
    return [row]


def _public(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = FOR_A_WHILE
    response["Access-Control-Allow-Origin"] = "*"
    return response
