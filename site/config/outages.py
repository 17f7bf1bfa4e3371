"""While the database is away: 503 for what needs it, so that readers, providers and balancers come again.

Django asks `answer` for whatever a view or a middleware did not catch; only the database's absence is ours to
say, every other fault stays a 500. What was begun was taken back: the block around it ended by the exception.
"""

import sqlite3
import sys

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils import translation
from django.views import defaults

log = structlog.get_logger(__name__)

RETRY_AFTER_SECONDS = 30
# SQLite says "no such table" with the same class of error as "database is locked". These pass; that one does not.
PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


def answer(request: HttpRequest) -> HttpResponse:
    """Answer a fault: 503 where the database is away, locked, full or restarting, else 500."""
    fault = sys.exc_info()[1]
    if fault is None or not is_outage(fault):
        return defaults.server_error(request)
    if session := getattr(request, "session", None):
        session.modified = False  # as with a 500: a request that failed leaves no half of its session
    log.warning("database_away", fault=type(fault).__name__)
    return unavailable(request)


def is_outage(fault: BaseException) -> bool:
    """Return whether the database's absence is what an exception tells of, or what led to it."""
    seen: set[int] = set()
    link: BaseException | None = fault
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        if isinstance(link, (OperationalError, InterfaceError)):
            return passes(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return False


def passes(fault: OperationalError | InterfaceError) -> bool:
    """Return whether trying again later may succeed, without anybody mending the program or its tables."""
    if isinstance(fault.__cause__, sqlite3.Error):
        return getattr(fault.__cause__, "sqlite_errorcode", 0) & 0xFF in PASSING
    return True  # of PostgreSQL both classes mean the server, its connection, its disk or its locks


def unavailable(request: HttpRequest) -> HttpResponse:
    """Return the page for it, in the language of the address first; it asks neither database nor context."""
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    other = [code for code, _name in settings.LANGUAGES if code != language]
    page = loader.get_template("503.html").render({"languages": [language, *other]})
    response = HttpResponse(page, status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
