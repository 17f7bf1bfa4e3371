"""Guards of what papers said, and of whom they were sent to (ADR 0043, 0044)."""

from shop.ledger import triggers

SAID = "What a published paper said is kept as it was."
DONE = "What was sent, and when it was acknowledged, stays written."
VERSIONS, ADDRESSED = "circulation_paperversion", "circulation_addressed"


def register() -> None:
    _update, *kept = triggers.keep(
        ADDRESSED, unique="(page_id = NEW.page_id AND office_id = NEW.office_id)", says=DONE
    )
    triggers.register(
        *triggers.keep(VERSIONS, unique="(page_id = NEW.page_id AND number = NEW.number)", says=SAID),
        *triggers.keep("circulation_withheld", unique="version_id = NEW.version_id", says=SAID),
        *triggers.keep("circulation_circulated", unique="version_id = NEW.version_id", says=DONE),
        *triggers.keep(
            "circulation_websiterequest", unique='(page_id = NEW.page_id AND "key" = NEW."key")', says=DONE
        ),
        *kept,
        triggers.Guard(
            f"{ADDRESSED}_refuses_update",
            ADDRESSED,
            "UPDATE",
            DONE,
            columns=(
                "page_id", "office_id", "version_id", "line_number", "line_text", "is_copy", "told_at", "letters",
            ),
        ),
        triggers.Guard(
            f"{ADDRESSED}_is_acknowledged_once",
            ADDRESSED,
            "UPDATE",
            DONE,
            when="OLD.acknowledged_at IS NOT NULL",
            columns=("acknowledged_at", "acknowledged_by_id"),
        ),
    )  # fmt: skip
