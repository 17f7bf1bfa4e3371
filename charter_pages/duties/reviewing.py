"""“Reviewed, nothing changed”: half a minute, one signature, and no draft of anybody's is lost by it."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision, TaskState
from wagtail.signals import page_published, published

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import calendar, digits, fiscal
from charter_pages.charters import reading, versions
from charter_pages.charters.content import Charter
from charter_pages.duties import evidence, people, rules
from charter_pages.models import CharterPage, Duty, DutyKind, Evidence, PostHolder
from language.spoken import active


class PublishBesideADraft(PublishPageRevisionAction):  # type: ignore[misc]
    """Publishes, and leaves a draft that waits for approval waiting: Wagtail would cancel its workflow."""

    def _after_publish(self) -> None:
        page_published.send(
            sender=self.object.specific_class, instance=self.object.specific, revision=self.revision
        )
        published.send(sender=type(self.object), instance=self.object, revision=self.revision)
        self.object.update_aliases(revision=self.revision, _content=self.revision.content)


def charter_of(duty: Duty) -> CharterPage | None:
    """Return the charter in force of a duty's office."""
    return CharterPage.objects.live().filter(office_id=duty.office_id, language="bn", alias_of=None).first()


def count(charter: Charter) -> int:
    """Return how many services a charter offers; the parts of one are counted with it."""
    return sum(not line.is_part for line in charter.lines if line.is_offered)


def statement(*, by: User, duty: Duty, charter: Charter) -> str:
    """Return the words that are signed, in the language of the screen."""
    language = active()
    return gettext(
        "I, %(name)s, %(post)s, have read all %(count)s services of this charter of %(office)s on %(day)s, for the "
        "%(quarter)s. They are given as it says; nothing has to be changed."
    ) % {
        "name": by,
        "post": post_of(by, duty),
        "count": digits.in_language(count(charter), language),
        "office": duty.office.name,
        "day": calendar.format_day(clock.today(), language),
        "quarter": duty.period.label(language),
    }


def post_of(by: User, duty: Duty) -> str:
    """Return the post that somebody holds at a duty's office today, else what they do there."""
    today = clock.today()
    held = PostHolder.objects.filter(user=by, post__office=duty.office_id, since__lte=today).exclude(
        until__lt=today
    )
    holder = held.select_related("post").order_by("post__rank_order").first()
    if holder is not None:
        return holder.post.title
    roles = access.appointments_of(by, people.SHOWERS).filter(office_id__in=duty.office.scope_ids())
    found = roles.values_list("role", flat=True).first()
    return str(Role(found).label) if found else gettext("Administrator")


@transaction.atomic
def sign(*, by: User, duty: Duty, seen: str) -> Evidence:
    """Sign that the charter was read and nothing changed; `seen` is the hash of what was read. Raises ValidationError.

    Pressed twice, it is signed once.
    """
    access.require(by, *people.SHOWERS, office=duty.office)
    page = charter_of(duty)
    if duty.kind != DutyKind.CHARTER or page is None:
        raise ValidationError(gettext("This office has published no charter yet."))
    Page.objects.select_for_update().get(pk=page.pk)
    standing = (
        Duty.objects.select_for_update(of=("self",)).select_related("office__parent", "rule").get(pk=duty.pk)
    )
    last = standing.evidence.order_by("-number").first()
    is_owed = standing.state in (Duty.State.OPEN, Duty.State.RETURNED)
    if not is_owed and last is not None and last.by_id == by.pk and last.how == Evidence.How.REVIEWED:
        return last
    charter = reading.read(page)
    if charter.sha256() != seen:
        raise ValidationError(gettext("The charter was changed while you read it. Read it once more."))
    version = versions.write(page=page, cause=versions.Cause.REVIEWED, by=by)
    if version is None:
        raise ValidationError(gettext("This office has published no charter yet."))
    shown = evidence.of_charter(
        page,
        version,
        standing.period,
        how=Evidence.How.REVIEWED,
        statement=statement(by=by, duty=standing, charter=charter),
    )
    made = evidence.show(by=by, duty=standing, shown=shown)
    for each in (page, *page.get_translations().live().filter(alias_of=None)):
        _date(each.specific, by, standing)
    return made


def _date(page: CharterPage, by: User, duty: Duty) -> None:
    """Publish the day of the review on what is in force, and lay a newer draft on top of it again."""
    draft: Revision | None = page.latest_revision if page.has_unpublished_changes else None
    waiting = dict(page.revisions.exclude(approved_go_live_at=None).values_list("pk", "approved_go_live_at"))
    _fill(page, duty)
    revision = page.save_revision(user=by, clean=False)
    PublishBesideADraft(revision, user=by).execute(skip_permission_checks=True)
    if draft is not None and draft.pk != page.live_revision_id:
        later: Any = draft.as_object()
        _fill(later, duty)
        later.latest_revision = revision
        laid = later.save_revision(user=draft.user, clean=False)
        TaskState.objects.filter(revision=draft, status=TaskState.STATUS_IN_PROGRESS).update(revision=laid)
        if draft.pk in waiting:
            waiting[laid.pk] = waiting.pop(draft.pk)
    for pk, at in waiting.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=at)


def _fill(page: CharterPage, duty: Duty) -> None:
    page.last_reviewed_on = clock.today()
    page.next_due_on = next_due(duty)
    if not page.fiscal_year or not page.quarter or named(page) < duty.period:
        page.fiscal_year, page.quarter = duty.fiscal_year, duty.quarter


def named(page: CharterPage) -> fiscal.Quarter:
    return fiscal.Quarter(fiscal.FiscalYear(page.fiscal_year or 0), page.quarter or 1)


def next_due(duty: Duty) -> datetime.date:
    """Return by when the review after this one is due: that of the next quarter whose day is still to come."""
    quarter = duty.period.next()
    while (due_on := rules.in_force(quarter).get(duty.kind, duty.rule).due_on(quarter)) <= clock.today():
        quarter = quarter.next()
    return due_on
