"""What citizens come to an office for, answered in plain words before its official table."""

import dataclasses
from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from charter_pages.charters import reading
from charter_pages.charters.content import Charter, Line
from charter_pages.models import CharterPage, Post, ServiceRow
from offices.models import Office
from portal.models.offices import OfficePage

ICONS = {
    ServiceRow.Task.VISIT: "visit",
    ServiceRow.Task.PC_CASH: "money",
    ServiceRow.Task.VAKALATNAMA: "hand",
    ServiceRow.Task.RELEASE: "release",
    ServiceRow.Task.TREATMENT: "treatment",
    ServiceRow.Task.COMPLAINT: "complaint",
}


@dataclasses.dataclass(frozen=True)
class Promise:
    """The charter that holds at an office, and where it can be read."""

    charter: Charter | None = None
    # The office's own charter; None where headquarters' rows alone hold, because the office has published none.
    page: CharterPage | None = None
    url: str = ""


@dataclasses.dataclass(frozen=True)
class Task:
    key: str
    title: str
    icon: str
    # Each service with its parts behind it.
    services: tuple[tuple[Line, ...], ...] = ()
    # What the office does not offer of it, with the reason.
    withheld: tuple[Line, ...] = ()

    @property
    def first(self) -> Line | None:
        return self.services[0][0] if self.services else None


def promise_of(page: OfficePage, posts: Sequence[Post]) -> Promise:
    """Return the charter of an office: its own, else headquarters' rows for offices of its sort.

    `posts`: those of the office and of the offices above it.
    """
    own = (
        CharterPage.objects.live().in_language(page.language).filter(office_id=page.register_entry_id).first()
    )
    if own is not None:
        own.office = page.register_entry
        return Promise(reading.read(own, posts), own, own.url or "")
    # Bangla words are better than none.
    for language in dict.fromkeys((page.language, "bn")):
        draft = CharterPage(title="", office=page.register_entry, language=language)
        master = reading.master_of(draft)
        if master is not None:
            return Promise(reading.read(draft, posts), None, master.url or "")
    return Promise()


def tasks_of(office: Office, charter: Charter | None, hours: Sequence[object]) -> list[Task]:
    """Return the tasks of an office in their fixed order; one is left out where nothing is said of it.

    Every office can be complained about.
    """
    services = [service for table in charter.tables for service in table.services] if charter else []
    withheld = charter.withheld if charter else []
    found = []
    for key in ServiceRow.Task:
        task = Task(
            key=key.value,
            title=str(key.label),
            icon=ICONS[key],
            services=tuple(service for service in services if service[0].task == key),
            withheld=tuple(line for line in withheld if line.task == key),
        )
        has_hours = key == ServiceRow.Task.VISIT and office.is_prison and bool(hours)
        if task.services or task.withheld or has_hours or key == ServiceRow.Task.COMPLAINT:
            found.append(task)
    return found


def complaint_url(office: Office) -> str:
    """Return where a complaint about an office is written."""
    try:
        return f"{reverse('grievances:new')}?office={office.code}"
    except NoReverseMatch:
        return ""
