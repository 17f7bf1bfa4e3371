"""What people do here. A role counts at one office and all that lie below it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PRISON_EDITOR = "prison_editor", _("Editor of an office's pages")
    DIVISION_REVIEWER = "division_reviewer", _("Reviewer of a division")
    HQ_MODERATOR = "hq_moderator", _("Moderator at headquarters")
    HQ_POLICY = "hq_policy", _("Proposes share policies")
    HQ_POLICY_APPROVER = "hq_policy_approver", _("Approves share policies")
    FINANCE = "finance", _("Finance")
    AUDITOR = "auditor", _("Auditor")
    WORKSHOP_RECORDER = "workshop_recorder", _("Records batches")
    WORKSHOP_CONFIRMER = "workshop_confirmer", _("Confirms batches")
    PARCELS = "parcels", _("Packs and hands over parcels")
    CASH_RECORDER = "cash_recorder", _("Records cash handed in")
    CASH_CONFIRMER = "cash_confirmer", _("Confirms cash handed in")
    ORDER_DESK = "order_desk", _("Cancels and refunds orders")
    REFUND_APPROVER = "refund_approver", _("Approves large refunds")
    WAGE_RECORDER = "wage_recorder", _("Records daily wages, adjustments, deductions and holds")
    WAGE_CONFIRMER = "wage_confirmer", _("Confirms daily wages, adjustments and deductions")
    PAYOUT_APPROVER = "payout_approver", _("Approves payouts")
    STATEMENT_READER = "statement_reader", _("Reads makers' statements")
    ICT_CELL = "ict_cell", _("ICT cell")
    ADMINISTRATOR = "administrator", _("Administrator")


# What they do is done for the whole Department: held at any other office than headquarters, they are nothing.
NATIONAL = (
    Role.HQ_MODERATOR,
    Role.HQ_POLICY,
    Role.HQ_POLICY_APPROVER,
    Role.PAYOUT_APPROVER,
    Role.REFUND_APPROVER,
    Role.ICT_CELL,
    Role.ADMINISTRATOR,
)
