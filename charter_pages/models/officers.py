"""An officer is a post, held by people over time: a transfer changes one row, and every charter is right."""

import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

import clock
from language import spoken


class PostQuerySet(models.QuerySet["Post"]):
    def with_holders(self) -> Self:
        """Fetch the holders with the posts, so that a charter asks for them once."""
        return self.select_related("office").prefetch_related("holders")


class Post(index.Indexed, models.Model):
    """A post at an office, e.g. the superintendent of a prison."""

    class Role(models.TextChoices):
        """The kind of post. A row that all offices share names a kind; each office has its own officer of it."""

        INSPECTOR_GENERAL = "inspector_general", _("Inspector General")
        ADDITIONAL_INSPECTOR_GENERAL = "additional_inspector_general", _("Additional Inspector General")
        DEPUTY_INSPECTOR_GENERAL = "deputy_inspector_general", _("Deputy Inspector General")
        ASSISTANT_INSPECTOR_GENERAL = "assistant_inspector_general", _("Assistant Inspector General")
        ADMINISTRATIVE_OFFICER = "administrative_officer", _("Administrative officer")
        PROGRAMMER = "programmer", _("Programmer")
        SUPERINTENDENT = "superintendent", _("Superintendent")
        JAILER = "jailer", _("Jailer")
        DEPUTY_JAILER = "deputy_jailer", _("Deputy jailer")
        SURGEON = "surgeon", _("Surgeon")

    office = models.ForeignKey(
        "offices.Office", models.PROTECT, related_name="posts", verbose_name=_("office")
    )
    title_bn = models.CharField(_("title in Bangla"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    role = models.CharField(
        _("kind of post"),
        max_length=30,
        choices=Role.choices,
        blank=True,
        help_text=_("By it the rows of headquarters find the officer of each office."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    room = models.CharField(_("room"), max_length=60, blank=True)
    rank_order = models.PositiveSmallIntegerField(
        _("place in the list"), default=100, help_text=_("The head of the office has the lowest number.")
    )
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    search_fields = [
        index.SearchField("title_bn"),
        index.SearchField("title_en"),
        index.AutocompleteField("title_bn"),
        index.AutocompleteField("title_en"),
        index.FilterField("office_id"),
        index.FilterField("abolished_on"),
    ]

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["office__code", "rank_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "title_bn"], name="a_post_stands_once_at_an_office")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.office}"

    @property
    def title(self) -> str:
        return spoken.either(self.title_bn, self.title_en)

    def holder(self, on: datetime.date | None = None) -> "PostHolder | None":
        """Return who holds the post on a day (today, without one), or None while it is vacant."""
        day = on or clock.today()
        held = [
            holder
            for holder in self.holders.all()
            if holder.since <= day and (holder.until is None or holder.until >= day)
        ]
        return max(held, key=lambda holder: holder.since, default=None)

    @property
    def holder_name(self) -> str:
        """Return the name of today's holder, empty where the post is vacant or its holder is not named in
        public.
        """
        holder = self.holder()
        return holder.name if holder else ""

    @property
    def held_by(self) -> str:
        """Return the name of today's holder, as it came with the post (`charters.posts.fetch`)."""
        bangla, english = (getattr(self, f"held_by_{language}") for language in spoken.LANGUAGES)
        return spoken.or_bangla(bangla or "", english)


class PostHolder(models.Model):
    """A person in a post for a time."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holders", verbose_name=_("post"))
    name_bn = models.CharField(_("name in Bangla"), max_length=150)
    name_en = models.CharField(_("name in English"), max_length=150, blank=True)
    # What belongs to the post (complaints, duties) is the holder's while the post is held, and not after.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts_held",
        verbose_name=_("signs in as"),
    )
    since = models.DateField(_("since"))
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day; empty while it lasts.")
    )

    class Meta:
        verbose_name = _("holder of a post")
        verbose_name_plural = _("holders of posts")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_post_is_left_after_it_was_taken",
            ),
            models.UniqueConstraint(fields=["post", "since"], name="one_holder_takes_a_post_on_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.post}"

    @property
    def name(self) -> str:
        return spoken.or_bangla(self.name_bn, self.name_en)

    def clean(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": _("The last day lies before the first.")})
        if self.since and self.post_id and self.others_at_once().exists():
            raise ValidationError(_("Somebody else holds the post on one of these days."))

    def others_at_once(self) -> "models.QuerySet[PostHolder]":
        """Return who else holds the post on one of these days; the database refuses it, too (portal.guards.charters)."""
        others = PostHolder.objects.filter(post_id=self.post_id).exclude(pk=self.pk)
        others = others.filter(Q(until__isnull=True) | Q(until__gte=self.since))
        return others.filter(since__lte=self.until) if self.until else others
