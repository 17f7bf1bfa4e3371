"""What waits for a member of staff, with one link each: the first thing on the admin's home."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

import clock
from accounts import access
from accounts.roles import Role
from charter_pages import officers
from charter_pages.charters import masters
from charter_pages.circulation import acknowledging
from charter_pages.decisions import people as deciders
from charter_pages.duties import deciding
from charter_pages.grievances import reading
from charter_pages.grievances.models import Grievance
from charter_pages.grievances.shelves import on_shelf
from charter_pages.models import MasterChangeLine
from charter_pages.practices import adopting
from portal import approval
from portal.desk import reviewing
from shop.fulfilment import late
from shop.fulfilment.models import Consignment, OrderComplaint
from shop.payments import stuck
from shop.payments.models import Break, CashDue, Refund
from shop.production.models import Batch
from shop.wages import handouts
from shop.wages.models import Handout, SharePolicy, Statute, WageEntry


@dataclass(frozen=True)
class Duty:
    """One kind of work: whose it is, what of it waits, and where it is done."""

    # None: whoever holds a post, whatever their roles.
    role: Role | None
    title: Any
    waiting: Callable[[Any], QuerySet[Any] | Sequence[Any]]
    address: str
    query: str = ""
    # Only those are asked who hold the role there.
    at_headquarters: bool = False

    @property
    def url(self) -> str:
        return f"{reverse(self.address)}{self.query}"

    def count(self, user: Any) -> int:
        found = self.waiting(user)
        return found.count() if isinstance(found, QuerySet) else len(found)


def batches(user: Any) -> QuerySet[Batch]:
    offices = access.offices_for(user, Role.WORKSHOP_CONFIRMER)
    waiting = Batch.objects.filter(workshop__office__in=offices, state=Batch.State.RECORDED)
    return waiting.exclude(recorded_by=user)


def parcels(state: Consignment.State) -> Callable[[Any], QuerySet[Consignment]]:
    return lambda user: Consignment.objects.for_user(user).filter(state=state)


def complaints(user: Any) -> QuerySet[OrderComplaint]:
    return OrderComplaint.objects.for_user(user).filter(state=OrderComplaint.State.OPEN)


def late_everywhere(user: Any) -> Sequence[late.Late]:
    return late.everywhere()


def slips(user: Any) -> QuerySet[CashDue]:
    collected = CashDue.objects.of_offices(access.offices_for(user, Role.CASH_RECORDER))
    return collected.filter(state=CashDue.State.COLLECTED, recorded_by__isnull=True)


def cash(user: Any) -> QuerySet[CashDue]:
    collected = CashDue.objects.of_offices(access.offices_for(user, Role.CASH_CONFIRMER))
    waiting = collected.filter(state=CashDue.State.COLLECTED, recorded_by__isnull=False)
    return waiting.exclude(recorded_by=user)


def policies(user: Any) -> QuerySet[SharePolicy]:
    waiting = SharePolicy.objects.filter(approved_at__isnull=True, founding=False)
    return waiting.filter(in_force_from__gt=clock.now()).exclude(proposed_by=user)


def wage_entries(user: Any) -> QuerySet[WageEntry]:
    offices = access.offices_for(user, Role.WAGE_CONFIRMER)
    waiting = WageEntry.objects.filter(maker__office__in=offices, state=WageEntry.State.PROPOSED)
    return waiting.exclude(proposed_by=user)


def papers(user: Any) -> QuerySet[Handout]:
    return handouts.waiting(access.offices_for(user, Role.STATEMENT_READER))


def statutes(user: Any) -> QuerySet[Statute]:
    return Statute.objects.filter(approved_at__isnull=True).exclude(recorded_by=user)


def refunds(user: Any) -> QuerySet[Refund]:
    """Return what finance gives back by hand, or the provider would not."""
    own = Refund.objects.waiting().of_offices(access.offices_for(user, Role.FINANCE))
    return own.exclude(state=Refund.State.REQUESTED)


def large_refunds(user: Any) -> QuerySet[Refund]:
    return Refund.objects.filter(state=Refund.State.REQUESTED).exclude(requested_by=user)


def differences(user: Any) -> QuerySet[Break]:
    return Break.objects.standing()


def dead(user: Any) -> QuerySet[Any]:
    """Return what was tried so often that it waits for a person, of every sort."""
    first, *rest = (sort.rows().order_by().values("pk") for sort in stuck.SORTS.values())
    return first.union(*rest, all=True)


def pages(user: Any) -> QuerySet[Any]:
    return approval.waiting_for(user)


def grievances(user: Any) -> QuerySet[Grievance]:
    """Return the complaints about offices that lie before the user's own posts."""
    return on_shelf(reading.visible_to(user), "mine", officers.posts_of(user))


def grievances_of_all(shelf: str) -> Callable[[Any], QuerySet[Grievance]]:
    return lambda _user: on_shelf(Grievance.objects.all(), shelf, set())


def evidence(*, to_accept: bool) -> Callable[[Any], QuerySet[Any]]:
    """Return what was shown for duties and waits for the user: as headquarters, or as a division."""
    return lambda user: deciding.waiting_for(user, to_accept=to_accept)


def decisions_to_agree(user: Any) -> QuerySet[Any]:
    return deciders.to_agree(user)


def decisions_to_report(user: Any) -> QuerySet[Any]:
    return deciders.to_report(user)


def papers_received(user: Any) -> QuerySet[Any]:
    """Return the papers that were sent to the user's offices and are not acknowledged."""
    return acknowledging.waiting(user)


