"""The snapshot of what was shown: a PDF set in type by the worker, after the transaction, and kept with its hash."""

import datetime
import hashlib

import structlog
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

import clock
from charter_pages.charters.content import Charter
from charter_pages.models import Duty, Evidence
from printing import pdf

log = structlog.get_logger(__name__)

# After this many failures a snapshot waits for a person to ask for it again.
MOST_TRIES = 6
AT_A_TIME = 5


class Changed(Exception):
    """The file that was filed is not the one that lies there now."""


def take_due(*, limit: int = AT_A_TIME) -> int:
    """Take the snapshots that are due; return how many stand now. Two workers never take the same one."""
    due = Evidence.objects.filter(snapshot_due_at__lte=clock.now(), snapshot_tries__lt=MOST_TRIES)
    if not pdf.available():
        # A filed PDF is copied; what must be set in type waits for a server that can.
        due = due.filter(document__isnull=False)
    return sum(take(each) for each in due.order_by("snapshot_due_at", "pk")[:limit])


def take(shown: Evidence) -> bool:
    """Take one snapshot unless another worker has it; a failure makes it due again, later each time."""
    again_at = clock.now() + datetime.timedelta(minutes=2**shown.snapshot_tries)
    waiting = Evidence.objects.filter(pk=shown.pk, snapshot_sha256="", snapshot_due_at__isnull=False)
    if not waiting.filter(snapshot_tries=shown.snapshot_tries).update(
        snapshot_tries=shown.snapshot_tries + 1, snapshot_due_at=again_at
    ):
        return False
    try:
        content = content_of(shown)
        name = shown.snapshot.storage.save(name_of(shown), ContentFile(content))
    except Exception as error:  # a paper that cannot be set must not keep the others from it
        waiting.update(snapshot_failure=type(error).__name__)
        log.warning("snapshot_failed", evidence=shown.pk, failure=type(error).__name__)
        return False
    kept = waiting.update(
        snapshot=name,
        snapshot_sha256=hashlib.sha256(content).hexdigest(),
        snapshot_failure="",
        snapshot_due_at=None,
    )
    if not kept:
        shown.snapshot.storage.delete(name)
    return bool(kept)


def ask_again(shown: Evidence) -> None:
    """Let the worker try again what it has given up, or never took."""
    Evidence.objects.filter(pk=shown.pk, snapshot_sha256="").update(
        snapshot_tries=0, snapshot_due_at=clock.now(), snapshot_failure=""
    )


def content_of(shown: Evidence) -> bytes:
    """Return the PDF of what was shown, as it stood when it was shown."""
    if shown.document is not None:
        with shown.document.open_file() as file:
            content: bytes = file.read()
        if hashlib.sha256(content).hexdigest() != shown.content_sha256:
            raise Changed
        return content
    return pdf.render(html_of(shown))


def html_of(shown: Evidence) -> str:
    """Return a page's paper from the revision and the version that were shown, in Bangla."""
    standing = shown.page.specific if shown.page is not None else None
    if standing is None:
        raise Changed
    page = shown.revision.as_object() if shown.revision is not None else standing
    with translation.override("bn"):
        context = {**page.get_context(HttpRequest()), "page": page, "paper_language": "bn"}
        if shown.version is not None:
            context["charter"] = Charter.from_data(shown.version.content)
        return render_to_string(standing.pdf_template, context)


def name_of(shown: Evidence) -> str:
    duty: Duty = shown.duty
    folder = f"evidence/{duty.fiscal_year}-{duty.quarter}"
    return f"{folder}/{duty.office.code}-{duty.kind}-{shown.number}.pdf"
