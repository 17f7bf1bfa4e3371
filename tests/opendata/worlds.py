"""A department with many papers to page through."""

import datetime
from typing import Any

from charter_pages.models import LetterPage, LetterRecipient, MinutesPage
from portal import tree
from portal.models import OfficePage
from tests import publishing_samples
from tests.publishing_samples import Site


def memo(serial: int) -> str:
    return f"58.04.0000.021.03.020.24-{serial}"


def many_minutes(parent: OfficePage, count: int) -> list[MinutesPage]:
    """Publish minutes; always three share a day, so that a page of a list may end between them."""
    found = []
    for number in range(count):
        page = publishing_samples.unsaved_minutes(memo(1000 + number), f"কার্যবিবরণী {number}")
        page.meeting_on = page.issued_on = datetime.date(2025, 1, 1) + datetime.timedelta(days=number // 3)
        found.append(tree.add(parent, page))
    return found


def letter(parent: OfficePage, **facts: Any) -> LetterPage:
    page = LetterPage(
        **{
            "title": "পরিকল্পনা প্রেরণ",
            "subject": "স্মার্ট বাংলাদেশ পরিকল্পনা প্রেরণ",
            "memo_number": memo(900),
            "issued_on": datetime.date(2024, 3, 10),
            "body": [("paragraph", "<p>উপর্যুক্ত <b>বিষয়ের</b> প্রেক্ষিতে</p>")],
            **facts,
        }
    )
    page.distribution = [LetterRecipient(number="১।", text="কারা উপ মহাপরিদর্শক (সকল)")]
    return tree.add(parent, page)


class Department:
    """The four offices with a page of each kind."""

    def __init__(self, department: Site) -> None:
        self.site = department


class World(Department):
    """The department with a letter, and seven more minutes."""

    def __init__(self, department: Site) -> None:
        super().__init__(department)
        self.letter = letter(self.site.a)
        self.many = many_minutes(self.site.a, 7)
        tree.sync()