def own_words(role: Role) -> Callable[[Any], QuerySet[MasterChangeLine]]:
    """Return what headquarters changed although an office has words of its own for it."""
    return lambda user: masters.waiting_for(access.offices_for(user, role))


DUTIES = (
    Duty(
        Role.DIVISION_REVIEWER,
        _("Evidence to endorse"),
        evidence(to_accept=False),
        "duties",
        "?shelf=waiting",
    ),
    Duty(
        Role.HQ_MODERATOR,
        _("Evidence to decide on"),
        evidence(to_accept=True),
        "duties",
        "?shelf=waiting",
    ),
    Duty(
        Role.PRISON_EDITOR,
        _("Decisions to carry out and report"),
        decisions_to_report,
        "decision_tasks",
        "?shelf=mine",
    ),
    Duty(
        Role.DIVISION_REVIEWER,
        _("Decisions to carry out and report"),
        decisions_to_report,
        "decision_tasks",
        "?shelf=mine",
    ),
    Duty(
        Role.DIVISION_REVIEWER,
        _("Reports on decisions for the committee to agree on"),
        decisions_to_agree,
        "decision_tasks",
        "?shelf=waiting",
    ),
    Duty(
        Role.HQ_MODERATOR,
        _("Reports on decisions for the committee to agree on"),
        decisions_to_agree,
        "decision_tasks",
        "?shelf=waiting",
    ),
    Duty(None, _("Complaints about the office to answer"), grievances, "grievances", "?shelf=mine"),
    Duty(
        Role.HQ_MODERATOR,
        _("Complaints about offices, late"),
        grievances_of_all("late"),
        "grievances",
        "?shelf=late",
    ),
    Duty(
        Role.HQ_MODERATOR,
        _("Complaints about offices without an officer"),
        grievances_of_all("unheld"),
        "grievances",
        "?shelf=unheld",
    ),
    *(
        Duty(role, _("Papers to acknowledge"), papers_received, "papers_received")
        for role in acknowledging.RECEIVERS
    ),
    Duty(
        Role.HQ_MODERATOR,
        _("Results of practices to read"),
        adopting.to_confirm,
        "practices_of_others",
        "?shelf=waiting",
    ),
    Duty(Role.DIVISION_REVIEWER, _("Pages to approve"), pages, "pages_to_approve"),
    Duty(Role.HQ_MODERATOR, _("Pages to approve"), pages, "pages_to_approve"),
    Duty(Role.PRISON_EDITOR, _("Pages to review"), reviewing.waiting, "pages_to_review"),
    Duty(Role.HQ_MODERATOR, _("Pages to review"), reviewing.waiting, "pages_to_review"),
    Duty(
        Role.PRISON_EDITOR,
        _("Rows that headquarters changed beside your own words"),
        own_words(Role.PRISON_EDITOR),
        "master_stood",
    ),
    Duty(Role.PARCELS, _("Parcels to pack"), parcels(Consignment.State.RESERVED), "parcels"),
    Duty(Role.PARCELS, _("Parcels to hand to the courier"), parcels(Consignment.State.PACKED), "parcels"),
    Duty(Role.ORDER_DESK, _("Complaints to answer"), complaints, "order_complaints"),
    Duty(Role.WORKSHOP_CONFIRMER, _("Batches to confirm"), batches, "production_batches"),
    Duty(Role.CASH_RECORDER, _("Cash without a bank slip"), slips, "cash_dues", "?shelf=collected"),
    Duty(Role.CASH_CONFIRMER, _("Cash to confirm"), cash, "cash_dues", "?shelf=recorded"),
    Duty(Role.WAGE_CONFIRMER, _("Wages to confirm"), wage_entries, "wages_entries"),
    Duty(Role.STATEMENT_READER, _("Statements not acknowledged"), papers, "wages_handouts", "?open"),
    Duty(Role.HQ_POLICY_APPROVER, _("Share policies to approve"), policies, "wages_policies"),
    Duty(Role.HQ_POLICY_APPROVER, _("Statutes to approve"), statutes, "wages_statutes"),
    Duty(Role.HQ_MODERATOR, _("Late parcels, refunds and complaints"), late_everywhere, "reports_late"),
    Duty(Role.FINANCE, _("Payments to give back"), refunds, "refunds_due", "?shelf=waiting"),
    Duty(Role.REFUND_APPROVER, _("Refunds to approve"), large_refunds, "refunds_due", "?shelf=requested"),
    Duty(Role.FINANCE, _("Differences to explain"), differences, "reconciliation", at_headquarters=True),
    Duty(Role.FINANCE, _("Stuck"), dead, "stuck", at_headquarters=True),
    Duty(Role.ICT_CELL, _("Stuck"), dead, "stuck", at_headquarters=True),
)


class Waiting(Component):
    """The reader's duties with how many wait; nothing for whoever has none of these roles."""

    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def duties(self) -> list[tuple[Duty, int]]:
        user = self.request.user
        held = access.held_by(user)
        own = {role for role, _at_headquarters in held}
        holds_a_post = officers.holds_a_post(user)
        return [
            (duty, duty.count(user))
            for duty in DUTIES
            if (duty.role in own or (duty.role is None and holds_a_post))
            and (not duty.at_headquarters or (duty.role, True) in held)
        ]

    def render_html(self, parent_context: Any = None) -> SafeString:
        if not self.duties:
            return SafeString("")
        return render_to_string("portal/admin/waiting.html", {"duties": self.duties}, request=self.request)
