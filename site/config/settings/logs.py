"""Logs as data, on standard output. No request body, query or person is ever written."""

import structlog


def without_people(logger: object, method: str, event: dict[str, object]) -> dict[str, object]:
    """Drop what could name a reader, a buyer or a complainant: addresses of the network included."""
    for key in ("ip", "user_agent", "user_email"):
        event.pop(key, None)
    request = event.get("request")
    if isinstance(request, str):
        event["request"] = request.partition("?")[0]
    return event


SHARED = [
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
            "processor": structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
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
