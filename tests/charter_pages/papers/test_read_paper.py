"""The command prints what a paper says and writes nothing; what it cannot read it refuses in words."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from charter_pages.papers import doubts, wording
from charter_pages.papers.paper import Doubt

KEYS = {
    "title",
    "kind",
    "subject",
    "chair",
    "meeting_on",
    "time",
    "venue",
    "memo_number",
    "memo_key",
    "issued_on",
    "issued_on_bangla",
    "series",
    "serial",
    "agenda",
    "decisions",
    "distribution",
    "references",
    "issuer",
    "attachments",
    "warnings",
    "remainder",
}


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("read_paper", *words, stdout=said)
    return said.getvalue()


def as_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(str(path), "--json"))
    return found


def test_the_fields_of_a_paper_are_printed_as_json_without_a_database(papers: Path) -> None:
    # No test database is asked for: a query would fail.
    found = as_json(papers / "minutes-best-practice-2020-12-14.txt")
    assert found.keys() >= KEYS
    assert found["meeting_on"] == "2020-12-14"
    assert found["decisions"][0]["number"] == "৬.১"
    assert set(found["decisions"][0]) >= {"number", "text", "owner", "time"}
    assert set(found["distribution"][0]) >= {"number", "text", "attention"}
    assert set(found["chair"]) >= {"name", "rank", "posts"}


def test_what_a_paper_does_not_say_is_empty_never_left_out(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("কিছু কথা", encoding="utf-8")
    found = as_json(path)
    assert found.keys() >= KEYS
    assert (found["meeting_on"], found["serial"], found["issued_on_bangla"], found["memo_number"]) == (
        None,
        None,
        None,
        "",
    )
    assert found["chair"]["posts"] == found["decisions"] == found["references"] == []


def test_dates_that_differ_are_told_in_bangla_and_kept_as_printed(papers: Path, tmp_path: Path) -> None:
    text = (papers / "letter-smart-plan-2024-03-10.txt").read_text(encoding="utf-8")
    path = tmp_path / "letter.txt"
    path.write_text(text.replace("২৬ ফাল্গুন ১৪৩০", "২৫ ফাল্গুন ১৪৩০"), encoding="utf-8")
    with translation.override("bn"):
        found = as_json(path)
    assert found["issued_on_bangla"] == "1430-11-25"
    (warning,) = found["warnings"]
    assert warning["code"] == "dates-differ"
    assert warning["message"] == "দুই তারিখ একই দিনের নয়: ১০ মার্চ ২০২৪ হলো ২৬ ফাল্গুন ১৪৩০; মুদ্রিত আছে ২৫ ফাল্গুন ১৪৩০।"


def test_a_date_in_the_future_is_told(papers: Path, tmp_path: Path) -> None:
    text = (papers / "minutes-best-practice-2020-12-14.txt").read_text(encoding="utf-8")
    path = tmp_path / "minutes.txt"
    path.write_text(text.replace("১৪ ডিসেম্বর ২০২০", "১৪ ডিসেম্বর ২০৯৯"), encoding="utf-8")
    codes = [warning["code"] for warning in as_json(path)["warnings"]]
    assert {"future-date", "issued-before-meeting"} <= set(codes)


def test_people_get_lines(papers: Path) -> None:
    said = run(str(papers / "minutes-best-practice-2020-12-14.txt"))
    assert "meeting_on: 2020-12-14" in said
    assert "number: ৬.৩" in said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("paper.doc", b"x", "Give a file of Word"),
        ("paper.txt", b"", "no text"),
        ("paper.pdf", b"%PDF-1.4", "cannot be read"),
        (None, b"", "No such file"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_an_unreadable_file_is_refused_with_a_sentence(
    tmp_path: Path, name: str | None, content: bytes, words: str
) -> None:
    path = tmp_path / (name or "missing.txt")
    if name:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(str(path), "--json")


def test_every_doubt_has_its_sentence_in_both_languages() -> None:
    assert wording.SENTENCES.keys() == doubts.SENTENCES.keys()
    parameters = dict.fromkeys(("gregorian", "expected", "printed", "number", "text"), "১")
    for code in doubts.SENTENCES:
        doubt = Doubt(code, "", "", parameters)
        said = []
        for language in ("bn", "en"):
            with translation.override(language):
                said.append(wording.say(doubt))
        assert all(said)
        assert said[0] != said[1]


def test_each_numbering_gap_and_a_wrong_weekday_are_told() -> None:
    from charter_pages.papers import reading

    text = (
        "মাসিক সভার কার্যবিবরণী\nসভাপতি : করিম কল্পিত\nজেল সুপার\nতারিখ : ০৫/১১/২০২৩ খ্রিঃ রোজ সোমবার\n"
        "২। প্রতিনিধি জানান, কাজ চলছে।\n৪। সভায় নিম্নবর্ণিত সিদ্ধান্ত গৃহীত হয়:\n(ক) কাজ করতে হবে।\n(গ) বই দিতে হবে।\n"
        "স্মারক নং- ৫৮.০৪-১২\nবিতরণ:\n১। জেলার\n৩। ডেপুটি জেলার\n"
    )
    told = {(doubt.code, doubt.parameters.get("number")) for doubt in reading.read(text).warnings}
    assert {
        ("numbering-gap", "২"),
        ("numbering-gap", "ক"),
        ("numbering-gap", "১"),
        ("weekday-differs", None),
        ("memo-irregular", None),
        ("issue-date-missing", None),
    } <= told
