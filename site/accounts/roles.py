"""What people do here: every role once, with all that it brings. A role counts at one office and all below it.

`portal.rights` makes Wagtail's groups of this table, `accounts.sessions` the time a sign-in lasts,
`accounts.second_factor` who must have a code. `manage.py set_up_roles --list` prints it.
"""

from dataclasses import dataclass

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


class Held(models.TextChoices):
    """Where a role counts."""

    ANYWHERE = "anywhere", _("at any office, for it and all below")
    HEADQUARTERS = "headquarters", _("at headquarters only")


class Watch(models.TextChoices):
    """How long a sign-in lasts: settings.SESSION_LIMITS says so for each."""

    ORDINARY = "ordinary", _("ordinary")
    # Whoever moves money, reads names or gives rights away.
    STRICT = "strict", _("short")


class Back(models.TextChoices):
    """Which part of the back office a role opens."""

    CONTENT = "content", _("content")
    PRODUCTION = "production", _("production")
    ORDERS = "orders", _("orders")
    MONEY = "money", _("money")
    WAGES = "wages", _("wages")
    PEOPLE = "people", _("people and registers")
    MACHINES = "machines", _("the site itself")


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What a Wagtail group may do: with the pages and files of its office (or all), and with registers."""

    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    # (app, model, actions)
    models: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Terms:
    """One role's line of the table."""

    back: tuple[Back, ...]
    held: Held = Held.ANYWHERE
    groups: tuple[str, ...] = ()
    watch: Watch = Watch.ORDINARY
    # Every member of staff signs in with a code; a role without it would have to say so here.
    second_factor: bool = True


STAFF = "Staff"
# One such group for each office: "Editors of dj-natore".
EDITORS = "Editors of "
MODERATORS = "HQ moderators"
ADMINISTRATORS = "Administrators"

_KEEPS = ("add", "change", "view")
_OFFICERS = (
    ("charter_pages", "post", _KEEPS),
    ("charter_pages", "postholder", _KEEPS),
    ("charter_pages", "memoprefix", _KEEPS),
    # Deadlines are counted by them.
    ("offices", "holiday", _KEEPS),
    ("offices", "workingweek", ("change", "view")),
)
_HOLDS = ("add", "change", "choose")
GROUPS: dict[str, Rights] = {
    STAFF: Rights(),
    EDITORS: Rights(pages=("add_page", "change_page"), files=_HOLDS),
    # Publishing is headquarters': pages of offices come to it by the tree (portal.models.approval).
    MODERATORS: Rights(
        pages=("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"),
        files=_HOLDS,
        # What the search puts on top for certain words is nothing that was published: it may be taken back.
        models=(*_OFFICERS, ("portal", "bestbet", (*_KEEPS, "delete"))),
    ),
    ADMINISTRATORS: Rights(
        models=(
            ("accounts", "user", _KEEPS),
            ("accounts", "appointment", _KEEPS),
            ("offices", "office", _KEEPS),
            ("production", "trade", _KEEPS),
            ("production", "workshop", _KEEPS),
            ("storefront", "deliverycharge", ("change", "view")),
            *_OFFICERS,
        )
    ),
}

TABLE: dict[Role, Terms] = {
    Role.PRISON_EDITOR: Terms(back=(Back.CONTENT,), groups=(EDITORS,)),
    Role.DIVISION_REVIEWER: Terms(back=(Back.CONTENT,), groups=(EDITORS,)),
    Role.HQ_MODERATOR: Terms(back=(Back.CONTENT, Back.ORDERS), held=Held.HEADQUARTERS, groups=(MODERATORS,)),
    Role.HQ_POLICY: Terms(back=(Back.WAGES,), held=Held.HEADQUARTERS, watch=Watch.STRICT),
    Role.HQ_POLICY_APPROVER: Terms(back=(Back.WAGES,), held=Held.HEADQUARTERS, watch=Watch.STRICT),
    Role.FINANCE: Terms(back=(Back.MONEY, Back.ORDERS), watch=Watch.STRICT),
    Role.AUDITOR: Terms(back=(Back.MONEY, Back.ORDERS, Back.PRODUCTION, Back.WAGES), watch=Watch.STRICT),
    Role.WORKSHOP_RECORDER: Terms(back=(Back.PRODUCTION,)),
    Role.WORKSHOP_CONFIRMER: Terms(back=(Back.PRODUCTION,)),
    Role.PARCELS: Terms(back=(Back.ORDERS,)),
    Role.CASH_RECORDER: Terms(back=(Back.MONEY,)),
    Role.CASH_CONFIRMER: Terms(back=(Back.MONEY,)),
    Role.ORDER_DESK: Terms(back=(Back.ORDERS,)),
    Role.REFUND_APPROVER: Terms(back=(Back.MONEY,), held=Held.HEADQUARTERS, watch=Watch.STRICT),
    Role.WAGE_RECORDER: Terms(back=(Back.WAGES,)),
    Role.WAGE_CONFIRMER: Terms(back=(Back.WAGES,)),
    Role.PAYOUT_APPROVER: Terms(back=(Back.WAGES,), held=Held.HEADQUARTERS, watch=Watch.STRICT),
    Role.STATEMENT_READER: Terms(back=(Back.WAGES,), watch=Watch.STRICT),
    Role.ICT_CELL: Terms(back=(Back.MACHINES,), held=Held.HEADQUARTERS, watch=Watch.STRICT),
    Role.ADMINISTRATOR: Terms(
        back=(Back.PEOPLE, Back.CONTENT, Back.PRODUCTION),
        held=Held.HEADQUARTERS,
        groups=(MODERATORS, ADMINISTRATORS),
        watch=Watch.STRICT,
    ),
}

# What they do is done for the whole Department: held at any other office than headquarters, they are nothing.
NATIONAL = tuple(role for role, terms in TABLE.items() if terms.held == Held.HEADQUARTERS)
