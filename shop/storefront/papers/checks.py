"""Are the papers' series whole? Asked by `ledger_verify`."""

from collections.abc import Iterator

from django.db.models import Count, Max

from shop.ledger.verification import Finding
from shop.storefront.papers.models import IssuedPaper, PaperSeries


def series_have_no_gap() -> Iterator[Finding]:
    """Name every series in which a serial is missing, or that counted further than its papers."""
    of = ("office_id", "kind", "fiscal_year")
    counted = IssuedPaper.objects.order_by().values(*of).annotate(papers=Count("pk"), last=Max("serial"))
    found = {tuple(row[name] for name in of): (row["papers"], row["last"]) for row in counted}
    last = {tuple(row[:3]): row[3] for row in PaperSeries.objects.values_list(*of, "last_serial")}
    for series in sorted(found.keys() | last.keys()):
        papers, highest = found.get(series, (0, 0))
        if not papers == highest == last.get(series, 0):
            office, kind, year = series
            said = f"{papers} papers, the last is {highest}, {last.get(series, 0)} were counted"
            yield Finding(f"series {kind} of office {office} in {year}: {said}")
