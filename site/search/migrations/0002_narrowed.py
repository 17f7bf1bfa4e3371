"""By what answers are narrowed: asked of the document itself, before its texts. The index is laid anew after this.

Documents are a copy of what stands elsewhere, so the table is made again instead of altered: SQLite puts new columns
last, and what lies behind a long text is read with it. `search.laying` fills it once all migrations are done.
"""

import importlib

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

first = importlib.import_module("search.migrations.0001_initial")

# The words of the titles by themselves: where many documents answer, theirs alone are ranked. An index that keeps
# what is new in a list of its own (fastupdate) reads that list for every search.
POSTGRES = (
    "CREATE TABLE found_words (document_id bigint PRIMARY KEY REFERENCES found_document (id) ON DELETE CASCADE,"
    " title tsvector NOT NULL, said tsvector NOT NULL, starts tsvector NOT NULL)",
    "CREATE INDEX found_words_title ON found_words USING gin (title) WITH (fastupdate = off)",
    "CREATE INDEX found_words_said ON found_words USING gin (said) WITH (fastupdate = off)",
    "CREATE INDEX found_words_starts ON found_words USING gin (starts) WITH (fastupdate = off)",
)


def create(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in first.SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def create_as_it_was(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    first.create(apps, editor)


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    first.drop(apps, editor)


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("found", "0001_initial")]

    operations = [
        migrations.RunPython(drop, create_as_it_was),
        migrations.DeleteModel("Document"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind",
                    ),
                ),
                ("object_id", models.CharField(max_length=50, verbose_name="object")),
                ("number", models.BigIntegerField(null=True)),
                ("kind", models.CharField(default="", max_length=20)),
                ("language", models.CharField(default="", max_length=10)),
                ("office_id", models.BigIntegerField(null=True)),
                ("year", models.SmallIntegerField(null=True)),
                ("topic", models.CharField(default="", max_length=40)),
                ("is_public", models.BooleanField(default=False)),
                ("title", models.TextField(verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
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
        migrations.CreateModel(
            name="Spelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40, unique=True)),
                ("folded", models.CharField(max_length=60)),
                ("head", models.CharField(max_length=8)),
                ("tail", models.CharField(max_length=8)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "verbose_name": "word of public texts",
                "verbose_name_plural": "words of public texts",
                "indexes": [
                    models.Index(fields=["head", "length"], name="words_by_head"),
                    models.Index(fields=["tail", "length"], name="words_by_tail"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SoughtInVain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=120, verbose_name="words")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("people", models.PositiveIntegerField(verbose_name="people, at least")),
            ],
            options={
                "verbose_name": "search in vain",
                "verbose_name_plural": "searches in vain",
                "ordering": ["-people", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("words", "language"),
                        name="words_sought_in_vain_are_kept_once_in_a_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 5)),
                        name="words_of_fewer_than_five_people_are_not_kept",
                    ),
                ],
            },
        ),
    ]
