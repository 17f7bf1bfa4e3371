"""From an object to its row of the index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from bangla import analysis
from search import facts, spelling, tables
from search.models import Document

COLUMNS = ["number", "kind", "language", "office_id", "year", "topic", "is_public"]
TITLE_FIELDS = frozenset({"title", "title_bn", "title_en", "name", "name_bn", "name_en"})


def write(model: type[models.Model], objects: Sequence[models.Model], *, settles_later: bool = False) -> None:
    """Index objects of one model, and the parts of them that are found for themselves, in place of what was.

    `settles_later`: as `tables.write` takes it.
    """
    texts = {force_str(thing.pk): texts_of(thing) for thing in objects}
    if not texts:
        return
    known = facts.of(model, objects)
    kind = ContentType.objects.get_for_model(model)
    with transaction.atomic():
        rows = [
            Document(content_type=kind, object_id=pk, title=title, body=body, **_columns(pk, known))
            for pk, (title, body, _starts) in texts.items()
        ]
        Document.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", *COLUMNS],
        )
        written: set[str] = set()
        tables.write(
            [row.pk for row in rows],
            (_told(row, *three, written) for row, three in zip(rows, texts.values(), strict=True)),
            settles_later=settles_later,
        )
        spelling.keep(written)
        for part in parts_of(model):
            write(part, list(part.search_parts_of(objects)), settles_later=settles_later)


def _columns(pk: str, known: Mapping[str, facts.Facts]) -> dict[str, Any]:
    of_this = known.get(pk, facts.NONE)
    number = int(pk) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    return {"number": number, **{name: getattr(of_this, name) for name in COLUMNS if name != "number"}}


def parts_of(model: Any) -> Sequence[Any]:
    """Return the models of what stands in objects of a model and is found for itself: decisions of minutes.

    A part is written with its whole, whenever that is; it has `search_texts`, its model `search_parts_of`.
    """
    parts: Sequence[Any] = getattr(model, "search_parts", lambda: ())()
    return parts


def delete(thing: models.Model) -> None:
    """Take an object out of the index, under its own model and those it inherits from."""
    kinds = ContentType.objects.get_for_models(type(thing), *thing._meta.get_parent_list()).values()
    Document.objects.filter(content_type__in=kinds, object_id=force_str(thing.pk)).delete()


def forget(instance: models.Model, **kwargs: Any) -> None:
    """Take a part that was deleted out of the index: no handler of Wagtail's does."""
    delete(instance)


def retell(model: type[models.Model], objects: Sequence[models.Model]) -> None:
    """Write down anew by what objects are narrowed and whether they are public; their words stay."""
    known = facts.of(model, objects)
    kind = ContentType.objects.get_for_model(model)
    rows = list(Document.objects.filter(content_type=kind, object_id__in=list(known)).defer("title", "body"))
    for row in rows:
        for name, value in _columns(row.object_id, known).items():
            setattr(row, name, value)
    with transaction.atomic():
        Document.objects.bulk_update(rows, COLUMNS, batch_size=200)
        tables.retell([row.pk for row in rows])
    for part in parts_of(model):
        retell(part, list(part.search_parts_of(objects)))


def texts_of(thing: Any) -> tuple[str, str, str]:
    """Return title, text and completed words of an object, as its `search_fields` say, or as it tells itself."""
    if hasattr(thing, "search_texts"):
        said, words = thing.search_texts()
        return said, words, ""
    title: list[str] = []
    body: list[str] = []
    starts: list[str] = []
    for field in thing.get_search_fields():
        for leaf, value in _values(thing, field):
            if isinstance(leaf, AutocompleteField):
                starts.append(value)
            elif leaf.field_name in TITLE_FIELDS and leaf is field:
                title.append(value)
            else:
                body.append(value)
    return " · ".join(title), "\n".join(body), " ".join(starts)


def _values(thing: Any, field: Any) -> Iterator[tuple[Any, str]]:
    if isinstance(field, RelatedFields):
        for related in _related(field.get_value(thing)):
            for below in field.fields:
                yield from _values(related, below)
    elif isinstance(field, SearchField | AutocompleteField):
        text = _text(field.get_value(thing)).replace("\x00", "")
        if text.strip():
            yield field, text


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    if isinstance(value, models.Manager):
        return value.all()
    return (value() if callable(value) else value,)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "\n".join(_text(item) for item in value.values())
    if isinstance(value, list | tuple | models.QuerySet):
        return "\n".join(_text(item) for item in value)
    return force_str(value)


def _told(document: Document, title: str, body: str, starts: str, written: set[str]) -> tables.Row:
    """Return the words of a document; those of a public one that may be offered go to `written`, too.

    Both while PostgreSQL is at work on the document before (`tables.write`).
    """
    if document.is_public:
        written.update(spelling.words_of(title), spelling.words_of(body))
    return _row(document, title, body, starts)


def _row(document: Document, title: str, body: str, starts: str) -> tables.Row:
    of_title, of_body = analysis.words_of(title), analysis.words_of(body)
    # Of most pages the title alone is completed.
    of_starts = of_title if starts == title else analysis.words_of(starts)
    return tables.Row(
        document,
        of_title.said + of_title.implied,
        of_body.said,
        of_body.implied,
        sorted({*of_starts.said, *of_starts.implied}),
    )
