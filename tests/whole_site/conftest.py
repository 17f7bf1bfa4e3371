from collections.abc import Iterator

import pytest

from tests.served import Served
from tests.whole_site import crawl


@pytest.fixture(scope="session")
def whole(site: Served) -> Iterator[crawl.Crawl]:
    """Everything that a reader without a cookie can reach."""
    return crawl.everything(site.address)
