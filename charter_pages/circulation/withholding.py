"""Taking a former text from readers that named somebody: what is corrected for that must be gone, not kept beside."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages.circulation import corrigenda
from charter_pages.circulation.models import PaperVersion, Withheld

KEEPERS = (Role.HQ_MODERATOR,)
LOGGED_AS = "circulation.withhold"


def may(user: object) -> bool:
    return access.may(user, *KEEPERS)


@transaction.atomic
def withhold(*, by: User, version: PaperVersion, because: str) -> Withheld:
    """Let readers have a former text no more, nor the words that were corrected in it. Raises ValidationError."""
    if not may(by):
        raise PermissionDenied
    list(Page.objects.select_for_update().filter(pk=version.page_id).values_list("pk"))
    last = corrigenda.last_of(version.page_id)
    if last is None or last.pk == version.pk:
        raise ValidationError(_("This text holds today. Correct or withdraw the paper."))
    if Withheld.objects.filter(version=version).exists():
        raise ValidationError(_("This text is withheld already."))
    made = Withheld.objects.create(version=version, because=because.strip(), by=by, at=clock.now())
    log(instance=version.page, action=LOGGED_AS, user=by, data={"why": made.because})
    return made
