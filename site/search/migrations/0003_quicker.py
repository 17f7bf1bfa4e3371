"""PostgreSQL reads by what answers are narrowed without the texts beside it, and takes the words of many pages at once.

SQLite needs neither: what narrows stands before the texts there, and an index of it was measured to be slower.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# New words are put into a list, and from there into the index by `tables.write` as soon as all of them are told: a
# word that many pages have is looked up once for all. Five hundred pages fit into the list (in kB).
POSTGRES = (
    "ALTER INDEX found_words_said SET (fastupdate = on, gin_pending_list_limit = 65536)",
    "CREATE INDEX found_document_narrowed ON found_document (id)"
    " INCLUDE (content_type_id, object_id, number, kind, language, office_id, year, topic, is_public)",
)
POSTGRES_BEFORE = (
    "DROP INDEX found_document_narrowed",
    "ALTER INDEX found_words_said RESET (gin_pending_list_limit)",
    "ALTER INDEX found_words_said SET (fastupdate = off)",
)


def quicken(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


def slow_down(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES_BEFORE if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("found", "0002_narrowed")]

    operations = [migrations.RunPython(quicken, slow_down)]
