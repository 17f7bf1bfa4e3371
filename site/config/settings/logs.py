"""Logs as data, on standard output. No request body, query or person is ever written."""

import re
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

# What follows opens somebody's order for a while, or a reader's choices: whoever reads the log must not be able to.
KEYS_IN_PATHS = re.compile(r"/(thanks|return|demonstration|subscribe/(?:confirm|mine|leave))/[^/]+")
# The random id by which a maker's screens are addressed: whose account was looked at is no log's business.
IDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _without_keys(text: str) -> str:
    return IDS.sub("…", KEYS_IN_PATHS.sub(r"/\1/…", text))


def without_people(logger: Any, method: str, event: EventDict) -> EventDict:
    """Drop what could name a reader, a buyer or a complainant: addresses of the network included."""
    for key in ("ip", "user_agent", "user_email"):
        event.pop(key, None)
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = _without_keys(request.partition("?")[0])
    return event


def fault_without_values(logger: Any, method: str, event: EventDict) -> EventDict:
    """Say where an error arose and of which class it is, but not its message: a database quotes the row in it."""
    fault = event.pop("exc_info", None)
    if fault is True:
        fault = sys.exc_info()
    if isinstance(fault, BaseException):
        fault = (type(fault), fault, fault.__traceback__)
    if isinstance(fault, tuple) and fault[0] is not None:
        event["fault"] = fault[0].__name__
        frames = traceback.extract_tb(fault[2])[-8:]
        event["where"] = " < ".join(
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames)
        )
    event["event"] = _without_keys(str(event.get("event", "")))
    return event


SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso"),
    without_people,
]

structlog.configure(
    processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                fault_without_values,
                structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
            ],
            "foreign_pre_chain": SHARED,
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django_structlog": {"level": "INFO"},
        # Django writes the path of each 404 with its query; ours says it without.
        "django.request": {"level": "ERROR"},
    },
}

# Naming the reader would load the session on every page: none could be cached, and the log would know who read what.
DJANGO_STRUCTLOG_USER_ID_FIELD = None
