"""What is indexed, as it is written. The words it is found under lie beside it (`search.tables`)."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Document(models.Model):
    """One indexed object: by what answers are narrowed, and its title and text as written, to show where an answer
    stands in it.
    """

    # The texts come last: what is asked of every document that answers is read without them.
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+", verbose_name=_("kind"))
    object_id = models.CharField(_("object"), max_length=50)
    number = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20, default="")
    language = models.CharField(max_length=10, default="")
    office_id = models.BigIntegerField(null=True)
    year = models.SmallIntegerField(null=True)
    topic = models.CharField(max_length=40, default="")
    is_public = models.BooleanField(default=False)
    title = models.TextField(_("title"))
    body = models.TextField(_("text"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="an_object_is_indexed_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Spelling(models.Model):
    """A word as public texts write it, to be offered where somebody typed one that is near it.

    `head` and `tail` are its first and last letters in the one spelling (`bangla.analysis.fold`): who makes one
    mistake keeps one of the two.
    """

    word = models.CharField(max_length=40, unique=True)
    folded = models.CharField(max_length=60)
    head = models.CharField(max_length=8)
    tail = models.CharField(max_length=8)
    length = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("word of public texts")
        verbose_name_plural = _("words of public texts")
        indexes = [
            models.Index(fields=["head", "length"], name="words_by_head"),
            models.Index(fields=["tail", "length"], name="words_by_tail"),
        ]

    def __str__(self) -> str:
        return self.word


class SoughtInVain(models.Model):
    """Words that at least five people typed and that found nothing (ADR 0054): not who, and not when."""

    words = models.CharField(_("words"), max_length=120)
    language = models.CharField(_("language"), max_length=10)
    people = models.PositiveIntegerField(_("people, at least"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("search in vain")
        verbose_name_plural = _("searches in vain")
        ordering = ["-people", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["words", "language"], name="words_sought_in_vain_are_kept_once_in_a_language"
            ),
            models.CheckConstraint(
                condition=models.Q(people__gte=5), name="words_of_fewer_than_five_people_are_not_kept"
            ),
        ]

    def __str__(self) -> str:
        return self.words


class VainDay(models.Model):
    """Today, while something was sought in vain: the salt of the day's hashes. It goes with the day (ADR 0054)."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("day of searches in vain")
        verbose_name_plural = _("days of searches in vain")

    def __str__(self) -> str:
        return str(self.day)


class VainSearch(models.Model):
    """That somebody sought certain words in vain today, as two hashes: the same person's of other words is another.

    No number that counts up: in which order people searched stands nowhere.
    """

    day = models.ForeignKey(VainDay, models.CASCADE, related_name="searches", verbose_name=_("day"))
    person = models.CharField(max_length=32, primary_key=True)
    words = models.CharField(max_length=32, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("count of a search in vain")
        verbose_name_plural = _("counts of searches in vain")

    def __str__(self) -> str:
        return self.words
