"""Search is measured over the real papers."""

from pathlib import Path

import pytest

from tests.search.corpus import Corpus, lines_of
from tests.search.queries import QUERIES

pytestmark = pytest.mark.django_db


def test_people_find_what_they_mean_in_the_real_papers(papers: Path) -> None:
    report = Corpus(lines_of(papers)).measure(QUERIES)
    print(f"recall {report.recall:.3f}, precision {report.precision:.3f}")
    print("missed", *report.misses, "extra", *report.extras, sep="\n  ")
    assert report.recall >= 0.95
    assert report.precision >= 0.97
