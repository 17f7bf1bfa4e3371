"""Who may open which of our addresses: the table. An address that does not stand here fails the test.

Every row says which roles may read an address (GET) and which may change something there (POST), about
which planted object it is, and what those who may are answered. All others are refused.
"""

import dataclasses
from collections.abc import Collection

from accounts.roles import Role

PUBLIC = "public"
# Whoever holds the secret of the order: its address, or the cookie that number and mobile number earned.
ONE_BUYER = "one buyer"

# The steps of the sign-in: for whoever has shown a password, or nobody yet (tests/accounts/test_second_factor.py).
AT_THE_DOOR = "at the door"

COLLECTIONS_OF_OPEN_DATA = (
    "offices", "charters", "services", "minutes", "decisions", "letters", "practices", "withdrawn",
)  # fmt: skip

KEEPERS = {Role.WORKSHOP_RECORDER, Role.ADMINISTRATOR}
BATCHES = {Role.WORKSHOP_RECORDER, Role.WORKSHOP_CONFIRMER, Role.AUDITOR}
CASH = {Role.CASH_RECORDER, Role.CASH_CONFIRMER, Role.FINANCE, Role.AUDITOR}
ORDERS = {Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR, Role.REFUND_APPROVER}
PAPERS = {Role.PARCELS, Role.ORDER_DESK, Role.FINANCE, Role.AUDITOR}
POLICIES = {Role.HQ_POLICY, Role.HQ_POLICY_APPROVER, Role.AUDITOR}
BOOK = {Role.AUDITOR, Role.FINANCE}
LATE = {Role.FINANCE, Role.HQ_MODERATOR, Role.AUDITOR}
STUCK = {Role.FINANCE, Role.ICT_CELL}
WAGES = {Role.WAGE_RECORDER, Role.WAGE_CONFIRMER, Role.AUDITOR}
POSITION = POLICIES | {Role.FINANCE}
NAMES = {Role.STATEMENT_READER, Role.WORKSHOP_RECORDER}
OFFICERS = {Role.HQ_MODERATOR, Role.ADMINISTRATOR}
EDITORS = {Role.PRISON_EDITOR, Role.DIVISION_REVIEWER}
OWERS = EDITORS | {Role.HQ_MODERATOR}
DECIDERS = {Role.DIVISION_REVIEWER, Role.HQ_MODERATOR}
DECIDED = OWERS | {Role.HQ_POLICY, Role.AUDITOR}
RULERS = {Role.HQ_MODERATOR, Role.HQ_POLICY}
ADMINISTRATORS = {Role.ADMINISTRATOR}
WATCHERS = EDITORS | {Role.HQ_MODERATOR, Role.AUDITOR}
CHECKERS = {Role.HQ_POLICY, Role.AUDITOR}
BUNDLES = {Role.DIVISION_REVIEWER, *OFFICERS, *CHECKERS}
BOARD = EDITORS | {Role.HQ_MODERATOR, Role.HQ_POLICY, Role.AUDITOR, Role.ADMINISTRATOR}


@dataclasses.dataclass(frozen=True)
class Row:
    """One address. `of` names the planted object in it; `tells`, that who may read it meets planted words.

    `national`: it says the same to its roles at every office. `at_headquarters`: it opens to those alone who
    hold the role there, and speaks of the whole Department. `for_itself`: roles
    that speak for their own office alone, not for those below. `status`: what who may is answered on GET.
    """

    name: str
    who: Collection[Role] | str
    changes: Collection[Role] = ()
    of: str = ""
    tells: bool = False
    national: bool = False
    at_headquarters: bool = False
    for_itself: Collection[Role] = ()
    status: int = 200
    query: str = ""


