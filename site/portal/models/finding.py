"""What stands beside the search: answers that headquarters chose, and the texts of files that readers may have."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from modelsearch.queryset import SearchableQuerySetMixin
from wagtail.models import CollectionViewRestriction

from language import spoken
from publishing.pages import guarded_paths, stands_below
from search.facts import Facts


class BestBet(models.Model):
    """An answer that headquarters puts on top of the results, for certain words."""

    words = models.TextField(
        _("words"),
        max_length=2000,
        help_text=_(
            "What people type, one phrase on each line, in Bangla, English or Bangla in Latin letters. "
            "Endings and spellings do not matter."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("The Bangla page; who reads English is shown the English one."),
    )
    address = models.CharField(
        _("or an address of this site"),
        max_length=200,
        blank=True,
        help_text=_("Without the language, e.g. /shop/ or /complaints/."),
    )
    title_bn = models.CharField(
        _("title in Bangla"), max_length=150, blank=True, help_text=_("Needed with an address.")
    )
    title_en = models.CharField(_("title in English"), max_length=150, blank=True)
    note_bn = models.CharField(_("one sentence in Bangla"), max_length=240, blank=True)
    note_en = models.CharField(_("one sentence in English"), max_length=240, blank=True)
    is_offered = models.BooleanField(
        _("offer it before anything is typed"),
        default=False,
        help_text=_("Its first phrase stands below the empty search, as one that many look for."),
    )

    class Meta:
        verbose_name = _("chosen answer")
        verbose_name_plural = _("chosen answers")
        ordering = ["words", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(page__isnull=False) & Q(address=""))
                | (Q(page__isnull=True) & ~Q(address="") & ~Q(title_bn="")),
                name="a_chosen_answer_leads_to_a_page_or_an_address",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_chosen_answer_has_words"),
        ]

    def __str__(self) -> str:
        return self.first_phrase

    @property
    def phrases(self) -> list[str]:
        return [phrase for line in self.words.splitlines() if (phrase := line.strip())]

    @property
    def first_phrase(self) -> str:
        return next(iter(self.phrases), "")

    @property
    def leads_to(self) -> str:
        """Return what staff's list shows as the place."""
        return str(self.page) if self.page_id else self.address

    @property
    def title(self) -> str:
        return spoken.or_bangla(self.title_bn, self.title_en)

    @property
    def note(self) -> str:
        return spoken.or_bangla(self.note_bn, self.note_en)

    def clean(self) -> None:
        self.words = "\n".join(self.phrases)
        errors: dict[str, Any] = {}
        if not self.words:
            errors["words"] = _("Write at least one phrase.")
        if bool(self.page_id) == bool(self.address):
            errors["page"] = _("Choose a page, or write an address: one of them.")
        elif self.address and (not self.address.startswith("/") or self.address.startswith("//")):
            errors["address"] = _("An address of this site begins with one stroke: /shop/")
        elif self.address and not self.title_bn:
            errors["title_bn"] = _("An address needs a title.")
        if errors:
            raise ValidationError(errors)


class PublishedFileQuerySet(SearchableQuerySetMixin, models.QuerySet["PublishedFile"]):
    def public(self) -> Self:
        """Return the files that stand on a public page and lie in a collection that is open to all."""
        closed = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
        return (
            self.filter(page__live=True)
            .exclude(stands_below(guarded_paths(), "page__path"))
            .exclude(stands_below(closed, "document__collection__path"))
        )


class PublishedFile(index.Indexed, models.Model):
    """A document that readers may have, and its text. Written and deleted by `portal.finding.files` alone."""

    document = models.OneToOneField("publishing.PortalDocument", models.CASCADE, related_name="+")
    # A page that shows it: whose office it is, and whether it is public at all.
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    # Where it lies; another file is read anew.
    file_name = models.CharField(max_length=200)
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)

    objects = PublishedFileQuerySet.as_manager()

    search_fields = [index.SearchField("title"), index.SearchField("text")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("published document")
        verbose_name_plural = _("published documents")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def search_facts(cls, objects: Sequence["PublishedFile"]) -> Mapping[int, Facts]:
        public = set(
            cls.objects.public().filter(pk__in=[each.pk for each in objects]).values_list("pk", flat=True)
        )
        known: dict[int, Facts] = {}
        for each in objects:
            page = each.page.specific
            known[each.pk] = Facts(
                kind="file",
                office_id=getattr(page, "office_id", None),
                year=getattr(page, "fiscal_year", None),
                is_public=each.pk in public,
            )
        return known
