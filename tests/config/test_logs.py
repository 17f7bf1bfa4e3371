import io
import logging
import logging.config

import pytest
import structlog
from django.conf import settings


@pytest.fixture
def written():
    """What the production's handler writes of what the test logs."""
    formatter = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        dict(settings.LOGGING["formatters"]["plain"])
    )
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.getLogger("probe")
    logger.addHandler(handler)
    yield stream.getvalue
    logger.removeHandler(handler)


def test_an_error_is_logged_by_class_and_place_but_not_by_message(written) -> None:
    try:
        raise ValueError("Key (phone)=(+8801711223344) already exists.")
    except ValueError:
        logging.getLogger("probe").exception("Internal Server Error: /bn/shop/checkout/")
    line = written()
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert "1711223344" not in line


def test_keys_in_addresses_and_queries_are_not_logged(written) -> None:
    log = structlog.get_logger("probe")
    log.warning("request_finished", request="GET /bn/shop/thanks/abcdef123/?phone=01711223344", ip="10.0.0.9")
    line = written()
    assert "/bn/shop/thanks/…" in line
    for hidden in ("abcdef123", "01711223344", "10.0.0.9"):
        assert hidden not in line


def test_whose_account_was_looked_at_is_not_logged(written) -> None:
    maker = "732499f3-0ab0-5da4-b4de-548f2973e8be"
    structlog.get_logger("probe").warning(
        "request_finished", request=f"GET /admin/wages/statements/{maker}/", request_id="1"
    )
    logging.getLogger("probe").error("Forbidden: /admin/wages/accounts/%s/hold/", maker)
    line = written()
    assert "/admin/wages/statements/…/" in line
    assert "/admin/wages/accounts/…/hold/" in line
    assert maker not in line
