"""Taking a published paper back, for a reason that its readers are told; and giving it back to them.

Withdrawing is quick and done by the office itself: personal data that slipped into minutes must be gone at once.
Restoring is publishing, and so headquarters'.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

import clock
from accounts.models import User
from publishing.models import Withdrawal

# The house itself stays; so do headquarters' rows, which every prison's charter quotes.
THE_HOUSE = {
    "home", "office", "offices", "publications", "news-index", "transparency", "initiatives", "master-charter",
    "noticeboard", "documents",
}  # fmt: skip


def may_be_withdrawn(page: Page) -> bool:
    """Return whether the page is a paper that is public."""
    kind = getattr(page.specific_class, "kind", "")
    return bool(page.live and kind and kind not in THE_HOUSE)


@transaction.atomic
def withdraw(*, by: User, page: Page, reason_bn: str, reason_en: str = "") -> Withdrawal:
    """Take the paper back in all its languages and tell its readers why. Raises ValidationError."""
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    if not page.permissions_for_user(by).can_edit():
        raise PermissionDenied
    if not may_be_withdrawn(page):
        raise ValidationError(_("This page is not public, or is none that can be withdrawn."))
    if not reason_bn.strip():
        raise ValidationError({"reason_bn": _("Say why: readers are told.")})
    standing = _versions(page)
    row = Withdrawal.objects.create(
        translation_key=page.translation_key,
        page=page.page_ptr if hasattr(page, "page_ptr") else page,
        reason_bn=reason_bn.strip(),
        reason_en=reason_en.strip(),
        withdrawn_at=clock.now(),
        by=by,
        pages=[[each.pk, each.live_revision_id] for each in standing],
    )
    for each in standing:
        workflow = each.current_workflow_state
        if workflow is not None:
            workflow.cancel(user=by)
        # Without the user: Wagtail would ask for a right that nobody has (publishing.permissions).
        each.unpublish(log_action=False)
    log(instance=page, action="publishing.withdraw", user=by, data={"why": row.reason_bn})
    return row


def _versions(page: Page) -> list[Page]:
    """Return the page in every language in which it is public, the languages that follow another last."""
    found = Page.objects.live().filter(translation_key=page.translation_key)
    return sorted((each.specific for each in found), key=lambda each: (each.alias_of_id is not None, each.pk))


@transaction.atomic
def restore(*, by: User, withdrawal: Withdrawal) -> Withdrawal:
    """Publish the paper again as it stood in each language. Raises PermissionDenied, ValidationError."""
    row = Withdrawal.objects.select_for_update().get(pk=withdrawal.pk)
    page = row.page.specific
    if not page.permissions_for_user(by).can_publish():
        raise PermissionDenied
    if row.restored_at is not None:
        raise ValidationError(_("This paper was restored already."))
    row.restored_at, row.restored_by = clock.now(), by
    row.save(update_fields=["restored_at", "restored_by"])
    for page_id, revision_id in row.pages:
        _publish_again(page_id, revision_id, by)
    log(instance=page, action="publishing.restore", user=by, data={"why": row.reason_bn})
    return row


def _publish_again(page_id: int, revision_id: int | None, by: User) -> None:
    page = Page.objects.filter(pk=page_id).specific().first()
    if page is None:
        return
    revision = Revision.objects.filter(pk=revision_id).first() if revision_id else None
    if revision is not None:
        revision.publish(user=by, log_action=False)
    elif not page.live:
        # It stood there without a revision: one that follows the page of another language.
        page.live, page.has_unpublished_changes = True, False
        page.save()


def end_for(page: Page, by: User | None) -> None:
    """End the withdrawal of a paper that was changed and approved anew: it is public again."""
    Withdrawal.objects.filter(translation_key=page.translation_key, restored_at__isnull=True).update(
        restored_at=clock.now(), restored_by=by
    )


def standing_for(page: Page) -> Withdrawal | None:
    """Return why this page is not public today, if it was withdrawn."""
    return Withdrawal.objects.filter(translation_key=page.translation_key, restored_at__isnull=True).first()


def of_pages(pages: Any) -> QuerySet[Withdrawal]:
    """Return the withdrawals of these pages, the newest first."""
    return Withdrawal.objects.filter(page__in=pages).select_related("page", "by", "restored_by")
