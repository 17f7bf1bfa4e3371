"""docs/api.md is run: its addresses answer, its examples are what is answered, its tables are the service's own."""

import json
import re
from typing import Any

from django.test import Client

from opendata.api import api
from opendata.collections import COLLECTIONS
from tests.databases import ROOT
from tests.opendata.worlds import Department, many_minutes
from tests.publishing_samples import Site

TEXT = (ROOT / "docs" / "api.md").read_text()
ADDRESSES = re.findall(r"^GET (/api/\S+)$", TEXT, re.MULTILINE)
EXAMPLES = [json.loads(each) for each in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
EVERYWHERE = {"language", "limit", "after"}


class House(Department):
    """The department with more minutes than the examples ask for at once."""

    def __init__(self, department: Site) -> None:
        super().__init__(department)
        many_minutes(self.site.a, 2)


def ask(house: Any, address: str) -> Any:
    return Client().get(address.replace("{id}", str(house.site.minutes.translation_key)))


def test_every_address_in_the_documentation_answers(house: House) -> None:
    assert len(ADDRESSES) >= 8
    for address in ADDRESSES:
        answer = ask(house, address)
        answer.getvalue()
        assert answer.status_code == (400 if "limit=500" in address else 200), address


def test_the_first_example_has_what_a_page_of_the_list_has(house: House) -> None:
    told = ask(house, ADDRESSES[0]).json()
    assert list(told) == list(EXAMPLES[0])
    assert EXAMPLES[0]["items"][0].keys() <= told["items"][0].keys()
    assert told["source"] == EXAMPLES[0]["source"]
    assert told["next"].startswith(f"http://testserver{ADDRESSES[0]}&after=")


def test_the_example_of_a_mistake_is_what_is_answered(house: House) -> None:
    address = next(each for each in ADDRESSES if "limit=500" in each)
    assert ask(house, address).json() == EXAMPLES[1]


def test_the_table_names_each_collection_with_all_that_narrows_it() -> None:
    described = {}
    for row in re.findall(r"^\| `(\w+)` \|.*\| (.*) \|$", TEXT, re.MULTILINE):
        described[row[0]] = set(re.findall(r"`(\w+)`", row[1]))
    paths = api.get_openapi_schema(path_prefix="/api/v1/")["paths"]
    for collection in COLLECTIONS:
        parameters = {each["name"] for each in paths[f"/api/v1/{collection.name}.json"]["get"]["parameters"]}
        assert described.pop(collection.name) == parameters - EVERYWHERE, collection.name
    assert described == {}
