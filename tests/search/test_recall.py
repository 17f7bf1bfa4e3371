"""Search is measured over the real papers and the demonstration, as `search_bench` measures it."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from search import measuring, scratch
from search.models import Document
from tests.search import demonstration

pytestmark = pytest.mark.django_db

QUERIES = Path(__file__).parent / "queries"


@pytest.fixture(scope="module")
def folders(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return demonstration.corpora(papers, tmp_path_factory.mktemp("demonstration"))


def measured(folder: Path, queries: Path) -> measuring.Report:
    documents = measuring.documents_in(folder)
    with scratch.ours(documents) as find:
        return measuring.measure(documents, measuring.queries_in(queries), find)


def test_people_find_what_they_mean(folders: dict[str, Path]) -> None:
    reports = {name: measured(folder, QUERIES / f"{name}.json") for name, folder in folders.items()}
    for name, report in reports.items():
        print(
            f"{name}: {report.queries} queries, recall {report.recall:.3f}, precision {report.precision:.3f}"
        )
        for one in report.misses:
            print(f"  {one.query}: missed {one.missed}, not relevant {one.extra}")
    every = reports.values()
    hit = sum(report.hit for report in every)
    assert sum(report.queries for report in every) >= 900
    assert hit / sum(report.relevant for report in every) >= 0.97
    assert hit / sum(report.returned for report in every) >= 0.98
    assert min(report.recall for report in every) >= 0.9
    assert min(report.precision for report in every) >= 0.9


def test_the_bench_prints_what_was_found_and_leaves_the_index_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("কারাগারে ভিডিও কনফারেন্স\n\nজেলা প্রশাসন\n", "utf-8")
    (tmp_path / "b.txt").write_text("বন্দির সাথে সাক্ষাৎ\n", "utf-8")
    (tmp_path / "notes.md").write_text("কারাগার", "utf-8")
    queries = tmp_path / "queries.json"
    asked = [
        {"query": "কারাগার", "relevant": ["কারাগার"]},
        {"query": "bondi", "relevant": ["বন্দি"]},
        {"query": "জেলা", "relevant": ["কারাগার|জেলা"]},
        {"query": "হেলিকপ্টার", "relevant": []},
    ]
    queries.write_text(json.dumps(asked), "utf-8")
    before = list(Document.objects.values_list("pk", "body"))

    call_command("search_bench", tmp_path, queries, "--json")

    said = json.loads(capsys.readouterr().out)
    assert (said["documents"], said["queries"], said["relevant"], said["returned"]) == (3, 4, 4, 3)
    assert (said["recall"], said["precision"]) == (0.75, 1.0)
    assert said["misses"] == [
        {"query": "জেলা", "relevant": 2, "returned": 1, "missed": ["কারাগারে ভিডিও কনফারেন্স"], "extra": []}
    ]
    assert list(Document.objects.values_list("pk", "body")) == before

    call_command("search_bench", tmp_path, queries)
    assert "recall 0.750, precision 1.000" in capsys.readouterr().out


def test_the_stock_backend_is_measured_beside_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("prison visits\nprisons of the division\n", "utf-8")
    queries = tmp_path / "queries.json"
    queries.write_text(
        json.dumps([{"query": word, "relevant": ["visit"]} for word in ("visits", '"')]), "utf-8"
    )

    call_command("search_bench", tmp_path, queries, "--stock", "--json")

    said = json.loads(capsys.readouterr().out)
    assert said["recall"] == 0.5
    assert Document.objects.filter(body__startswith="prison").count() == 0


@pytest.mark.parametrize(
    "written", ["{", '{"query": "ক"}', '[{"query": "ক"}]', '[{"query": "ক", "relevant": ["("]}]']
)
def test_queries_that_cannot_be_read_are_refused(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.txt").write_text("একটি লাইন", "utf-8")
    queries = tmp_path / "queries.json"
    queries.write_text(written, "utf-8")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("search_bench", tmp_path, queries)


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="holds no"):
        call_command("search_bench", tmp_path, tmp_path / "queries.json")
