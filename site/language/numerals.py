"""Wagtail's own counts, sizes and ages in Bangla digits, on the Bangla screens of its admin.

Wagtail and Django write numbers into translated sentences in ASCII digits, in hundreds of places of templates and of
Python that no setting reaches ("3টি পাতা", "29 মিনিট আগে"). So what their screens say is read once more on its way out:
a number in a Bangla sentence, or a small one that stands alone, is written in Bangla digits. Codes, file names, memo
numbers, fields and attributes stay as they are. Our own screens write their digits themselves and are left alone, and
so are an editor's words shown for comparison or as the page that they will be. See ADR 0056.
"""

import json
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language

from bangla import digits

STAFF = "/admin/"
# Editors' words as readers will find them, or beside what they were.
_AS_TYPED = re.compile(r"/(?:compare|preview|view_draft|revisions)/")

# What is no text: elements whose words are no sentence, comments, tags with whatever their attributes hold.
_NOT_TEXT = re.compile(
    r"<(script|style|textarea|code|pre|template|kbd)\b[^>]*>.*?</\1\s*>"
    r"|<!--.*?-->"
    r"|<[a-zA-Z/!](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_BANGLA_LETTER = re.compile("[\u0985-\u09b9\u09dc-\u09df]")
_SAYS_LANGUAGE = re.compile(r"\s*(?:<!doctype html>\s*)?<html[^>]*?\slang=\"([a-z]+)", re.IGNORECASE)
_ALONE = re.compile(r"\s*[(]?(?:[0-9]{1,4}|[0-9]{1,3}(?:,[0-9]{2,3})+)(?:\.[0-9]+)?\s*%?[)]?\s*")
# Beside no Latin letter, and nothing of an entity (&#39;), an address or a path.
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_@#/.])(?<![A-Za-z0-9_]-)[0-9]+(?:[.,:/\u2013-][0-9]+)*(?![A-Za-z0-9_@]|[./-][A-Za-z])"
)
# Longer ones are memo numbers, accounts and telephones; two groups of four are a maker's code.
LONGEST = 10
_CODE = re.compile(r"[0-9]{4}-[0-9]{4}")


def in_bangla(html: str) -> str:
    """Return HTML whose Bangla sentences have their numbers in Bangla digits."""
    parts, at = [], 0
    for found in _NOT_TEXT.finditer(html):
        if found.start() > at:
            parts.append(_of_text(html[at : found.start()]))
        parts.append(found[0])
        at = found.end()
    parts.append(_of_text(html[at:]))
    return "".join(parts)


def _of_text(text: str) -> str:
    if _ALONE.fullmatch(text):
        return digits.to_bangla(text)
    if not _BANGLA_LETTER.search(text):
        return text
    return _NUMBER.sub(_of_number, text)


def _of_number(found: re.Match[str]) -> str:
    figures = found[0]
    is_code = sum(each.isdigit() for each in figures) > LONGEST or _CODE.fullmatch(figures)
    return figures if is_code else digits.to_bangla(figures)


class StaffScreens:
    """Middleware: Wagtail's Bangla screens, whole, in part, or inside the JSON of its choosers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            request.path_info.startswith(STAFF)
            and isinstance(response, HttpResponse)
            and response.status_code == 200
            and not _AS_TYPED.search(request.path_info)
            and _is_of_wagtail(request)
        ):
            _write(request, response)
        return response


def _write(request: HttpRequest, response: HttpResponse) -> None:
    kind = response.get("Content-Type", "").partition(";")[0]
    if kind == "text/html":
        html = response.text
        if _language_of(html, request) == "bn":
            response.content = in_bangla(html)
    elif kind == "application/json":
        said = json.loads(response.content)
        part = said.get("html") if isinstance(said, dict) else None
        if isinstance(part, str) and _language_of(part, request) == "bn":
            response.content = json.dumps({**said, "html": in_bangla(part)})
    if "Content-Length" in response:
        response["Content-Length"] = str(len(response.content))


def _is_of_wagtail(request: HttpRequest) -> bool:
    match = request.resolver_match
    view = getattr(match.func, "view_class", match.func) if match else None
    return not getattr(view, "writes_its_digits", False)


def _language_of(html: str, request: HttpRequest) -> str:
    """Return the language that a screen says of itself; that of a part of one is its reader's."""
    if said := _SAYS_LANGUAGE.match(html):
        return said[1]
    profile = getattr(getattr(request, "user", None), "wagtail_userprofile", None)
    return str(profile.get_preferred_language() if profile else get_language() or "")
