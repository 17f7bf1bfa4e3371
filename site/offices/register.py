"""The register's verbs: whatever is entered or changed by hand comes through here, so that the site can follow."""

from django.db import transaction
from django.dispatch import Signal

from offices.models import Office

# Sent with `office` and `before`: the row as it stood, or None for one that is new. Inside the transaction.
changed = Signal()


@transaction.atomic
def enter(*, office: Office) -> Office:
    """Enter a new office; its pages, files and editors follow."""
    office.save()
    changed.send(sender=Office, office=office, before=None)
    return office


@transaction.atomic
def change(*, office: Office) -> Office:
    """Store an office that was renamed, closed or put below another; its pages, files and editors follow."""
    before = Office.objects.select_for_update().get(pk=office.pk)
    office.save()
    changed.send(sender=Office, office=office, before=before)
    return office
