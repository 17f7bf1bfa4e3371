"""The addresses of duties in Wagtail's admin, their place in its menu, and what publishing says of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from accounts.screens import ForRoles
from charter_pages.duties import rule_screens, screens, showing_screens
from charter_pages.models import Evidence, MinutesPage


def paths() -> list[URLPattern]:
    return [
        path("duties/", screens.DutyList.as_view(), name="duties"),
        path("duties/accept/", screens.AcceptMany.as_view(), name="duties_accept"),
        path("duties/rules/", rule_screens.RuleList.as_view(), name="duty_rules"),
        path("duties/rules/follow/", rule_screens.FollowRule.as_view(), name="duty_rule_follow"),
        path("duties/rules/<int:rule_id>/end/", rule_screens.EndRule.as_view(), name="duty_rule_end"),
        path("duties/evidence/<int:evidence_id>/", showing_screens.Snapshot.as_view(), name="duty_snapshot"),
        path("duties/<int:duty_id>/", screens.ShowDuty.as_view(), name="duty"),
        path("duties/<int:duty_id>/review/", showing_screens.ReviewCharter.as_view(), name="duty_review"),
        path("duties/<int:duty_id>/file/", showing_screens.FileEvidence.as_view(), name="duty_file"),
    ]


def menu_item() -> ForRoles:
    return ForRoles.to(screens.DutyList, "duties", order=150)


def tell_what_it_shows(request: HttpRequest, page: Page) -> None:
    """After publishing: say for which duty the page was shown, or that these minutes answer none by themselves."""
    shown = Evidence.objects.filter(page_id=page.pk, revision_id=page.live_revision_id)
    last: Any = shown.select_related("duty__office").order_by("-pk").first()
    if last is not None:
        buttons = [messages.button(reverse("duty", args=[last.duty_id]), _("See the duty"))]
        said = _("It is shown as evidence: %(duty)s.") % {"duty": last.duty.get_kind_display()}
        messages.success(request, said, buttons=buttons)
    elif isinstance(page.specific, MinutesPage) and page.live and page.specific.language == "bn":
        buttons = [messages.button(f"{reverse('duties')}?shelf=mine", _("My duties"))]
        said = _("These minutes answer no duty by themselves. If they do, file them as its evidence.")
        messages.info(request, said, buttons=buttons)
