"""What the database itself refuses about policies, superusers and raw SQL included."""

from shop.ledger import triggers

PROPOSED = "A proposed policy is not edited; propose another."
APPROVED = "An approved policy never changes; a later one supersedes it."
KEPT = "No policy is ever deleted."

WHAT_IS_PROPOSED = (
    "id",
    "rate_bp",
    "deduct_materials",
    "deduct_other_costs",
    "deduct_delivery",
    "deduct_fee",
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
    table = "wages_sharepolicy"
    triggers.register(
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
