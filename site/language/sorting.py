"""Bangla order in the database, by the same key as in Python (bangla.ordering): for lists that are read page by page.

    Office.objects.order_by(sorting.by("name"))              # name_bn or name_en, whichever the page speaks
    Workshop.objects.order_by(sorting.by("office__name"))
    Batch.objects.order_by(sorting.InBanglaOrder("product__title"))

PostgreSQL writes the key with its own functions, SQLite calls ours. Lists that are read whole are sorted in Python:
`sorted(offices, key=sorting.name_key)`.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, F, Func

from bangla import digits, ordering
from language.spoken import active

SQLITE_FUNCTION = "in_bangla_order"


class InBanglaOrder(Func):
    """The key of a text."""

    function = SQLITE_FUNCTION
    arity = 1
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        # "C" compares the key as Python does, and lowers Latin letters alone, whatever the database's locale.
        template = 'translate(lower(%(expressions)s COLLATE "C"), %%s, %%s)'
        # Letters without a counterpart are dropped.
        parameters = [digits.BANGLA + ordering.UNSEEN, digits.ASCII]
        for letters, place in ordering.REPLACED:
            template = f"replace({template}, %%s, %%s)"
            parameters += [letters, place]
        template = f'({template}) COLLATE "C"'
        sql, own = super().as_sql(compiler, connection, template=template, **context)
        return sql, [*own, *parameters]


class InLanguage(F):
    """`<name>_bn` or `<name>_en`, as the page speaks when the query is run, not when it is declared."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        name: Any = self.name  # type: ignore[attr-defined]  # Django keeps it, its stubs forget it
        return F(f"{name}_{active()}").resolve_expression(*args, **kwargs)


def by(name: str, *, descending: bool = False) -> Any:
    """Return what to order by: a name in the language of the page; `office__name` reaches further."""
    key = InBanglaOrder(InLanguage(name))
    return key.desc() if descending else key.asc()


def name_key(thing: Any) -> str:
    """Return the key of a thing that has a `name`, for `sorted`."""
    return ordering.key(str(thing.name))


def teach_sqlite(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Let a new connection to SQLite know the key; to be called by `connection_created`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(SQLITE_FUNCTION, 1, _of_database, deterministic=True)


def _of_database(text: str | None) -> str | None:
    return None if text is None else ordering.key(text)