def _register(
    name: str, of: str, who: Collection[Role], *, adds: bool = True, index: str = "index"
) -> list[Row]:
    """Return the rows of a register of Wagtail's kind: its rows are added and changed, never deleted."""
    nobody: set[Role] = set()
    return [
        Row(f"{name}:{index}", who, national=True),
        Row(f"{name}:{index}_results", who, national=True),
        Row(f"{name}:add", who if adds else nobody, national=True),
        Row(f"{name}:edit", who, changes=who, of=of),
        Row(f"{name}:delete", nobody, of=of),
        Row(f"{name}:history", who, of=of),
        Row(f"{name}:history_results", who, of=of),
        Row(f"{name}:usage", who, of=of),
    ]


def _chooser(name: str, of: str, who: Collection[Role]) -> list[Row]:
    return [
        Row(f"{name}:choose", who, tells=True),
        Row(f"{name}:choose_results", who, tells=True),
        Row(f"{name}:chosen", who, of=of, tells=True),
        Row(f"{name}:chosen_multiple", who, tells=True, query=f"?id={{{of}}}"),
    ]


TABLE: list[Row] = [
    # The portal and the shop as readers meet them.
    Row("/", PUBLIC, status=302),
    Row("/styleguide/", PUBLIC, status=302),
    Row("health", PUBLIC),
    Row("robots", PUBLIC),
    Row("sitemap", PUBLIC),
    Row("sitemap-section", PUBLIC, of="sitemap section"),
    Row("card", PUBLIC, of="card"),
    Row("media", PUBLIC, of="media"),
    Row("styleguide", PUBLIC),
    Row("feed", PUBLIC),
    Row("feed-atom", PUBLIC),
    Row("follow", PUBLIC),
    Row("subscriptions:new", PUBLIC),
    # A link that we did not sign opens nothing; what one of ours opens: tests/subscriptions.
    Row("subscriptions:confirm", PUBLIC, of="unsigned"),
    Row("subscriptions:mine", PUBLIC, of="unsigned", status=404),
    Row("subscriptions:leave", PUBLIC, of="unsigned", status=404),
    Row("search", PUBLIC),
    Row("suggestions", PUBLIC),
    Row("wagtail_serve", PUBLIC, of="page"),
    Row("shop:catalogue", PUBLIC),
    Row("shop:product", PUBLIC, of="product"),
    Row("shop:add", PUBLIC, of="product"),
    Row("shop:basket", PUBLIC),
    Row("shop:basket-count", PUBLIC),
    # Nothing to pay for: back to the empty basket.
    Row("shop:checkout", PUBLIC, status=302),
    Row("shop:find-order", PUBLIC),
    Row("shop:terms", PUBLIC),
    Row("shop:returns", PUBLIC),
    Row("shop:privacy", PUBLIC),
    Row("shop:share", PUBLIC),
    # Whoever holds a paper sees that it is genuine.
    Row("shop:paper", PUBLIC, of="paper code"),
    # Complaints about offices: whose is shown is in a signed cookie, so that without one there is nothing to see.
    # It asks about the page that its query names.
    Row("feedback", PUBLIC, status=404),
    Row("grievances:new", PUBLIC),
    Row("grievances:track", PUBLIC),
    Row("grievances:mine", PUBLIC, status=302),
    Row("grievances:copy", PUBLIC, status=302),
    Row("grievances:cabinet", PUBLIC, status=302),
    Row("compliance", PUBLIC),
    Row("practices", PUBLIC),
    Row("compliance-office", PUBLIC, of="office code"),
    Row("open-compliance-csv", PUBLIC),
    Row("open-figures-csv", PUBLIC),
    Row("open-figures-json", PUBLIC),
    # Open data: what pages show already, for machines.
    Row("open-data", PUBLIC),
    Row("api:openapi", PUBLIC),
    *(Row(f"api:{name}", PUBLIC) for name in COLLECTIONS_OF_OPEN_DATA),
    *(Row(f"api:{name}_csv", PUBLIC) for name in COLLECTIONS_OF_OPEN_DATA),
    Row("api:offices_one", PUBLIC, of="office code"),
    Row("api:minutes_one", PUBLIC, of="minutes key"),
    Row("api:decisions_one", PUBLIC, of="decision key"),
    # None of these was published.
    Row("api:charters_one", PUBLIC, of="no key", status=404),
    Row("api:letters_one", PUBLIC, of="no key", status=404),
    Row("api:practices_one", PUBLIC, of="no key", status=404),
    # Providers send signed events; there is nothing to read.
    Row("payments:events", PUBLIC, of="provider", status=405),
    # One buyer's.
    Row("shop:thanks", ONE_BUYER, of="thanks", tells=True),
    Row("shop:order", ONE_BUYER, of="order", tells=True),
    Row("shop:cancel", ONE_BUYER, of="order"),
    Row("shop:order-papers", ONE_BUYER, of="order", tells=True),
    # Of this order there is none yet; of others none is told.
    Row("shop:order-paper", ONE_BUYER, of="order paper", status=404),
    Row("shop:pay-again", ONE_BUYER, of="order", status=302),
    # The browser that placed the order sees its address already.
    Row("shop:show-address", ONE_BUYER, of="order", status=302),
    Row("shop:complain", ONE_BUYER, of="order", tells=True),
    Row("payments:return", ONE_BUYER, of="return", status=302),
    Row("payments:demonstration", ONE_BUYER, of="hosted"),
    # Products.
    Row("storefront_listings", KEEPERS, tells=True),
    Row("storefront_add", KEEPERS, changes=KEEPERS),
    Row("storefront_listing", KEEPERS, changes=KEEPERS, of="listing", tells=True),
    Row("storefront_pictures", KEEPERS, changes=KEEPERS, of="listing"),
    Row("storefront_withdrawal", KEEPERS, changes=KEEPERS, of="listing"),
    # Parcels and cash.
    Row("parcels", {Role.PARCELS}, tells=True),
    Row("parcel", {Role.PARCELS}, changes={Role.PARCELS}, of="parcel", tells=True),
    Row("cash_dues", CASH, tells=True, query="?shelf=collected"),
    Row("cash_due", CASH, changes={Role.CASH_RECORDER}, of="due", tells=True),
    Row("cash_remittance", {Role.CASH_RECORDER}, changes={Role.CASH_RECORDER}, tells=True),
    # Nothing of the planted cash has its slip yet: that it confirms is in tests/payments/test_remittances.py.
    Row("cash_confirm", {Role.CASH_CONFIRMER}),
    Row("refunds_due", ORDERS, tells=True, query="?shelf=waiting"),
    Row("refund", ORDERS, changes={Role.FINANCE}, of="refund", tells=True),
    Row("disputes", {Role.FINANCE, Role.AUDITOR}, at_headquarters=True),
    # Orders, each with its story.
    Row("desk_orders", ORDERS, tells=True),
    Row("desk_order", ORDERS, of="purchase", tells=True),
    Row("desk_refund", {Role.ORDER_DESK}, changes={Role.ORDER_DESK}, of="refundable", tells=True),
    Row("desk_cancel", {Role.ORDER_DESK}, changes={Role.ORDER_DESK}, of="parcel", tells=True),
    Row("order_complaints", {Role.ORDER_DESK}, tells=True),
    Row("order_complaint", {Role.ORDER_DESK}, changes={Role.ORDER_DESK}, of="complaint", tells=True),
    # Names order numbers of all prisons, and no buyer.
    Row("reports_late", LATE, tells=True, at_headquarters=True),
    # Invoices, challans and credit notes.
    Row("issued_papers", PAPERS, tells=True),
    Row("issued_paper", PAPERS, of="issued"),
    Row("parcel_paper", {Role.PARCELS}, of="challan"),
    # The share and the makers' accounts. Policies are the whole country's.
    Row("wages_policies", POLICIES, national=True),
    Row("wages_propose_policy", {Role.HQ_POLICY}, changes={Role.HQ_POLICY}, national=True),
    Row("wages_policy", POLICIES, changes={Role.HQ_POLICY_APPROVER}, of="policy", national=True),
    Row("wages_policy_paper", POLICIES, of="policy", national=True),
    Row("wages_statements", {Role.STATEMENT_READER}, tells=True),
    Row("wages_statement", {Role.STATEMENT_READER}, changes={Role.STATEMENT_READER}, of="maker", tells=True),
    Row("wages_handouts", {Role.STATEMENT_READER, Role.AUDITOR}, tells=True),
    Row(
        "wages_handout",
        {Role.STATEMENT_READER, Role.AUDITOR},
        changes={Role.STATEMENT_READER},
        of="handout",
        tells=True,
    ),
    Row("wages_accounts", WAGES | {Role.STATEMENT_READER}, tells=True),
    Row("wages_account", WAGES | {Role.STATEMENT_READER}, of="maker", tells=True),
    Row("wages_place_hold", {Role.WAGE_RECORDER}, changes={Role.WAGE_RECORDER}, of="maker", tells=True),
    Row("wages_daily_wage", {Role.WAGE_RECORDER}, changes={Role.WAGE_RECORDER}, of="maker", tells=True),
    Row("wages_adjustment", {Role.WAGE_RECORDER}, changes={Role.WAGE_RECORDER}, of="maker", tells=True),
    Row("wages_deduction", {Role.WAGE_RECORDER}, changes={Role.WAGE_RECORDER}, of="maker", tells=True),
    Row("wages_holds", WAGES, tells=True),
    Row("wages_hold", WAGES, changes={Role.WAGE_RECORDER}, of="hold", tells=True),
    Row("wages_entries", WAGES, tells=True),
    Row("wages_entry", WAGES, changes={Role.WAGE_RECORDER, Role.WAGE_CONFIRMER}, of="made", tells=True),
    # And to headquarters' auditors: see tests/wages.
    Row("wages_entry_paper", {Role.WAGE_RECORDER, Role.WAGE_CONFIRMER}, of="made", tells=True),
    Row("wages_statutes", POLICIES, national=True),
    Row("wages_record_statute", {Role.HQ_POLICY}, changes={Role.HQ_POLICY}, national=True),
    Row("wages_statute", POLICIES, changes={Role.HQ_POLICY_APPROVER}, of="statute", national=True),
    # The whole book, for those alone who read it at headquarters.
    Row("book_accounts", BOOK, at_headquarters=True, query="?word=advances"),
    Row("book_account", BOOK, of="account", tells=True, at_headquarters=True),
    Row("book_entries", BOOK, tells=True, at_headquarters=True),
    Row("book_entry", BOOK, of="entry", tells=True, at_headquarters=True),
    Row("book_lines", BOOK, tells=True, at_headquarters=True),
    Row("book_line", BOOK, of="line", tells=True, at_headquarters=True),
    Row("book_days", BOOK, at_headquarters=True),
    Row("book_day", BOOK, of="day", tells=True, at_headquarters=True),
    Row("book_readings", {Role.AUDITOR}, tells=True, at_headquarters=True),
    # The book read across, for headquarters.
    Row("reports_simulator", POSITION, at_headquarters=True),
    Row(
        "reports_simulator_part",
        POSITION,
        at_headquarters=True,
        query="?start=2026-01-01&end=2026-01-31&rates=60&rounding=half_up",
    ),
    Row("reports_position", POSITION, at_headquarters=True),
    Row("reports_position_csv", POSITION, at_headquarters=True),
    Row("reports_exceptions", POSITION, of="exceptions", at_headquarters=True),
    # Payments held for their risk, and bank slips of payouts, for the whole Department.
    Row("held_payments", BOOK, tells=True, at_headquarters=True),
    Row("held_payment", BOOK, changes={Role.FINANCE}, of="held", tells=True, at_headquarters=True),
    Row("slip_settlements", BOOK, at_headquarters=True),
    Row("record_slip_settlement", {Role.FINANCE}, changes={Role.FINANCE}, at_headquarters=True),
    Row("slip_settlement", BOOK, changes={Role.FINANCE}, of="slip", at_headquarters=True),
    # Providers, orders and book compared, and what is stuck, for the whole Department.
    Row("reconciliation", BOOK, tells=True, at_headquarters=True),
    Row("reconciled_day", BOOK, of="reconciled", tells=True, at_headquarters=True),
    Row("reconciliation_break", BOOK, changes={Role.FINANCE}, of="break", tells=True, at_headquarters=True),
    Row("stuck", STUCK, changes=STUCK, tells=True, at_headquarters=True),
    # Production.
    Row("production_batches", BATCHES, tells=True),
    Row("production_choose_workshop", {Role.WORKSHOP_RECORDER}, tells=True),
    Row(
        "production_record",
        {Role.WORKSHOP_RECORDER},
        changes={Role.WORKSHOP_RECORDER},
        of="workshop",
        tells=True,
    ),
    Row("production_batch", BATCHES, changes={Role.WORKSHOP_CONFIRMER}, of="batch", tells=True),
    Row("production_makers", NAMES, tells=True),
    Row("production_register_maker", {Role.WORKSHOP_RECORDER}, changes={Role.WORKSHOP_RECORDER}),
    Row("production_maker", NAMES, changes=NAMES, of="maker", tells=True),
    # The way in, and what everybody sees of their own.
    Row("sign_in", AT_THE_DOOR),
    Row("sign_in_code", AT_THE_DOOR),
    Row("sign_in_set_up", AT_THE_DOOR),
    Row("my_sign_in", set(Role)),
    Row("confirm_it_is_me", set(Role)),
    Row("reset_second_factor", ADMINISTRATORS, changes=ADMINISTRATORS, of="person"),
    # Approval, withdrawing, reviews and who did what.
    Row("pages_to_approve", {Role.DIVISION_REVIEWER, Role.HQ_MODERATOR, Role.ADMINISTRATOR}),
    Row("trail", {Role.HQ_MODERATOR, Role.AUDITOR, Role.ADMINISTRATOR}, at_headquarters=True),
    Row("trail_of_division", {Role.DIVISION_REVIEWER}),
    Row("withdrawn_pages", EDITORS | OFFICERS),
    Row("withdraw_page", EDITORS | OFFICERS, changes=EDITORS | OFFICERS, of="published"),
    Row("restore_page", EDITORS | OFFICERS, changes=OFFICERS, of="withdrawal"),
    Row("pages_to_review", EDITORS | OFFICERS, changes=EDITORS | OFFICERS),
    # Putting public pages into English: each office its own.
    Row("translations", EDITORS | OFFICERS, tells=True),
    Row("translate", EDITORS | OFFICERS, changes=EDITORS | OFFICERS, of="published"),
    # Charters as offices have them, put into a draft of the office's own.
    Row("charter_import", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="office page"),
    Row("charter_import_review", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="imported", tells=True),
    # Minutes and letters read from a paper, put into a draft of the office's own.
    Row("paper_import", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="office page", tells=True),
    Row(
        "paper_import_review", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="paper taken in", tells=True
    ),
    # Whoever writes anything may ask what Bijoy reads in Unicode; only by POST, and nothing is kept of it.
    Row("bijoy", list(Role), national=True, status=405),
    # Masters and what they did, an office's own rows beside them, who holds which post.
    Row("master_changes", OFFICERS),
    Row("master_change", OFFICERS, of="master change"),
    Row("master_stood", OFFICERS | EDITORS),
    Row("master_stood_line", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="stood", tells=True),
    Row("charter_row", OFFICERS | EDITORS, changes=OFFICERS | EDITORS, of="charter row", tells=True),
    Row("officers", OFFICERS, tells=True),
    Row("officer_transfer", OFFICERS, changes=OFFICERS, of="post", tells=True),
    # What becomes of decisions. What committees and offices may do is in tests/charter_pages/decisions.
    Row("decisions", DECIDED),
    Row("decision_minutes", DECIDERS),
    Row("decision_take_up", DECIDERS, changes=DECIDERS, of="decided minutes"),
    Row("decision_share", DECIDED),
    Row("decision_tasks", DECIDED),
    Row("decision", DECIDED, changes=DECIDERS, of="decision"),
    Row("decision_give", DECIDERS, changes=DECIDERS, of="decision to give"),
    Row("decision_task", DECIDED, changes=DECIDERS, of="decision task", tells=True),
    Row("decision_report", DECIDED, changes=EDITORS, of="decision to report"),
    Row("decision_document", DECIDED, of="decision event"),
    # What offices owe and show. What decides is in tests/charter_pages/duties; here the division has endorsed.
    Row("duties", OWERS | {Role.HQ_POLICY, Role.AUDITOR}),
    Row("duty", OWERS | {Role.HQ_POLICY, Role.AUDITOR}, changes={Role.HQ_MODERATOR}, of="duty", tells=True),
    Row("papers_received", OWERS),
    # Opened by POST alone; which office may is the papers' own tests (charter_pages/circulation).
    Row("paper_acknowledge", OWERS, changes=EDITORS, of="addressed", national=True, status=405),
    Row("papers_sent", OWERS | {Role.AUDITOR}, tells=True),
    Row("paper_circulation", OWERS | {Role.AUDITOR}, changes=OWERS, of="sent", tells=True),
    Row("paper_recipients", OWERS, changes=OWERS, of="sent", tells=True),
    Row("paper_withhold", {Role.HQ_MODERATOR}, changes={Role.HQ_MODERATOR}, of="former", tells=True),
    Row("duty_snapshot", OWERS | {Role.HQ_POLICY, Role.AUDITOR}, of="shown"),
    Row("duty_file", OWERS, changes=OWERS, of="owed"),
    Row("duty_review", OWERS, changes=OWERS, of="charter owed"),
    Row(
        "duties_accept",
        {Role.HQ_MODERATOR},
        changes={Role.HQ_MODERATOR},
        tells=True,
        query="?chosen={ticked}",
    ),
    Row("duty_rules", RULERS, national=True),
    Row("duty_rule_follow", RULERS, changes=RULERS, national=True),
    Row("duty_rule_end", RULERS, changes=RULERS, of="duty rule", national=True),
    # The compliance board: each reader's own offices. Bundles: headquarters' and divisions' (planted: the prison's own).
    Row("duties_board", BOARD),
    Row("duties_board_office", BOARD, of="office code"),
    # Practices: each office takes up for itself, headquarters reads the results; reports are compiled as bundles are.
    Row("practices_of_others", OWERS | {Role.HQ_POLICY, Role.AUDITOR}, national=True),
    Row("practice_take_up", OWERS, changes=EDITORS, of="practice of another", national=True),
    Row(
        "practice_adoption",
        OWERS | {Role.HQ_POLICY, Role.AUDITOR},
        changes={Role.HQ_MODERATOR},
        of="adoption",
        tells=True,
        for_itself=OWERS,
    ),
    Row("practice_result", EDITORS, changes=EDITORS, of="adoption", tells=True, for_itself=OWERS),
    Row("practice_give_up", EDITORS, changes=EDITORS, of="adoption", for_itself=OWERS),
    Row("practice_reports", BUNDLES),
    Row("practice_report_ask", BUNDLES - CHECKERS, changes=OFFICERS),
    Row(
        "practice_report",
        BUNDLES,
        changes={Role.DIVISION_REVIEWER, Role.HQ_MODERATOR},
        of="pictorial report",
    ),
    Row("practice_report_state", BUNDLES, of="pictorial report"),
    Row("practice_report_file", BUNDLES, of="pictorial report"),
    Row("duty_bundles", BUNDLES),
    Row("duty_bundle_ask", BUNDLES - CHECKERS, changes=OFFICERS),
    Row("duty_bundle", BUNDLES, of="bundle"),
    Row("duty_bundle_state", BUNDLES, of="bundle"),
    Row("duty_bundle_file", BUNDLES, of="bundle file"),
    # Complaints about offices: that there is one. Its words are read by post, not by role: tests/charter_pages/grievances.
    Row("grievances", WATCHERS, tells=True),
    Row("grievances_overview", WATCHERS),
    Row("grievance", WATCHERS, changes={Role.HQ_MODERATOR}, of="grievance", tells=True),
    # How far the plan's promises are: headquarters' word, public at once.
    Row("plan_progress", {Role.HQ_MODERATOR}, at_headquarters=True),
    Row("plan_measure_new", {Role.HQ_MODERATOR}, changes={Role.HQ_MODERATOR}, at_headquarters=True),
    Row("plan_measure", {Role.HQ_MODERATOR}, changes={Role.HQ_MODERATOR}, of="measure", at_headquarters=True),
    Row(
        "plan_measure_edit",
        {Role.HQ_MODERATOR},
        changes={Role.HQ_MODERATOR},
        of="measure",
        at_headquarters=True,
    ),
    Row("pages_useful", EDITORS | {Role.HQ_MODERATOR}, tells=True),
    # The search: what headquarters chose to answer, and what was sought in vain.
    Row("sought_in_vain", {Role.HQ_MODERATOR}, at_headquarters=True),
    Row(
        "sought_in_vain_forget",
        {Role.HQ_MODERATOR},
        changes={Role.HQ_MODERATOR},
        of="sought in vain",
        at_headquarters=True,
        status=405,
    ),
    # Registers.
    *_register("holidays", "holiday", OFFICERS),
    *_register("memo-prefixes", "memo prefix", OFFICERS),
    *(
        row
        if row.name != "chosen-answers:delete"
        else dataclasses.replace(row, who=OFFICERS, changes=OFFICERS)
        for row in _register("chosen-answers", "chosen answer", OFFICERS)
    ),
    *_register("working-week", "week", OFFICERS, adds=False),
    *_register("trades", "trade", ADMINISTRATORS),
    *_register("workshops", "workshop", ADMINISTRATORS),
    *_register("delivery-charges", "charge", ADMINISTRATORS, adds=False),
    *_register("appointments", "appointment", ADMINISTRATORS),
    *_register("offices", "office", ADMINISTRATORS),
    *_register("wagtailsnippets_charter_pages_post", "post", OFFICERS, index="list"),
    *_register("wagtailsnippets_charter_pages_postholder", "holder", OFFICERS, index="list"),
    *_chooser("wagtailsnippetchoosers_charter_pages_post", "post", OFFICERS | EDITORS),
    Row("wagtailsnippetchoosers_charter_pages_post:create", OFFICERS, national=True),
    *_chooser("wagtailsnippetchoosers_charter_pages_postholder", "holder", OFFICERS),
    Row("wagtailsnippetchoosers_charter_pages_postholder:create", OFFICERS, national=True),
]

# What Wagtail shows to somebody who is not signed in, or holds no role: the door.
DOOR = {
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
}  # fmt: skip
# What every member of staff opens beside that: home, the own account, and what holds nothing of an office's.
FOR_ALL_STAFF = {
    "wagtailadmin_home", "wagtailadmin_account", "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions:release", "wagtail_localize:javascript_catalog",
}  # fmt: skip
# Addresses of libraries outside /admin/: what each asks for, and so why anybody may try.
OTHERS = {
    "wagtaildocs_serve": "a document, given to those who may read it (publishing.reading)",
    "wagtaildocs_authenticate_with_password": "a password that guards a collection",
    "wagtailcore_authenticate_with_password": "a password that guards a page",
    "wagtailcore_login": "a sign-in, for a page that asks who reads",
}
