"""How an old address leads on to what stands at another one today: one answer for pages and for products."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect

FOR_AN_HOUR = "public, max-age=3600"


def lead_on(request: HttpRequest, to: str, *, rest: str = "", is_permanent: bool = True) -> HttpResponse:
    """Answer with the way to an address, with what followed the old one (`rest`) and what was asked of it.

    The answer is kept for an hour only: what was moved may be moved back, and browsers keep a permanent answer for
    ever unless they are told.
    """
    query = request.META.get("QUERY_STRING", "")
    answer = HttpResponsePermanentRedirect if is_permanent else HttpResponseRedirect
    response = answer(to + quote(rest) + (f"?{query}" if query else ""))
    response["Cache-Control"] = FOR_AN_HOUR
    return response
