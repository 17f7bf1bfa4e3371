"""Who read a complaint, and what happened to it, is neither changed nor taken away: the database itself refuses."""

from django.db import migrations

TABLES = ("grievances_reading", "grievances_event")
SAYS = "A trace of a complaint stays."


def guard(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                run(
                    f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )
        return
    run(
        "CREATE FUNCTION grievances_traces_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for table in TABLES:
        run(
            f"CREATE TRIGGER {table}_refuses_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION grievances_traces_stay()"
        )


def unguard(apps, schema_editor):
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for verb in ("update", "delete"):
                run(f"DROP TRIGGER {table}_refuses_{verb}")
        return
    for table in TABLES:
        run(f"DROP TRIGGER {table}_refuses_change ON {table}")
    run("DROP FUNCTION grievances_traces_stay()")


class Migration(migrations.Migration):
    dependencies = [("grievances", "0001_complaints")]

    operations = [migrations.RunPython(guard, unguard)]
