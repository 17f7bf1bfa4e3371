"""Notices of an office, for a time; headquarters' and divisions' may count for all offices below."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

import clock
from bangla import memo
from noticeboard import attaching
from noticeboard.models.files import AbstractFile
from noticeboard.models.posted import ENDS_TOO_EARLY, Posted, end_of, when
from publishing.blocks import ProseBlock


class NoticePage(Posted):
    """What an office makes known. The two days count in Dhaka, the last one included."""

    kind = "notice"
    kind_label = _("Notice")
    FACTS = (
        "valid_from",
        "valid_until",
        "is_urgent",
        "for_below",
        "memo_number",
        "shown_from",
        "shown_until",
    )

    memo_number = models.CharField(
        _("memo number, as printed"), max_length=60, blank=True, help_text=_("18 or 22 digits and a serial.")
    )
    memo_key = models.CharField(_("memo number, in one form"), max_length=60, blank=True, editable=False)
    valid_from = models.DateField(_("valid from"), default=clock.today)
    valid_until = models.DateField(
        _("valid until"),
        null=True,
        blank=True,
        help_text=_("The last day on which it counts. After it the notice goes to the archive by itself."),
    )
    for_below = models.BooleanField(
        _("also for the offices below"),
        default=False,
        help_text=_("While it is valid it stands on the page of every office below, too, marked as yours."),
    )
    is_urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_("Stands on top of the office's page; headquarters' also on top of the home page."),
    )
    lead = models.TextField(_("summary"), max_length=400)
    body = StreamField(ProseBlock(), verbose_name=_("text"), blank=True)

    template = "noticeboard/notice_page.html"

    content_panels = [
        *Posted.content_panels,
        FieldRowPanel([FieldPanel("memo_number"), FieldPanel("published_on")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldRowPanel([FieldPanel("for_below"), FieldPanel("is_urgent")]),
            ],
            heading=_("When and for whom"),
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
        InlinePanel("attachments", label=_("Attachment"), heading=_("Attachments")),
    ]
    search_fields = [
        *Posted.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("memo_number"),
        index.SearchField("memo_key"),
    ]

    class Meta:
        verbose_name = _("Notice")
        verbose_name_plural = _("Notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="a_notice_ends_after_it_starts",
                violation_error_message=ENDS_TOO_EARLY,
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | Q(valid_until__isnull=False),
                name="an_urgent_notice_says_until_when",
                violation_error_message=_("An urgent notice says until when it is valid."),
            ),
        ]

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = ENDS_TOO_EARLY
        if self.is_urgent and self.valid_until is None:
            errors["valid_until"] = _("An urgent notice says until when it is valid.")
        if self.memo_number and not memo_key_of(self.memo_number):
            errors["memo_number"] = _(
                "A memo number has 18 or 22 digits in groups with full stops between them, then a serial."
            )
        if errors:
            raise ValidationError(errors)

    def settle(self) -> None:
        self.memo_key = memo_key_of(self.memo_number)
        super().settle()

    def find_times(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        return when(self.valid_from), end_of(self.valid_until) if self.valid_until else None

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            "attachments": attaching.shown(self.attachments.all()),
            # Headquarters is above them all; others name their offices.
            "reaches_below": self.for_below and self.office is not None and not self.office.is_prison,
        }


def memo_key_of(number: str) -> str:
    """Return the one form of a memo number, empty where there is none to be read."""
    try:
        return memo.normal_form(number) if number else ""
    except ValueError:
        return ""


class NoticeAttachment(AbstractFile):
    """A paper that goes with a notice."""

    page = ParentalKey(NoticePage, related_name="attachments")

    class Meta(AbstractFile.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
