"""Where an office's files lie: a collection of its own, below that of the office above it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from wagtail.models import Collection

from accounts.models import User
from offices.models import Office
from publishing.models import PortalDocument


@contextmanager
def keep_pdf(*, by: User, office: Office, title: str, file: File) -> Iterator[PortalDocument]:
    """Keep a PDF among an office's files; where what is done with it is refused, take it away again.

    To be entered outside any transaction: a file is written here, and the storage may be another machine.
    Raises ValidationError where it is no PDF.
    """
    if not (file.name or "").lower().endswith(".pdf"):
        raise ValidationError({"file": _("Upload a PDF.")})
    document = PortalDocument(title=title, file=file, collection=of_office(office), uploaded_by_user=by)
    document.full_clean()
    document.save()
    try:
        yield document
    except (ValidationError, PermissionDenied):
        document.delete()
        raise


def of_office(office: Office) -> Collection:
    """Return the collection of an office, made where it is missing; headquarters' is the root of all."""
    if office.parent is None:
        return Collection.get_first_root_node()
    above = of_office(office.parent)
    found = above.get_children().filter(name=office.name_bn).first()
    return found or above.add_child(instance=Collection(name=office.name_bn))
