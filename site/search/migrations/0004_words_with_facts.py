"""On PostgreSQL the words know by what answers are narrowed: who reads where a word stands has read that already.

Before, every statement of the search joined the words with their documents: of a word that most texts have, joining,
sorting and keeping what was found took twice what finding it takes.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The vectors come last: what stands behind them is found only by walking over them.
TABLE = (
    "CREATE TABLE found_words (id bigint NOT NULL, number bigint, office_id bigint, content_type_id integer NOT NULL,"
    " year smallint, is_public boolean NOT NULL, object_id varchar(50) NOT NULL, kind varchar(20) NOT NULL,"
    " language varchar(10) NOT NULL, topic varchar(40) NOT NULL,"
    " title tsvector NOT NULL, said tsvector NOT NULL, starts tsvector NOT NULL)"
)
TABLE_BEFORE = (
    "CREATE TABLE found_words (document_id bigint NOT NULL,"
    " title tsvector NOT NULL, said tsvector NOT NULL, starts tsvector NOT NULL)"
)
FACTS = "number, office_id, content_type_id, year, is_public, object_id, kind, language, topic"
# A list of what is new of 16 MB: a hundred pages. When it is full it goes into the index while the next pages are
# made; what is left of it at the end the writer has to wait for (`tables.write`).
INDEXES = (
    "CREATE INDEX found_words_title ON found_words USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX found_words_said ON found_words USING gin (said)"
    " WITH (fastupdate = on, gin_pending_list_limit = 16384)",
    "CREATE INDEX found_words_starts ON found_words USING gin (starts) WITH (fastupdate = off)",
)
POSTGRES = (
    "DROP INDEX found_document_narrowed",
    "ALTER TABLE found_words RENAME TO found_words_before",
    TABLE,
    f"INSERT INTO found_words (id, {FACTS}, title, said, starts) SELECT d.id, {FACTS}, w.title, w.said, w.starts"  # noqa: S608
    " FROM found_words_before w JOIN found_document d ON d.id = w.document_id",
    "DROP TABLE found_words_before",
    "ALTER TABLE found_words ADD PRIMARY KEY (id),"
    " ADD FOREIGN KEY (id) REFERENCES found_document (id) ON DELETE CASCADE",
    *INDEXES,
    "ANALYZE found_words",
)
POSTGRES_BACK = (
    "ALTER TABLE found_words RENAME TO found_words_before",
    TABLE_BEFORE,
    "INSERT INTO found_words SELECT id, title, said, starts FROM found_words_before",
    "DROP TABLE found_words_before",
    "ALTER TABLE found_words ADD PRIMARY KEY (document_id),"
    " ADD FOREIGN KEY (document_id) REFERENCES found_document (id) ON DELETE CASCADE",
    *INDEXES,
    "ALTER INDEX found_words_said SET (gin_pending_list_limit = 65536)",
    "CREATE INDEX found_document_narrowed ON found_document (id)"
    " INCLUDE (content_type_id, object_id, number, kind, language, office_id, year, topic, is_public)",
)


def tell(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


def leave_out(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRES_BACK if editor.connection.vendor == "postgresql" else ():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("found", "0003_quicker")]

    operations = [migrations.RunPython(tell, leave_out)]
