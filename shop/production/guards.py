"""What the database itself keeps of production: a confirmed batch's facts, traces of reading a name."""

from shop.ledger import triggers

STANDS = "A confirmed batch stands as it is; it is corrected by entries."
CONFIRMED = "EXISTS (SELECT 1 FROM production_batch WHERE id = {row}.batch_id AND state = 'confirmed')"


def register() -> None:
    """Register the guards; called from the AppConfig."""
    triggers.register(
        triggers.Guard(
            "a_confirmed_batch_refuses_update",
            "production_batch",
            "UPDATE",
            STANDS,
            when="OLD.state = 'confirmed'",
            # All but what a sale counts up and down.
            columns=(
                "id",
                "workshop_id",
                "stockrecord_id",
                "quantity",
                "started_on",
                "finished_on",
                "measure",
                "state",
                "recorded_by_id",
                "recorded_at",
                "confirmed_by_id",
                "confirmed_at",
            ),
        ),
        triggers.Guard(
            "a_confirmed_batch_refuses_delete",
            "production_batch",
            "DELETE",
            STANDS,
            when="OLD.state = 'confirmed'",
        ),
        triggers.Guard(
            "a_confirmed_batch_refuses_replace",
            "production_batch",
            "REPLACE",
            STANDS,
            when="EXISTS (SELECT 1 FROM production_batch WHERE state = 'confirmed' "
            "AND (id = NEW.id OR form_key = NEW.form_key))",
        ),
        *_parts("production_batchcost", ("id", "batch_id", "kind", "poisha")),
        *_parts("production_batchmaker", ()),
        *triggers.keep("production_identityreading", unique="1 = 0", says="A trace of reading a name stays."),
    )


def _parts(table: str, columns: tuple[str, ...]) -> tuple[triggers.Guard, ...]:
    """Return the guards of the rows that belong to a batch, once it is confirmed."""
    old, new = CONFIRMED.format(row="OLD"), CONFIRMED.format(row="NEW")
    return (
        triggers.Guard(f"{table}_refuses_update", table, "UPDATE", STANDS, when=old, columns=columns),
        triggers.Guard(f"{table}_refuses_delete", table, "DELETE", STANDS, when=old),
        triggers.Guard(f"{table}_refuses_insert", table, "INSERT", STANDS, when=new),
    )
