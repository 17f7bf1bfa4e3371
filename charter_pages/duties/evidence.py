"""Evidence (প্রমাণক): what an office shows for a duty, made by publishing, by a review, or filed."""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

import clock
from accounts.models import User
from bangla import fiscal
from charter_pages.charters import differing, versions
from charter_pages.charters.content import Charter
from charter_pages.models import CharterPage, CharterVersion, Duty, DutyEvent, Evidence
from publishing.models import PortalDocument
from publishing.pages import Published

State = Duty.State
# What changes in a page without its words being other ones.
VOLATILE = {
    "pk", "path", "depth", "numchild", "url_path", "live", "has_unpublished_changes", "live_revision",
    "latest_revision", "latest_revision_created_at", "first_published_at", "last_published_at", "draft_title",
    "locked", "locked_at", "locked_by", "go_live_at", "expire_at", "expired", "owner", "wagtail_admin_comments",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown, before it is kept as evidence."""

    how: str
    title: str
    content_sha256: str
    address: str = ""
    page: Page | None = None
    revision: Revision | None = None
    version: CharterVersion | None = None
    document: PortalDocument | None = None
    statement: str = ""
    difference: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@transaction.atomic
def show(*, by: User, duty: Duty, shown: Shown) -> Evidence:
    """Keep what is shown as a duty's next evidence; it waits to be decided on. Raises ValidationError where settled.

    The same again, while it waits, is the same evidence. The snapshot is set by the worker, after the transaction.
    """
    standing = Duty.objects.select_for_update().get(pk=duty.pk)
    if standing.state in (State.ACCEPTED, State.WAIVED):
        raise ValidationError(_("This duty is settled; nothing more is owed for it."))
    last = standing.evidence.order_by("-number").first()
    waits = standing.state in (State.SUBMITTED, State.ENDORSED)
    if last is not None and waits and last.content_sha256 == shown.content_sha256:
        return last
    now = clock.now()
    made = Evidence.objects.create(
        duty=standing,
        number=last.number + 1 if last else 1,
        how=shown.how,
        page=shown.page,
        revision=shown.revision,
        version=shown.version,
        document=shown.document,
        title=shown.title[:255],
        address=shown.address,
        statement=shown.statement,
        difference=dict(shown.difference),
        content_sha256=shown.content_sha256,
        snapshot_due_at=now,
        made_at=now,
        by=by,
    )
    Duty.objects.filter(pk=standing.pk).update(state=State.SUBMITTED, shown_at=now)
    DutyEvent.objects.create(duty=standing, what=DutyEvent.What.SHOWN, at=now, by=by, evidence=made)
    for each in (standing, duty):
        each.state, each.shown_at = State.SUBMITTED, now
    return made


def of_charter(
    page: CharterPage,
    version: CharterVersion,
    quarter: fiscal.Quarter,
    *,
    how: str,
    statement: str = "",
    revision: Revision | None = None,
) -> Shown:
    """Return a version of a charter as it is shown for a quarter, with what changed since the quarter before."""
    return Shown(
        how=how,
        title=page.title,
        address=f"{path_of(page)}versions/{version.number}/",
        content_sha256=version.sha256,
        page=page,
        revision=revision or page.live_revision,
        version=version,
        statement=statement,
        difference=since_the_quarter_before(version, quarter),
    )


def since_the_quarter_before(version: CharterVersion, quarter: fiscal.Quarter) -> dict[str, Any]:
    """Return what a version says otherwise than the last one that was made before the quarter began."""
    begun = clock.midnight(quarter.first_day)
    before = CharterVersion.objects.filter(
        page_id=version.page_id, made_at__lt=begun, number__lt=version.number
    )
    last = before.order_by("-number").first()
    was = Charter.from_data(last.content) if last else None
    return differing.between(was, Charter.from_data(version.content))


def of_paper(page: Published, *, how: str) -> Shown:
    """Return minutes or a report as they stand published."""
    revision = page.live_revision
    content = revision.content if revision is not None else page.serializable_data()
    return Shown(
        how=how,
        title=page.title,
        address=path_of(page),
        content_sha256=digest({name: each for name, each in content.items() if name not in VOLATILE}),
        page=page,
        revision=revision,
    )


def of_document(document: PortalDocument) -> Shown:
    """Return a filed PDF. Its hash is of the file: what is put in its place afterwards is another one."""
    with document.open_file() as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return Shown(how=Evidence.How.FILED, title=document.title, content_sha256=found, document=document)


def path_of(page: Page) -> str:
    """Return a page's address without its host, which may change."""
    return urlsplit(page.get_url() or page.url_path).path


def digest(content: object) -> str:
    """Return the hash of the canonical JSON of a content."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def last_version(page: CharterPage) -> CharterVersion | None:
    return versions.last_of(page)
