"""How open data are answered: described in OpenAPI and by nothing else, kept by caches, read by any site's script."""

import itertools
import json
import tracemalloc
from typing import Any

import pytest
from django.test import Client, RequestFactory
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator

from opendata import answers, schemas
from opendata.collections import COLLECTIONS
from tests.opendata.worlds import World as House

API = "/api/v1/"
NAMES = [each.name for each in COLLECTIONS]
__all__ = ["House"]


def ask(path: str, **kwargs: Any) -> Any:
    return Client().get(API + path, **kwargs)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(ask("openapi.json").content)
    return told


def schema_of(described: dict[str, Any], path: str, status: int = 200) -> Draft202012Validator:
    """Return what checks an answer against its description, whole: formats, too."""
    answer = described["paths"][path]["get"]["responses"][str(status)]
    schema = {**answer["content"]["application/json"]["schema"], "components": described["components"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(described).validate()


def test_every_address_is_described_and_what_is_described_is_an_address(
    house: House, described: dict[str, Any]
) -> None:
    for path in described["paths"]:
        office = "offices/" in path
        address = path.replace("{id}", "dj-natore" if office else str(house.site.minutes.translation_key))
        answer = Client().get(address)
        answer.getvalue()
        assert answer.status_code in (200, 404), path
    names = {path.removeprefix(API).partition(".")[0].partition("/")[0] for path in described["paths"]}
    assert names == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_what_its_description_says(house: House, described: dict[str, Any], name: str) -> None:
    for language in ("bn", "en"):
        told = json.loads(ask(f"{name}.json?language={language}").content)
        schema_of(described, f"{API}{name}.json").validate(told)
        path = f"{API}{name}/{{id}}.json"
        for item in told["items"] if path in described["paths"] else []:
            answer = ask(f"{name}/{item['id']}.json?language={language}")
            schema_of(described, path).validate(json.loads(answer.content))


def test_every_field_is_described_with_its_kind_and_no_other_goes_out(described: dict[str, Any]) -> None:
    for collection in COLLECTIONS:
        schema = described["components"]["schemas"][collection.item.__name__]
        assert set(schema["properties"]) == set(collection.item.model_fields)
        assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("minutes.json?limit=0", "limit"),
        ("minutes.json?limit=201", "limit"),
        ("minutes.json?limit=many", "limit"),
        ("minutes.json?limit=", "limit"),
        ("minutes.json?after=x", "after"),
        ("minutes.json?after=WyIxIl0", "after"),
        ("minutes.json?after=WyIyMDI2LTExLTE4IiwiMSJd", "after"),
        ("minutes.json?after=%FF%00", "after"),
        (
            "decisions.json?after=WyIyMDI2LTExLTE4IiwiMDM4YTgwYTQtYTNhZi00Y2FhLWJlOWEtMTljMjM3NzZmYmEwIl0",
            "after",
        ),
        ("minutes.json?office=nowhere", "office"),
        ("minutes.json?office=%00", "office"),
        ("minutes.json?within=' or 1=1", "within"),
        ("minutes.json?fiscal_year=2026", "fiscal_year"),
        ("minutes.json?fiscal_year=2026-2028", "fiscal_year"),
        ("minutes.json?changed_since=yesterday", "changed_since"),
        ("minutes.json?changed_since=2026-02-30", "changed_since"),
        ("minutes.json?changed_since=2026-02-20T10:00:00", "changed_since"),
        ("minutes.json?language=fr", "language"),
        ("minutes.json?meeting_kind=secret", "meeting_kind"),
        ("minutes.json?ofice=hq", "ofice"),
        ("charters.json?quarter=5", "quarter"),
        ("charters.json?quarter=১", None),
        ("minutes.csv?bom=2", "bom"),
        ("minutes.csv?limit=1", "limit"),
        ("offices.json?quarter=1", "quarter"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused_in_the_language_asked(
    house: House, described: dict[str, Any], query: str, parameter: str | None
) -> None:
    said = {}
    for language in ("bn", "en"):
        answer = ask(query if "language=" in query else f"{query}&language={language}")
        if parameter is None:
            assert answer.status_code in (200, 400)
            return
        assert answer.status_code == 400
        told = json.loads(answer.content)
        schema_of(described, f"{API}minutes.json", 400).validate(told)
        assert [each["parameter"] for each in told["parameters"]] == [parameter]
        assert "no-cache" in answer.headers["Cache-Control"]
        said[language] = told["parameters"][0]["message"]
    if "language=" not in query:
        assert said["bn"] != said["en"]
        assert any("ঀ" <= letter <= "৿" for letter in said["bn"])
        assert said["en"].isascii()


def test_two_mistakes_are_told_at_once() -> None:
    told = json.loads(ask("minutes.json?limit=0&quarter=9&language=xx").content)
    assert {each["parameter"] for each in told["parameters"]} >= {"limit", "language"}


@pytest.mark.parametrize("path", ["minutes.json", "minutes.csv", "services.csv", "openapi.json"])
def test_a_reader_who_has_it_already_is_sent_nothing(house: House, path: str) -> None:
    first = ask(path)
    body = first.getvalue()
    again = ask(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.getvalue()) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    assert ask(path, headers={"If-None-Match": '"other"'}).getvalue() == body


def test_what_was_withdrawn_is_noticed_by_whoever_asks_by_day(house: House) -> None:
    """The list without it changed last when it did before: the day alone must not answer "as you have it"."""
    first = ask("minutes.json")
    house.many[0].unpublish()
    again = ask("minutes.json", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_any_cache_may_keep_an_answer_and_it_is_the_same_for_every_reader(house: House) -> None:
    for path in (*(f"{name}.json" for name in NAMES), "minutes.csv", "openapi.json"):
        answer = ask(path, headers={"Accept-Language": "en"})
        assert "public" in answer.headers["Cache-Control"], path
        assert "s-maxage" in answer.headers["Cache-Control"], path
        assert "Vary" not in answer.headers, path
        assert not answer.cookies
        assert answer.getvalue() == ask(path, headers={"Accept-Language": "bn"}).getvalue()


def test_scripts_of_any_site_may_read_and_none_may_write(house: House) -> None:
    for path, method in itertools.product(
        ("minutes.json", "minutes.csv", "offices/hq.json"), ("get", "head")
    ):
        answer = getattr(Client(), method)(API + path, headers={"Origin": "https://example.org"})
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers
        answer.getvalue()
    asked = Client().options(API + "minutes.json", headers={"Origin": "https://example.org"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)(API + "minutes.json")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_the_next_page_is_named_in_a_header_too(house: House) -> None:
    answer = ask("minutes.json?limit=2")
    assert answer.headers["Link"] == f'<{answer.json()["next"]}>; rel="next"'
    assert "Link" not in ask("minutes.json?limit=200").headers


def test_what_never_was_is_not_found_and_what_was_withdrawn_is_gone(house: House) -> None:
    assert ask("minutes/00000000-0000-0000-0000-000000000000.json").json()["code"] == "not-found"
    # Something, but no minutes.
    assert ask(f"minutes/{house.letter.translation_key}.json").status_code == 404
    assert ask("offices/nowhere.json").json()["message"] == "এই শনাক্তকারীর কিছু নেই।"


def test_a_file_of_any_length_is_made_in_memory_that_does_not_grow(house: House) -> None:
    def made(count: int) -> int:
        one = schemas.VisitingHours(who="ক" * 500, days="খ" * 500, hours="গ" * 500, how_often="")
        tracemalloc.start()
        items = (one for _number in range(count))
        answer: Any = answers.as_csv(RequestFactory().get("/"), "x", schemas.VisitingHours, items, mark=False)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        answer.file_to_stream.close()
        return peak

    made(1)
    assert made(8000) < made(2000) + 500_000
