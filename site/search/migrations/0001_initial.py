"""The index: documents as written, and their words where each database searches best."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE VIRTUAL TABLE found_words USING fts5(title, body, implied, starts, tokenize='ascii')",
    "CREATE TRIGGER found_document_is_gone AFTER DELETE ON found_document"
    " BEGIN DELETE FROM found_words WHERE rowid = OLD.id; END",
)
POSTGRES = (
    "CREATE TABLE found_words (document_id bigint PRIMARY KEY REFERENCES found_document (id) ON DELETE CASCADE,"
    " said tsvector NOT NULL, starts tsvector NOT NULL)",
    "CREATE INDEX found_words_said ON found_words USING gin (said)",
    "CREATE INDEX found_words_starts ON found_words USING gin (starts)",
)


def create(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER found_document_is_gone")
    editor.execute("DROP TABLE found_words")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("contenttypes", "0002_remove_content_type_name")]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("object_id", models.CharField(max_length=50, verbose_name="object")),
                ("title", models.TextField(verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "indexed document",
                "verbose_name_plural": "indexed documents",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content_type", "object_id"), name="an_object_is_indexed_once"
                    )
                ],
            },
        ),
        migrations.RunPython(create, drop),
    ]
