"""Guards of what charters and tenders said, and of who holds a post (ADR 0034, 0035)."""

from shop.ledger import triggers

KEPT = "What a charter said is kept as it was."
TERMS_KEPT = "What a tender asked for is kept as readers found it."
ONE_HOLDER = "A post is held by one person at a time."
# Two times in one post that share a day.
TOGETHER = (
    "EXISTS (SELECT 1 FROM charter_pages_postholder other WHERE other.post_id = NEW.post_id {besides}"
    "AND (NEW.until IS NULL OR other.since <= NEW.until) AND (other.until IS NULL OR other.until >= NEW.since))"
)


def register() -> None:
    triggers.register(
        *triggers.keep(
            "charter_pages_charterversion",
            unique="(page_id = NEW.page_id AND number = NEW.number)",
            says=KEPT,
        ),
        *triggers.keep("charter_pages_masterchange", unique="1 = 0", says=KEPT),
        *triggers.keep(
            "noticeboard_tenderterms",
            unique="(translation_key = NEW.translation_key AND number = NEW.number)",
            says=TERMS_KEPT,
        ),
        triggers.Guard(
            "a_post_refuses_a_second_holder",
            "charter_pages_postholder",
            "INSERT",
            ONE_HOLDER,
            when=TOGETHER.format(besides=""),
        ),
        triggers.Guard(
            "a_post_refuses_times_that_overlap",
            "charter_pages_postholder",
            "UPDATE",
            ONE_HOLDER,
            when=TOGETHER.format(besides="AND other.id <> NEW.id "),
        ),
    )
