"""What the database itself refuses about policies and makers' accounts, superusers and raw SQL included."""

from shop.ledger import triggers

PROPOSED = "A proposed policy is not edited; propose another."
APPROVED = "An approved policy never changes; a later one supersedes it."
KEPT = "No policy is ever deleted."
FACTS = "What a maker was credited, held or paid never changes; only what became of it is noted."
DECIDED = "What was decided stays; a mistake is set right by another entry."
ANSWERED = "A line of a payout settles or fails exactly once."

WHAT_IS_PROPOSED = (
    "id",
    "rate_bp",
    "deduct_materials",
    "deduct_other_costs",
    "deduct_delivery",
    "deduct_fee",
    "deduct_discounts",
    "refund_bearer",
    "smallest_payout_poisha",
    "rounding",
    "return_days",
    "in_force_from",
    "scope_office_id",
    "scope_trade_id",
    "as_wider",
    "memo_number",
    "memo_on",
    "document_id",
    "founding",
    "proposed_by_id",
    "proposed_at",
    "form_key",
)


def register() -> None:
    """Register the guards; called from the AppConfig."""
    triggers.register(*policies(), *accounts(), *payouts(), *entries(), *handouts())


def policies() -> tuple[triggers.Guard, ...]:
    table = "wages_sharepolicy"
    return (
        triggers.Guard(
            "a_proposed_policy_is_not_edited", table, "UPDATE", PROPOSED, columns=WHAT_IS_PROPOSED
        ),
        triggers.Guard(
            "an_approved_policy_never_changes",
            table,
            "UPDATE",
            APPROVED,
            when="OLD.approved_at IS NOT NULL OR OLD.founding",
        ),
        triggers.Guard("no_policy_is_deleted", table, "DELETE", KEPT),
        triggers.Guard("no_policy_is_truncated", table, "TRUNCATE", KEPT),
        triggers.Guard(
            "no_policy_is_replaced",
            table,
            "REPLACE",
            KEPT,
            when=f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR form_key = NEW.form_key "  # noqa: S608
            "OR (NEW.founding AND founding) OR (in_force_from = NEW.in_force_from "
            "AND (approved_at IS NOT NULL OR founding) AND NEW.approved_at IS NOT NULL "
            "AND scope_office_id IS NEW.scope_office_id AND scope_trade_id IS NEW.scope_trade_id))",
        ),
    )


def accounts() -> tuple[triggers.Guard, ...]:
    credit = (
        "id",
        "maker_id",
        "kind",
        "entry_key",
        "line_ref",
        "bearer_code",
        "poisha",
        "credited_at",
        "release_at",
    )
    hold = (
        "id",
        "maker_id",
        "poisha",
        "reason",
        "memo_number",
        "until",
        "placed_by_id",
        "placed_at",
        "form_key",
    )
    return (
        *_stay(
            "wages_credit",
            credit,
            unique="(entry_key = NEW.entry_key AND maker_id = NEW.maker_id)",
            says=FACTS,
        ),
        *_stay("wages_hold", hold, unique="form_key = NEW.form_key", says=FACTS),
    )


def payouts() -> tuple[triggers.Guard, ...]:
    line = "wages_payoutline"
    return (
        *_stay(
            "wages_payout",
            ("id", "office_id", "on", "poisha", "drafted_by_id", "drafted_at"),
            unique="1 = 0",
            says=FACTS,
        ),
        triggers.Guard(
            "an_approved_payout_keeps_its_approver",
            "wages_payout",
            "UPDATE",
            DECIDED,
            columns=("approved_by_id", "approved_at"),
            when="OLD.approved_by_id IS NOT NULL",
        ),
        triggers.Guard(
            "a_sent_payout_stays_sent",
            "wages_payout",
            "UPDATE",
            DECIDED,
            when="OLD.state IN ('sent', 'discarded')",
        ),
        *_stay(
            line,
            ("id", "payout_id", "maker_id", "poisha"),
            unique="(payout_id = NEW.payout_id AND maker_id = NEW.maker_id)",
            says=FACTS,
        ),
        triggers.Guard(
            "a_payout_line_is_answered_once",
            line,
            "UPDATE",
            ANSWERED,
            when="OLD.state IN ('settled', 'failed', 'withdrawn')",
        ),
        *triggers.keep(
            "wages_payoutpart",
            unique="(line_id = NEW.line_id AND credit_id = NEW.credit_id)",
            says=FACTS,
        ),
    )


def entries() -> tuple[triggers.Guard, ...]:
    proposal = (
        "id",
        "maker_id",
        "kind",
        "adds",
        "poisha",
        "days",
        "daily_poisha",
        "start",
        "end",
        "reason",
        "statute_id",
        "memo_number",
        "document",
        "proposed_by_id",
        "proposed_at",
        "form_key",
    )
    statute = ("id", "reference", "title_bn", "title_en", "recorded_by_id", "recorded_at")
    return (
        *_stay("wages_wageentry", proposal, unique="form_key = NEW.form_key", says=DECIDED),
        triggers.Guard(
            "a_decided_wage_entry_stays",
            "wages_wageentry",
            "UPDATE",
            DECIDED,
            when="OLD.state <> 'proposed'",
        ),
        *_stay("wages_statute", statute, unique="reference = NEW.reference", says=DECIDED),
        triggers.Guard(
            "an_approved_statute_stays",
            "wages_statute",
            "UPDATE",
            DECIDED,
            when="OLD.approved_at IS NOT NULL",
        ),
    )


def handouts() -> tuple[triggers.Guard, ...]:
    paper = ("id", "maker_id", "start", "end", "closing_poisha", "digest", "issued_by_id", "issued_at")
    return (
        *_stay("wages_handout", paper, unique="1 = 0", says=DECIDED),
        triggers.Guard(
            "an_acknowledged_handout_stays",
            "wages_handout",
            "UPDATE",
            DECIDED,
            when="OLD.how <> ''",
        ),
    )


def _stay(table: str, facts: tuple[str, ...], *, unique: str, says: str) -> tuple[triggers.Guard, ...]:
    """Return the guards of a table whose rows stay and whose facts never change; the rest is tallied there."""
    update, *others = triggers.keep(table, unique=unique, says=says)
    quoted = tuple(f'"{column}"' for column in facts)  # `on` and `end` are words of SQL
    return (triggers.Guard(update.name, table, "UPDATE", says, columns=quoted), *others)
