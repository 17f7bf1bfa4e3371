"""A master charter of headquarters, and an office that follows it."""

import datetime
from typing import Any

from charter_pages.models import (
    CharterPage,
    Expectation,
    MasterCharterPage,
    MasterExpectation,
    MasterGrievanceLevel,
    MasterService,
    Post,
    PostHolder,
    Service,
)
from offices.models import Office
from portal import tree
from portal.models import OfficePage
from tests import publishing_samples as samples


def page_of(office: Office) -> OfficePage:
    return OfficePage.objects.get(register_entry=office, language="bn")


def prison(department: samples.Site, code: str) -> Office:
    """Open a prison with a page."""
    office = Office.objects.create(
        code=code,
        kind="district_prison",
        parent=department.offices.division,
        name_bn=f"কারাগার {code}",
        name_en=code,
    )
    samples.office_page(office)
    return office


def officer(office: Office, role: str, title: str, holder: str = "") -> Post:
    post = Post.objects.create(
        office=office, role=role, title_bn=title, title_en=role.capitalize(), phone="১৬১"
    )
    if holder:
        PostHolder.objects.create(
            post=post, since=datetime.date(2025, 1, 1), name_bn=holder, name_en=f"{holder} (en)"
        )
    return post


def master(department: samples.Site, *rows: dict[str, Any], **words: Any) -> MasterCharterPage:
    """Publish headquarters' charter for prisons: visiting with its two parts, then what is given beside."""
    rows = rows or (
        {
            "name": "সাক্ষাৎ",
            "task": "visit",
            "time_kind": "hours",
            "time_amount": 3,
            "responsible_role": "jailer",
        },
        {"name": "হাজতি", "is_part": True, "responsible_role": "jailer"},
        {"name": "পিসিতে টাকা জমা", "task": "pc-cash", "fee_kind": "free", "superior_role": "superintendent"},
    )
    page = MasterCharterPage(
        **{"title": "কারাগারের মূল সনদ", "applies_to": "prisons", "warning": "ফোনে টাকা নয়", **words}
    )
    page.services = [MasterService(**row) for row in rows]
    page.expectations = [MasterExpectation(text="পরিচয়পত্র আনুন")]
    page.grievance_levels = [
        MasterGrievanceLevel(when="সমাধান না পেলে", whom_role="superintendent", working_days=30),
        MasterGrievanceLevel(when="তাতেও না হলে", whom_role="deputy_inspector_general", working_days=20),
    ]
    return tree.add(page_of(department.offices.hq), page)


def following(department: samples.Site, office: Office, *own: dict[str, Any], **words: Any) -> CharterPage:
    """Publish the charter of an office that takes over headquarters' rows, with rows of its own."""
    page = CharterPage(**{"title": f"{office.name_bn}: সনদ", **words})
    page.services = [Service(**row) for row in own]
    return tree.add(page_of(office), page)


def keys(page: MasterCharterPage) -> dict[str, Any]:
    """Return the translation keys of a master's services by their names."""
    return {row.name: row.translation_key for row in page.services.all()}


def expectation(text: str) -> Expectation:
    return Expectation(text=text)


def change(page: Any, publish: bool = True, /, **names: dict[str, Any]) -> None:
    """Change the columns of services, found by their names, and publish."""
    page = type(page).objects.get(pk=page.pk)
    rows = list(page.services.all())
    for row in rows:
        for column, value in names.get(row.name, {}).items():
            setattr(row, column, value)
    page.services = rows
    revision = page.save_revision(clean=False)
    if publish:
        revision.publish()
