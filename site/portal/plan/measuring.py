"""The verbs: laying down what is measured, and recording how far it is, with what shows it."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

import clock
from accounts.models import User
from language.spoken import active
from portal.models import Initiative, InitiativeRegisterPage
from portal.models.measures import Measure, Progress
from publishing import reading
from publishing.models import PortalDocument, PortalImage

TARGETS = ("short_of", "short_target", "middle_of", "middle_target", "long_of", "long_target")
WORDS = ("unit_bn", "unit_en", "counted_by", "sort_order")


def register() -> InitiativeRegisterPage | None:
    """Return the register's Bangla page: its rows are the ones that the English ones translate."""
    return InitiativeRegisterPage.objects.filter(language="bn").first()


def titles(rows: Iterable[Initiative]) -> dict[uuid.UUID, str]:
    """Return what initiatives are called in the reader's language; in Bangla where no translation is public."""
    known = {row.translation_key: row.title for row in rows}
    others = Initiative.objects.filter(translation_key__in=known, page__live=True, page__language=active())
    return known | {row.translation_key: row.title for row in others}


@transaction.atomic
def lay_down(*, by: User | None, initiative: uuid.UUID, **fields: Any) -> Measure:
    """Add a measure to an initiative. Raises ValidationError."""
    if not Initiative.objects.filter(translation_key=initiative).exists():
        raise ValidationError(_("There is no such initiative any more."))
    measure = Measure(initiative=initiative, **fields)
    _check(measure)
    measure.save()
    _note(by, "portal.measure_laid_down", measure, {})
    return measure


@transaction.atomic
def change(*, by: User, measure: Measure, **fields: Any) -> Measure:
    """Change what is counted or what is to be reached; what it was before stays in the trail. Raises ValidationError."""
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    before = {name: getattr(measure, name) for name in (*WORDS, *TARGETS)}
    for name, value in fields.items():
        setattr(measure, name, value)
    _check(measure)
    changed = {
        name: [before[name], getattr(measure, name)]
        for name in before
        if before[name] != getattr(measure, name)
    }
    if changed:
        measure.save()
        _note(by, "portal.measure_changed", measure, {"changed": changed})
    return measure


def _check(measure: Measure) -> None:
    for horizon in ("short", "middle", "long"):
        if getattr(measure, f"{horizon}_of"):
            setattr(measure, f"{horizon}_target", None)
    measure.full_clean()


@transaction.atomic
def record(
    *,
    by: User,
    measure: Measure,
    reached: int,
    measured_on: datetime.date,
    note_bn: str = "",
    note_en: str = "",
    page: Page | None = None,
    document: PortalDocument | None = None,
    address: str = "",
    corrects: Progress | None = None,
) -> Progress:
    """Record how much was reached on a day, with what shows it. Raises ValidationError."""
    Measure.objects.select_for_update().get(pk=measure.pk)
    if measured_on > clock.today():
        raise ValidationError({"measured_on": _("This day lies in the future.")})
    if page is not None and not (page.live and not page.get_view_restrictions().exists()):
        raise ValidationError({"page": _("Readers cannot open this page. Choose one that is public.")})
    if document is not None and reading.is_kept_back(document):
        raise ValidationError({"document": _("This document is kept from readers. Choose another one.")})
    if page is None and document is None and not address:
        raise ValidationError(_("Show what proves it: a page, a document or an address."))
    if corrects is not None and corrects.measure_id != measure.pk:
        raise ValidationError({"corrects": _("This entry belongs to another measure.")})
    if corrects is not None and Progress.objects.filter(corrects=corrects).exists():
        raise ValidationError({"corrects": _("This entry was corrected already.")})
    row = Progress(
        measure=measure,
        reached=reached,
        measured_on=measured_on,
        note_bn=note_bn.strip(),
        note_en=note_en.strip(),
        page=page,
        document=document,
        address=address,
        corrects=corrects,
        by=by,
        recorded_at=clock.now(),
    )
    row.full_clean()
    row.save()
    _note(by, "portal.progress_recorded", measure, {"reached": reached, "on": str(measured_on)})
    return row


def shows(file: PortalDocument | PortalImage) -> bool:
    """Return whether a file is shown to readers as what proves a row of progress."""
    return isinstance(file, PortalDocument) and Progress.objects.filter(document_id=file.pk).exists()


def _note(by: User | None, action: str, measure: Measure, data: dict[str, Any]) -> None:
    """Tell the trail, at the register's page."""
    page = register()
    if page is not None:
        log(instance=page, action=action, user=by, data={"measure": measure.unit_en, **data})
