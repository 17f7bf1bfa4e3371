"""The list of decisions as a file: a row for each task; and who took it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

import clock
from charter_pages.decisions.models import Followed, Task
from offices.models import Office
from printing import exports

LOGGED_AS = "decisions.exported"


def answer(kind: str, tasks: QuerySet[Task], without: Iterable[Followed]) -> HttpResponse:
    """Return tasks as a file of one of printing.exports.FORMATS, and after them decisions given to nobody."""
    rows = tasks.select_related("followed__office", "office__parent", "post", "closed_in").order_by(
        "followed__meeting_on", "followed_id", "office__code"
    )
    return exports.answer(
        kind=kind,
        name=f"decisions-{clock.today():%Y-%m-%d}",
        columns=COLUMNS,
        rows=[*rows.iterator(chunk_size=500), *(Task(followed=each) for each in without)],
    )


def write_down(request: HttpRequest, office: Office, kind: str, asked: dict[str, str]) -> None:
    """Keep who took the list away and what was asked for, in Wagtail's log."""
    told = {name: value for name, value in asked.items() if value}
    log(office, LOGGED_AS, user=request.user, data={"format": kind, **told})


def _of_office(read: Any) -> Any:
    """Return a column's value of a task that was given to an office; nothing for a decision given to nobody."""
    return lambda task: read(task) if task.office_id else ""


COLUMNS = [
    exports.Column(_("Committee"), lambda task: task.followed.committee),
    exports.Column(_("Office of the committee"), lambda task: task.followed.office.name),
    exports.Column(_("Meeting"), lambda task: task.followed.meeting_on),
    exports.Column(_("Number"), lambda task: task.followed.number),
    exports.Column(_("Decision"), lambda task: task.followed.text),
    exports.Column(_("Code of the office"), _of_office(lambda task: task.office.code)),
    exports.Column(_("Office"), _of_office(lambda task: task.office.name)),
    exports.Column(_("Post"), _of_office(lambda task: task.post.title if task.post else "")),
    exports.Column(_("Due on"), _of_office(lambda task: task.due_on)),
    exports.Column(_("State"), _of_office(lambda task: task.get_state_display())),
    exports.Column(_("Done, per cent"), _of_office(lambda task: task.percent)),
    exports.Column(_("Days late"), _of_office(lambda task: days_late(task))),
    exports.Column(_("Reported at"), _of_office(lambda task: task.reported_at)),
    exports.Column(_("Settled at"), _of_office(lambda task: task.settled_at)),
    exports.Column(
        _("Agreed on"), _of_office(lambda task: task.closed_in.meeting_on if task.closed_in else "")
    ),
]


def days_late(task: Task) -> int | None:
    return (clock.today() - task.due_on).days if task.is_late else None
