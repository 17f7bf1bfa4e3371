"""What is printed, and what a reader finds changed in it."""

from charter_pages.circulation import content, differing


def test_every_column_of_a_paper_is_printed_or_is_said_not_to_be() -> None:
    for model in content.PAPERS.values():
        printed = {field.name for field in content.fields_of(model)}
        own = {field.name for field in model._meta.local_fields}
        assert own <= printed | content.NOT_PRINTED | content.OF_EVERY_PAGE
        assert set(content.rows_of(model)) >= {"distribution", "references", "attachments"}


def test_rows_in_another_order_are_told() -> None:
    row = {"key": "1", "number": "১", "text": "ক"}
    other = {"key": "2", "number": "২", "text": "খ"}
    (entry,) = differing.between({"decisions": [row, other]}, {"decisions": [other, row]})
    assert entry["moved"]


def test_dress_alone_is_no_difference_and_where_a_link_leads_is_one() -> None:
    bare = {"opening": "<p>সভা শুরু হয়।</p>"}
    assert not differing.between(bare, {"opening": "<p><b>সভা</b> শুরু হয়।</p>"})
    linked = {"opening": '<p>সভা <a href="https://a.example/">শুরু</a> হয়।</p>'}
    assert differing.between(linked, {"opening": '<p>সভা <a href="https://b.example/">শুরু</a> হয়।</p>'})
