"""Letters that go with a paper: to the mailbox of each office, else to its editors. They name no person."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts import access
from accounts.roles import Role
from charter_pages import mailing
from charter_pages.circulation.models import Addressed
from charter_pages.models.papers import OfficialPaper
from letters import outbox
from offices.models import Office

EDITORS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR)


def addresses_of(offices: Sequence[Office]) -> dict[int, list[str]]:
    """Return where each office is written to: its own mailbox; where it has none, its own editors. One query."""
    bare = [office.pk for office in offices if not office.email]
    held = (
        access.in_force(EDITORS)
        .filter(office_id__in=bare, user__is_active=True)
        .exclude(user__email="")
        .order_by("user__email")
        .values_list("office_id", "user__email")
        if bare
        else []
    )
    found: dict[int, list[str]] = {office.pk: [office.email] if office.email else [] for office in offices}
    for office_id, address in held:
        if address not in found[office_id]:
            found[office_id].append(address)
    return found


def context_of(page: OfficialPaper, office: Office) -> dict[str, Any]:
    """Return what a letter says of a paper: subject, number, where it is. Nothing personal."""
    subject = getattr(page, "subject", "") or getattr(page, "printed_title", "") or page.title
    return {
        "kind": page.kind,
        "subject": subject,
        "memo_number": page.memo_number,
        "issuer": page.office.name_bn if page.office else "",
        "office": office.name_bn,
        "page": page.full_url or "",
        "acknowledge": f"{settings.SITE_URL}{reverse('papers_received')}",
    }


def tell(page: OfficialPaper, made: Sequence[Addressed], addresses: Mapping[int, Sequence[str]]) -> None:
    """Write to each office, in the transaction in which it was addressed."""
    for addressed in made:
        context = context_of(page, addressed.office)
        for place, address in enumerate(addresses[addressed.office_id]):
            outbox.write(
                kind="mail", to=address, template="paper_issued", context=context, language=mailing.LANGUAGE,
                key=f"paper:{page.pk}:{addressed.office.code}:{place}",
            )  # fmt: skip


def remind(addressed: Addressed) -> None:
    page: Any = addressed.page.specific
    context = context_of(page, addressed.office)
    for place, address in enumerate(addresses_of([addressed.office])[addressed.office_id]):
        outbox.write(
            kind="mail", to=address, template="paper_reminder", context=context, language=mailing.LANGUAGE,
            key=f"paper:{page.pk}:{addressed.office.code}:again-{addressed.reminders}:{place}",
        )  # fmt: skip
