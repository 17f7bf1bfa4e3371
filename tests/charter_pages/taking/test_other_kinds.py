"""Papers of other kinds go through the form, too: a report or a charter is drafted as a letter, with all it says."""

import json

import pytest

from charter_pages.models import LetterPage, MinutesPage
from tests.charter_pages.papers.test_odd_papers import PAPERS
from tests.charter_pages.taking.house import House, browser_sends, review
from tests.staffed import signed_in

__all__ = ["House"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "model", "said"),
    [
        ("report-of-best-practices", LetterPage, "চারটি টেলিফোন বুথ স্থাপন"),
        ("charter-of-a-prison", LetterPage, "আবেদনের ভিত্তিতে"),
        ("order-forms-a-committee", LetterPage, "সংশ্লিষ্ট সদস্য (সকল)"),
        ("minutes-two-chairs", MinutesPage, "শারমিন কল্পিতা"),
        ("minutes-english", MinutesPage, "Project Director, Department of Prisons, Dhaka"),
    ],
)
def test_a_paper_of_any_kind_becomes_a_draft_that_says_what_it_said(
    house: House, name: str, model: type[LetterPage | MinutesPage], said: str
) -> None:
    text = (PAPERS / f"{name}.txt").read_text(encoding="utf-8")
    client = signed_in(house.editor)
    address = review(client, house.parent, text)
    answer = client.post(address, browser_sends(client, address, do="draft"))
    assert answer.status_code == 302, answer.context["view"].wrong
    draft = model.objects.get(language="bn").get_latest_revision_as_object().serializable_data()
    # The text as given stands beside the fields: they must say it without that.
    fields = [str(value) for name, value in draft.items() if name not in ("source_text", "remainder")]
    # A body is JSON within, whose letters are escaped.
    assert said in " ".join(str(json.loads(text)) if text.startswith('[{"') else text for text in fields)
