"""From a reviewed proposal to a draft of the office's charter. Nothing is published here."""

import difflib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from accounts.models import User
from charter_pages.importing import headings, officers
from charter_pages.importing.headings import Field
from charter_pages.importing.officers import PostLine
from charter_pages.importing.proposing import Proposal, ProposedLevel, ProposedService
from charter_pages.models import CharterPage, Expectation, GrievanceLevel, MasterService, Post, Service
from offices.models import Office
from publishing import pairing

# A row is headquarters' row in other words if its name is so like it.
LIKE = 0.85
# Errors by the cell to which they belong: (table, row, field).
Errors = dict[tuple[int, int, Field], list[str]]


def posts_of(office: Office) -> list[PostLine]:
    """Return the posts that rows of an office may name: its own and those of the offices above it."""
    chain = [office, *reversed(office.ancestors())]
    distance = {each.pk: place for place, each in enumerate(chain)}
    posts = Post.objects.with_holders().filter(office__in=chain, abolished_on__isnull=True)
    return sorted(
        (
            PostLine(
                post.pk,
                (post.title_bn, post.title_en),
                post.role,
                distance[post.office_id],
                (
                    post.office.name_bn,
                    post.office.name_en,
                    post.holder_name,
                    post.phone,
                    post.email,
                    post.room,
                ),
            )
            for post in posts
        ),
        key=lambda line: (line.distance, line.titles),
    )


def service_of(proposed: ProposedService, stands_for: uuid.UUID | None = None) -> Service:
    """Return the row that a proposed one would be, unsaved."""
    time, fee = proposed.time, proposed.fee
    return Service(
        section=str(proposed.section),
        number=proposed.number,
        is_part=proposed.is_part,
        name=proposed.name,
        method=proposed.texts.get(Field.METHOD, ""),
        papers=proposed.papers,
        fee_kind=fee.kind,
        fee_poisha=fee.poisha,
        fee=fee.words,
        time_kind=time.kind,
        time_amount=time.amount,
        time_limit=time.words.replace("\n", " "),
        responsible_id=proposed.posts.get(Field.RESPONSIBLE, officers.Guess()).post,
        superior_id=proposed.posts.get(Field.SUPERIOR, officers.Guess()).post,
        overrides=stands_for,
    )


def level_of(proposed: ProposedLevel) -> GrievanceLevel:
    """Return the level of redress that a proposed one would be, unsaved; without a post its words stand."""
    return GrievanceLevel(
        when=proposed.when,
        whom_id=proposed.post.post,
        whom_text="" if proposed.post.post else proposed.whom,
        address=proposed.address,
        working_days=proposed.working_days,
    )


def likely_masters(
    services: Sequence[ProposedService], masters: Sequence[MasterService]
) -> dict[tuple[int, int], uuid.UUID]:
    """Return for the places of proposed rows the row of headquarters that each seems to put in other words."""
    found: dict[tuple[int, int], uuid.UUID] = {}
    free = {master.translation_key: headings.bare(master.name) for master in masters}
    for service in services:
        name = headings.bare(service.name)
        likeness = [
            (difflib.SequenceMatcher(None, other, name).ratio(), str(key)) for key, other in free.items()
        ]
        best, key = max(likeness, default=(0.0, ""))
        if name and best >= LIKE:
            found[service.place] = uuid.UUID(key)
            del free[uuid.UUID(key)]
    return found


_CELLS = {
    "name": Field.NAME, "number": Field.NAME, "time_limit": Field.TIME, "time_amount": Field.TIME,
    "fee": Field.FEE, "fee_poisha": Field.FEE, "method": Field.METHOD, "papers": Field.PAPERS,
    "when": Field.WHEN, "whom_text": Field.WHOM, "address": Field.ADDRESS, "working_days": Field.LIMIT,
}  # fmt: skip


def errors_of(proposal: Proposal) -> Errors:
    """Return what stands against drafting the rows, each at the cell to which it belongs."""
    errors: Errors = {}
    rows: list[tuple[ProposedService | ProposedLevel, Any]] = [
        *((each, service_of(each)) for each in proposal.services),
        *((each, level_of(each)) for each in proposal.levels),
    ]
    for proposed, row in rows:
        try:
            # Which page it belongs to, and whether its posts exist, is seen to elsewhere.
            row.full_clean(
                exclude=["page", "responsible", "superior", "whom", "locale"], validate_unique=False
            )
        except ValidationError as error:
            for name, said in error.message_dict.items():
                errors.setdefault((*proposed.place, _CELLS.get(name, Field.NAME)), []).extend(said)
    return errors


@transaction.atomic
def draft(
    *,
    by: User,
    parent: Page,
    charter: CharterPage | None,
    proposal: Proposal,
    stands_for: Mapping[tuple[int, int], uuid.UUID],
    replaces: bool,
) -> tuple[CharterPage, Revision]:
    """Put the rows into a new draft of the charter, in the place of the rows there or behind them.

    Without a charter below the office's page one is made, which is not published. Raises ValidationError.
    """
    if errors_of(proposal):
        raise ValidationError(
            _("Some cells cannot be put into a charter as they are. They are marked below.")
        )
    page = _page(by, parent, charter)
    services = [service_of(each, stands_for.get(each.place)) for each in proposal.services]
    levels = [level_of(each) for each in proposal.levels]
    expectations = [Expectation(text=headings.without_number(text)) for text in proposal.expectations]
    if replaces:
        # What the office does not offer of headquarters' rows stands in no charter that could be imported.
        stood = {row.overrides for row in services}
        withheld = [row for row in page.services.all() if row.withholds and row.overrides not in stood]
        page.services = [*withheld, *services]
    else:
        standing = {row.overrides for row in page.services.all()} - {None}
        for row in services:
            # One row of the office stands in the place of one of headquarters'.
            row.overrides = None if row.overrides in standing else row.overrides
        page.services = [*page.services.all(), *services]
    if levels and (replaces or not page.grievance_levels.all()):
        page.grievance_levels = levels
    if expectations:
        page.expectations = expectations if replaces else [*page.expectations.all(), *expectations]
    page.vision_text = proposal.vision or page.vision_text
    page.mission_text = proposal.mission or page.mission_text
    for rows in (page.services, page.grievance_levels, page.expectations):
        for place, row in enumerate(rows.all()):
            row.sort_order = place
    return page, page.save_revision(user=by, log_action=True)


def _page(by: User, parent: Page, charter: CharterPage | None) -> CharterPage:
    if charter is not None:
        page = charter.get_latest_revision_as_object()
        if not isinstance(page, CharterPage):
            raise TypeError("The latest revision of a charter is a charter.")
        return page
    with translation.override(parent.locale.language_code):
        page = CharterPage(title=_("Citizen charter"), live=False, owner=by, locale=parent.locale)
    made = parent.add_child(instance=page)
    if not isinstance(made, CharterPage):
        raise TypeError("What was added is a charter.")
    pairing.pair(made)
    return made
