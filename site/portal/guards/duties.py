"""Guards of what offices showed and what was said of it (ADR 0037, 0038)."""

from portal.guards import steps
from shop.ledger import triggers

EVIDENCE, EVENTS = "charter_pages_evidence", "charter_pages_dutyevent"
DUTIES, RULES = "charter_pages_duty", "charter_pages_dutyrule"
SHOWN = "What was shown as evidence stays as it was shown."
HAPPENED = "What happened to a duty stays written."
STEPS = "A duty goes from owed to shown to decided; what is settled stays settled."
RAISED = "A rule by which duties were raised is followed by another, never changed."

# Everything but the snapshot, which the worker adds once, and the revision, which Wagtail may purge.
FIXED = (
    "duty_id", "number", "how", "page_id", "version_id", "document_id", "title", "address", "statement",
    "difference", "content_sha256", "made_at", "by_id",
)  # fmt: skip
# What may follow each state; to stay is no step.
ALLOWED = {
    "open": ("open", "submitted", "waived"),
    "submitted": ("submitted", "endorsed", "returned", "accepted"),
    "endorsed": ("endorsed", "submitted", "returned", "accepted"),
    "returned": ("returned", "submitted", "waived"),
    "accepted": ("accepted",),
    "waived": ("waived",),
}
TERMS = (
    "kind", "for_headquarters", "for_divisions", "for_prisons", "due_days", "weight", "target_percent", "remind_days",
    "silent_days", "in_force_from", "source",
)  # fmt: skip


def register() -> None:
    _update, *kept = triggers.keep(
        EVIDENCE, unique="(duty_id = NEW.duty_id AND number = NEW.number)", says=SHOWN
    )
    triggers.register(
        *kept,
        triggers.Guard(f"{EVIDENCE}_refuses_update", EVIDENCE, "UPDATE", SHOWN, columns=FIXED),
        triggers.Guard(
            f"{EVIDENCE}_keeps_its_snapshot",
            EVIDENCE,
            "UPDATE",
            SHOWN,
            when="OLD.snapshot_sha256 <> ''",
            columns=("snapshot", "snapshot_sha256"),
        ),
        *triggers.keep(EVENTS, unique="1 = 0", says=HAPPENED),
        triggers.Guard(f"{DUTIES}_refuses_delete", DUTIES, "DELETE", STEPS),
        triggers.Guard(
            f"{DUTIES}_refuses_update",
            DUTIES,
            "UPDATE",
            STEPS,
            columns=("office_id", "fiscal_year", "quarter", "kind", "rule_id", "due_on"),
        ),
        triggers.Guard(
            f"{DUTIES}_goes_its_steps",
            DUTIES,
            "UPDATE",
            STEPS,
            when=steps.none_of(ALLOWED),
            columns=("state",),
        ),
        triggers.Guard(
            f"{RULES}_refuses_update", RULES, "UPDATE", RAISED, when=_changes_what_was_raised(), columns=TERMS
        ),
    )


def _changes_what_was_raised() -> str:
    changed = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in TERMS)
    return f"({changed}) AND EXISTS (SELECT 1 FROM {DUTIES} WHERE rule_id = OLD.id)"  # noqa: S608 (our own names)
