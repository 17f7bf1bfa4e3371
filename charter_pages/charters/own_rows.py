"""What an office does with a row of headquarters: use words of its own, not offer it, or take it over again.

Each verb writes a draft, never the live page: what an office promises is approved like every page. `key` is the
translation key of the master's row, the same in both languages.
"""

import uuid
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

import clock
from accounts.models import User
from charter_pages.charters import fetching, posts, reading
from charter_pages.models import CharterPage, MasterChangeLine, MasterService, Service, ServiceRow

# What an office's own row begins with: all that headquarters' row says.
COPIED = tuple(
    field.name
    for field in ServiceRow._meta.get_fields()
    if field.name not in ("sort_order", "translation_key", "locale")
)


def draft_of(page: CharterPage) -> CharterPage:
    """Return the page as its editors see it: with what is not published yet."""
    draft = CharterPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    if not isinstance(draft, CharterPage):
        raise TypeError("The revision of a charter is a charter.")
    return draft


def headquarters_row(page: CharterPage, key: uuid.UUID) -> MasterService:
    """Return the row of the master that the page follows; ValidationError where it has no such row."""
    master = reading.master_of(page)
    rows = fetching.of(master).services if master else []
    found = next((row for row in rows if row.translation_key == key), None)
    if found is None:
        raise ValidationError(_("Headquarters' charter has no such row any more."))
    return found


def standing(page: CharterPage, key: uuid.UUID) -> Service | None:
    """Return the page's own row in the place of headquarters'."""
    return next((row for row in page.services.all() if row.overrides == key), None)


@transaction.atomic
def use_own_words(*, page: CharterPage, key: uuid.UUID, by: User) -> Revision:
    """Copy headquarters' row into the draft, to be changed there; an office that withheld it offers it again."""
    draft, theirs = draft_of(page), headquarters_row(page, key)
    held = posts.Posts(draft, [theirs])
    row = Service(
        overrides=key,
        responsible=held.post(theirs, "responsible"),
        superior=held.post(theirs, "superior"),
        **{name: getattr(theirs, name) for name in COPIED},
    )
    return _replace(draft, key, row, by)


@transaction.atomic
def withhold(*, page: CharterPage, key: uuid.UUID, because: str, by: User) -> Revision:
    """Say in the draft that the office does not offer the service, and why."""
    draft, theirs = draft_of(page), headquarters_row(page, key)
    because = because.strip()
    if not because:
        raise ValidationError({"because": _("Say why this service is not offered here.")})
    row = Service(
        overrides=key,
        withholds=True,
        withheld_because=because,
        section=theirs.section,
        name=theirs.name,
        is_part=theirs.is_part,
    )
    return _replace(draft, key, row, by)


@transaction.atomic
def take_over(*, page: CharterPage, key: uuid.UUID, by: User) -> Revision:
    """Remove the own row from the draft, so that headquarters' stands again."""
    draft = draft_of(page)
    if standing(draft, key) is None:
        raise ValidationError(_("This office has no row of its own here."))
    return _replace(draft, key, None, by)


@transaction.atomic
def answer(*, line: MasterChangeLine, answers: Mapping[str, str], by: User) -> Revision | None:
    """Say of each own row that stood against a change whether it stays; return the draft without those that do not.

    It is said once, and kept with who said it.
    """
    line = MasterChangeLine.objects.select_for_update().get(pk=line.pk)
    if line.answered_at is not None:
        raise ValidationError(_("This was answered already."))
    wanted = {each["key"] for each in line.stood}
    if set(answers) != wanted or not set(answers.values()) <= set(MasterChangeLine.Answer.values):
        raise ValidationError(_("Say of each row whether you keep your own words."))
    line.answers, line.answered_at, line.answered_by = dict(answers), clock.now(), by
    line.save(update_fields=["answers", "answered_at", "answered_by"])
    draft = draft_of(line.page)
    taken = {uuid.UUID(key) for key, said in answers.items() if said == MasterChangeLine.Answer.TAKEN}
    rows = list(draft.services.all())
    kept = [row for row in rows if row.overrides not in taken]
    if len(kept) == len(rows):
        return None
    draft.services = kept
    return draft.save_revision(user=by, clean=False)


def _replace(draft: CharterPage, key: uuid.UUID, row: Service | None, by: User) -> Revision:
    """Put a row in the place of the one that stands for `key`, or at the end; without one, take that away."""
    rows = list(draft.services.all())
    place = next((place for place, each in enumerate(rows) if each.overrides == key), len(rows))
    rows[place : place + 1] = [row] if row is not None else []
    for order, each in enumerate(rows):
        each.sort_order = order
    draft.services = rows
    return draft.save_revision(user=by, clean=False)
