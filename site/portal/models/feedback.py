"""Whether a page was of use: one answer for each form that was opened."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageFeedback(models.Model):
    """A reader's yes or no, and what they said of it. Nobody is named: neither asked for nor kept."""

    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("page"))
    # As the page stood then: its editors, and those above them, see the answer.
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, related_name="+", verbose_name=_("office")
    )
    is_useful = models.BooleanField(_("useful"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    form_key = models.UUIDField(editable=False)
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("answer to “was this useful”")
        verbose_name_plural = _("answers to “was this useful”")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "form_key"], name="a_form_says_of_a_page_once_if_it_was_useful"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.is_useful}"
