"""The addresses of masters, own rows and officers in Wagtail's admin, and what publishing a master says."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from accounts.screens import ForRoles, ForRolesAtHeadquarters
from bangla import digits
from charter_pages.charters import officer_screens, screens
from charter_pages.models import MasterChange, MasterCharterPage
from language.spoken import active


def paths() -> list[URLPattern]:
    return [
        path("charters/changes/", screens.ChangeList.as_view(), name="master_changes"),
        path("charters/changes/<int:pk>/", screens.ShowChange.as_view(), name="master_change"),
        path("charters/own-words/", screens.StoodList.as_view(), name="master_stood"),
        path("charters/own-words/<int:pk>/", screens.Answer.as_view(), name="master_stood_line"),
        path("charters/<int:page_id>/rows/<uuid:key>/", screens.AboutRow.as_view(), name="charter_row"),
        path("officers/", officer_screens.OfficerList.as_view(), name="officers"),
        path("officers/<int:post_id>/transfer/", officer_screens.Transfer.as_view(), name="officer_transfer"),
    ]


def changes_item() -> ForRoles:
    return ForRolesAtHeadquarters.to(screens.ChangeList, "master_changes", order=310)


def officers_item() -> ForRoles:
    return ForRoles.to(officer_screens.OfficerList, "officers", order=290, name="officers-today")


def say_what_it_did(request: HttpRequest, page: Page) -> None:
    """After a master is published: in how many charters it stands now, and where own words stood against it."""
    master: Any = page.specific
    change = MasterChange.objects.filter(master_id=page.pk).first()
    if not isinstance(master, MasterCharterPage) or not master.live or change is None:
        return
    language = active()
    changed = change.lines.filter(version__isnull=False).count()
    stood = change.lines.exclude(stood=[]).count()
    said = ngettext("%(number)s charter says it now.", "%(number)s charters say it now.", changed) % {
        "number": digits.in_language(changed, language)
    }
    if stood:
        said += " " + ngettext(
            "The own words of %(number)s office stood.", "The own words of %(number)s offices stood.", stood
        ) % {"number": digits.in_language(stood, language)}
    button = messages.button(reverse("master_change", args=[change.pk]), _("What changed, and where"))
    messages.success(request, said, buttons=[button])
