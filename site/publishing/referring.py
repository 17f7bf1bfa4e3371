"""What a page's form may point to: nothing unpublished that is not its editor's.

A chooser offers nothing of the kind, but a number typed into what the form sends would: the page, its preview or
the form shown again would then tell the other's title, address or picture.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from wagtail.blocks import StreamValue
from wagtail.models import Page, ReferenceIndex
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry
from wagtail.rich_text import extract_references_from_rich_text

from publishing.models import PortalDocument, PortalImage

KINDS = (Page, PortalImage, PortalDocument)
WRITING = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}
HOLDING = ["add", "change", "delete", "choose"]
Named = tuple[type[Model], str]


def refuse_what_is_anothers(form: Any) -> None:
    """Raise PermissionDenied if what was sent with a page's form names something that its sender may not meet.

    What the page named before stays: it may have been taken back since, or chosen by headquarters.
    """
    if not form.is_bound or form.for_user is None:
        return
    strange = {named for named in set(_guarded(_sent(form))) if not _may_be_met(form.for_user, *named)}
    if strange and strange - set(_guarded(_named_before(form.instance))):
        raise PermissionDenied


def _guarded(named: Iterable[Named]) -> Iterator[Named]:
    """Leave the pages, pictures and documents, each by its first model and its number."""
    for model, pk in named:
        kind = next((kind for kind in KINDS if issubclass(model, kind)), None)
        if kind is not None and pk.isascii() and pk.isdigit():
            yield kind, pk


def _sent(form: Any) -> Iterator[Named]:
    """Yield what the raw values of a form and of the rows below it name, valid or not."""
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            if value:
                yield field.queryset.model, str(value)
        elif isinstance(value, StreamValue):
            for model, pk, *_path in value.stream_block.extract_references(value):
                yield model, str(pk)
        elif isinstance(value, str) and "<" in value:
            for model, pk, *_path in extract_references_from_rich_text(value):
                yield model, str(pk)
    for rows in getattr(form, "formsets", {}).values():
        for row in rows.forms:
            yield from _sent(row)


def _may_be_met(user: Any, kind: type[Model], pk: str) -> bool:
    """Return whether the user may meet a thing; what is nowhere is for the field to refuse."""
    thing = kind._default_manager.filter(pk=pk)
    if kind is Page:
        own = PagePermissionPolicy().instances_user_has_any_permission_for(user, WRITING)
        return not thing.filter(live=False).exists() or own.filter(pk=pk).exists()
    held = policy_registry.get_by_type(kind).instances_user_has_any_permission_for(user, HOLDING)
    return not thing.exists() or held.filter(pk=pk).exists()


def _named_before(page: Page) -> Iterator[Named]:
    """Yield what the page as published, and its latest draft, name."""
    if page.pk is None:
        return
    standing = type(page).objects.get(pk=page.pk)
    for version in (standing, standing.get_latest_revision_as_object()):
        for content_type_id, pk, *_path in ReferenceIndex._extract_references_from_object(version):
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            if model is not None:
                yield model, str(pk)
