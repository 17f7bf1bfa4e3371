"""The part of a text that is shown of an answer."""

from bangla import analysis
from search import snippets

NOTICE = "Visits take three hours.\n৫৮.০৪.০০০০.০২১.০৭.০০১.২৬-৩১৮\nBring your card."


def wanted(typed: str) -> frozenset[str]:
    return frozenset().union(*(term.words for term in analysis.ask(typed).terms))


def test_a_number_by_itself_is_not_shown_to_who_did_not_ask_for_it() -> None:
    assert snippets.around(NOTICE, wanted("hours")) == (
        "Visits take three <mark>hours</mark>. Bring your card."
    )


def test_a_memo_number_is_shown_to_who_asked_for_it() -> None:
    assert "৫৮.০৪.০০০০.০২১.০৭.০০১.২৬-৩১৮" in snippets.around(NOTICE, wanted("58.04.0000.021.07.001.26-318"))
