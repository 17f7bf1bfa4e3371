"""What becomes public, or ceases to be, at an hour that was set. The worker asks every round."""

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.log_actions import log as write_down
from wagtail.models import Page, Revision

import clock

log = structlog.get_logger(__name__)
REFUSED = "publishing.refuse"


def publish_due() -> int:
    """Publish what was approved for an hour that has come, take down what has run out; return how many.

    Wagtail's own command does the same by hand, for all rows in one go; here each stands by itself, and two
    workers do none twice.
    """
    now = clock.now()
    expired = Page.objects.live().filter(expire_at__lte=now).order_by("expire_at")
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at")
    done = sum(_take_down(pk) for pk in expired.values_list("pk", flat=True)[:100])
    return done + sum(_publish(pk) for pk in due.values_list("pk", flat=True)[:100])


@transaction.atomic
def _take_down(pk: int) -> bool:
    page = Page.objects.select_for_update().get(pk=pk)
    if not page.live or page.expire_at is None or page.expire_at > clock.now():
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


@transaction.atomic
def _publish(pk: int) -> bool:
    revision = Revision.objects.select_for_update().get(pk=pk)
    if revision.approved_go_live_at is None or revision.approved_go_live_at > clock.now():
        return False
    try:
        revision.publish(log_action="wagtail.publish.scheduled")
    except ValidationError:
        # It would be refused every round: it waits for a person, and its history says why.
        Revision.objects.filter(pk=pk).update(approved_go_live_at=None)
        write_down(revision.content_object, REFUSED, revision=revision)
        log.warning("publication_refused", page=revision.object_id)
        return False
    return True
