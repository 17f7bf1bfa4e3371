"""A paper that an editor is taking in: what was given, what was read and typed so far. Forgotten after some days."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PaperImport(models.Model):
    """One paper on its way into a draft. Its office's editors see it, nobody else; nothing of it is public."""

    office = models.ForeignKey("offices.Office", models.CASCADE, related_name="+", verbose_name=_("office"))
    # The office's page, below which the draft will stand.
    parent = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey("publishing.PortalDocument", models.CASCADE, related_name="+")
    text = models.TextField(_("text of the paper"))
    # What the review form holds: as read at first, then as typed.
    typed = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField(db_index=True)
    # The draft that was made of it.
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("paper being taken in")
        verbose_name_plural = _("papers being taken in")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.begun_at:%Y-%m-%d}"
