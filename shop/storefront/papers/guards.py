"""What the database itself keeps of papers: a paper stays as it was issued, and its series has no gap."""

from shop.ledger import triggers

ISSUED = "A paper stays as it was issued; a credit note corrects it."
COUNTED = "A series counts on by one and is never set."
NO_GAP = "A paper takes the serial after the last one."
PAPERS, SERIES = "storefront_issuedpaper", "storefront_paperseries"
OF_THE_SERIES = "office_id = NEW.office_id AND kind = NEW.kind AND fiscal_year = NEW.fiscal_year"
THE_SAME = (
    "(code = NEW.code OR number = NEW.number "
    "OR (consignment_id = NEW.consignment_id AND kind = 'invoice' AND NEW.kind = 'invoice') "
    "OR (refund_id = NEW.refund_id AND consignment_id = NEW.consignment_id))"
)


def register() -> None:
    """Register the guards; called from the AppConfig."""
    _update, *kept = triggers.keep(SERIES, unique=f"({OF_THE_SERIES})", says=COUNTED)
    triggers.register(
        *triggers.keep(PAPERS, unique=THE_SAME, says=ISSUED),
        triggers.Guard(
            "a_serial_follows_the_one_before",
            PAPERS,
            "INSERT",
            NO_GAP,
            when=f"NEW.serial > 1 AND NOT EXISTS (SELECT 1 FROM {PAPERS} WHERE {OF_THE_SERIES} "  # noqa: S608
            "AND serial = NEW.serial - 1)",
        ),
        triggers.Guard(
            "a_series_counts_on_by_one",
            SERIES,
            "UPDATE",
            COUNTED,
            when="NEW.last_serial <> OLD.last_serial + 1 OR NEW.id <> OLD.id OR NEW.office_id <> OLD.office_id "
            "OR NEW.kind <> OLD.kind OR NEW.fiscal_year <> OLD.fiscal_year",
        ),
        *kept,
    )
