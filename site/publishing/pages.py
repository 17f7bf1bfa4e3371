"""What every page of the portal has: a romanised address, an office, a fiscal year, a date."""

import datetime
import functools
from collections.abc import Iterable, Sequence
from operator import or_
from typing import Any, Self

from django import forms
from django.db import models, transaction
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

import clock
from bangla import fiscal, slug_steps, slugs
from language.spoken import active
from publishing import bijoy_fields, caching, changes, picture_answers, picture_questions, referring
from publishing.permissions import KeptOncePublished
from search import facts

FIRST_FISCAL_YEAR = 2009
# Short for browsers, longer for proxies.
PUBLIC_FOR_A_WHILE = caching.until(None)


def fiscal_years() -> list[tuple[int, str]]:
    """Return the years that a paper may belong to, the newest first, as choices in the language of the
    screen.
    """
    this_year = fiscal.fiscal_year(clock.today()).start
    return [
        (start, fiscal.FiscalYear(start).label(active()))
        for start in range(this_year + 1, FIRST_FISCAL_YEAR - 1, -1)
    ]


# Where a restriction is in force: from its page on, and from those that follow it until somebody translates them.
_GUARDED = ("page__path", "page__aliases__path")


def guards(path: str = "path") -> Exists:
    """Return whether a password or a group guards the page that stands at a path of the tree: the page itself, one
    above it, or the Bangla one that either follows as long as nobody has translated it.
    """
    found = PageViewRestriction.objects.annotate(
        place=ExpressionWrapper(OuterRef(path), output_field=models.CharField())
    )
    return Exists(found.filter(functools.reduce(or_, (Q(place__startswith=F(name)) for name in _GUARDED))))


def guarded_paths() -> set[str]:
    """Return the paths of the tree from which on `guards` holds; one query.

    To be asked for where few pages are looked at: PostgreSQL, which takes an empty table for a long one, reads all
    pages to tell whether ten of them are guarded.
    """
    return {path for row in PageViewRestriction.objects.values_list(*_GUARDED) for path in row if path}


def stands_below(paths: Iterable[str], field: str = "path") -> Q:
    """Return whether something stands at one of the paths of a tree or below it, to be excluded."""
    return functools.reduce(or_, (Q(**{f"{field}__startswith": path}) for path in paths), Q())


def for_readers(language: str) -> Any:
    """Return the pages of a language that readers may have now, in no order; one query for what is guarded."""
    pages: Any = Page.objects.live().filter(depth__gt=1, locale__language_code=language).order_by()
    return pages.exclude(stands_below(guarded_paths()))


class PublishedQuerySet(PageQuerySet):
    def in_language(self, code: str) -> Self:
        return self.filter(language=code)

    def unrestricted(self) -> Self:
        """Leave out what a password or a group guards, without the query that Wagtail's `public()` takes
        each time.
        """
        return self.filter(~guards())


class AddressField(forms.CharField):
    """Takes an address in any script; what is no Latin letter is romanised."""

    def to_python(self, value: Any) -> str:
        return slugs.romanise(super().to_python(value) or "")


class PublishedForm(WagtailAdminPageForm):
    """Leave the address empty, and the server romanises the title; Bijoy text is told of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if typed := self.fields.get("slug"):
            self.fields["slug"] = AddressField(
                required=False,
                label=typed.label,
                help_text=typed.help_text,
                widget=typed.widget,
                max_length=255,
            )
        if "change_note" in self.fields and not self.instance.has_unpublished_changes:
            # The note of the last publication is not that of the next.
            self.initial["change_note"] = ""

    def goes_public(self) -> bool:
        """Return whether this saving submits or publishes, and not only keeps a draft."""
        return any(f"action-{name}" in self.data for name in ("publish", "submit", "restart-workflow"))

    def is_valid(self) -> bool:
        referring.refuse_what_is_anothers(self)
        valid: bool = super().is_valid()
        return valid

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        # A page that is not stored yet says that it is live, too.
        was_public = self.instance.live and self.instance.first_published_at is not None
        self._keep_address(cleaned, was_public)
        asked = "change_note" in self.fields and was_public and self.goes_public()
        if asked and not (cleaned.get("change_note") or "").strip():
            self.add_error("change_note", _("Say in a sentence what changed: readers see it below the page."))
        bijoy_fields.look_at(self)
        picture_questions.look_at(self)
        return cleaned

    def _keep_address(self, cleaned: dict[str, Any], was_public: bool) -> None:
        """Leave a public page its address whatever its title; a draft's follows the title until one was chosen."""
        typed, before = cleaned.get("slug"), self.initial.get("slug", "")
        if typed is None or not self.instance.pk:
            return
        if was_public:
            cleaned["slug"] = typed or before
        elif typed == before and slugs.is_made_of(before, self.initial.get("title", "")):
            cleaned["slug"] = before if cleaned.get("title") == self.initial.get("title") else ""

    def save(self, commit: bool = True) -> Any:
        picture_questions.keep(self)
        return super().save(commit=commit)


class AddressInput(SlugInput):  # type: ignore[misc]
    """Wagtail's, which writes the address while the title is typed, by the same table as the server."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, formatters=_steps())


@functools.cache
def _steps() -> list[tuple[str, str]]:
    return slug_steps.steps()


class TitlePanel(TitleFieldPanel):  # type: ignore[misc]
    """Wagtail's, but told of no field to write to, it fails in the browser on an empty selector."""

    class BoundPanel(TitleFieldPanel.BoundPanel):  # type: ignore[misc]
        def get_attrs(self) -> dict[str, Any]:
            if "slug" in self.form.fields:
                attrs: dict[str, Any] = super().get_attrs()
                return attrs
            placeholder = self.get_placeholder()
            return {"placeholder": placeholder} if placeholder else {}


class ChangeNotePanel(FieldPanel):  # type: ignore[misc]
    """Asked where there is something to compare with: a page that was public before."""

    class BoundPanel(FieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            return bool(super().is_shown()) and self.instance.first_published_at is not None


class Published(Page):
    """A page with an office, found by office, year and kind. Abstract; its subclasses fix their place in
    the tree.
    """

    # What a citizen calls this kind of page, in lists and filters; a subclass gives both.
    kind = ""
    kind_label: Any = ""
    # Whether readers look for it by the year it belongs to.
    is_dated = True
    # As what the search lists it, where its kind is no kind of paper to readers.
    found_as = ""
    # Whether lists name a page that is not published by what it was laid with, whatever its draft says.
    drafts_keep_their_title = False

    office = models.ForeignKey(
        "offices.Office",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("office"),
    )
    language = models.CharField(_("language"), max_length=10, editable=False, default="bn")
    fiscal_year = models.PositiveSmallIntegerField(
        _("fiscal year"), null=True, blank=True, choices=fiscal_years
    )
    published_on = models.DateField(_("date shown"), default=clock.today)
    # What the next publication changes; kept as a `Change` once it is public.
    change_note = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("A sentence for readers and colleagues. Needed where a published page is changed."),
    )
    review_on = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_(
            "Until then the page counts as true. Left empty, the date follows from the kind of page."
        ),
    )

    objects = PageManager.from_queryset(PublishedQuerySet)()

    base_form_class = PublishedForm
    content_panels = [TitlePanel("title"), ChangeNotePanel("change_note")]
    promote_panels = [
        FieldPanel("review_on"),
        MultiFieldPanel(
            [
                HelpPanel(_("Left empty, the address is made from the title, in Latin letters.")),
                FieldPanel("slug", widget=AddressInput),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("For search engines"),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_description"),
        index.FilterField("office_id"),
        index.FilterField("language"),
        index.FilterField("fiscal_year"),
        index.FilterField("published_on"),
    ]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Ask about pictures in the form of every kind of page: one that forgot to could not be published."""
        super().__init_subclass__(**kwargs)
        own = [
            panel for panel in cls.content_panels if not isinstance(panel, picture_questions.PicturesPanel)
        ]
        cls.content_panels = [*own, picture_questions.PicturesPanel(heading=_("What the pictures show"))]

    def _set_core_field_defaults(self) -> None:
        # Wagtail's own way drops every Bangla letter, and then has no address at all.
        slug: str = self.slug  # type: ignore[has-type]  # Wagtail's field, without types
        if not slug and (self.path or getattr(self, "_cached_parent_obj", None)):
            self.slug = self._get_autogenerated_slug(slugs.romanise(self.title) or self.kind or "page")
        super()._set_core_field_defaults()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page with the office it stands under; a page that was moved takes its new office at
        the next save.
        """
        self.settle()
        if self.live or self.drafts_keep_their_title:
            fields = kwargs.get("update_fields")
            if fields is None or "title" in fields:
                self.draft_title = self.title
            else:
                # A draft of a published page: until it is published lists go by the title that readers know.
                # Ancestors, choosers and the API show a page's draft title to every office.
                kwargs["update_fields"] = [name for name in fields if name != "draft_title"]
        return super().save(*args, **kwargs)

    def settle(self) -> None:
        """Take office and language from the page's place in the tree."""
        if self.depth and self.depth > 2:
            self.office_id = self.find_office_id()
        if self.locale_id:
            self.language = self.locale.language_code
        if self.fiscal_year is None and self.published_on:
            self.fiscal_year = fiscal.fiscal_year(self.published_on).start

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, by whatever road it comes, whose pictures were all looked at. Raises Unasked."""
        picture_answers.require(revision.as_object())
        follows: int | None = self.alias_of_id  # type: ignore[has-type]  # Wagtail's field, without types
        if follows is None:
            return super().publish(revision, *args, **kwargs)
        # A translation becomes public: from here on the page has words of its own (portal.translating).
        with transaction.atomic():
            type(self).objects.filter(pk=self.pk).update(alias_of=None)
            self.alias_of_id = None
            return super().publish(revision, *args, **kwargs)

    @classmethod
    def search_facts(cls, objects: Sequence[Any]) -> dict[int, facts.Facts]:
        """Return by what the answers of the search are narrowed; one query for what is guarded."""
        live = [page.pk for page in objects if page.live]
        found: Any = cls._default_manager
        is_open = set(found.filter(pk__in=live).unrestricted().values_list("pk", flat=True)) if live else ()
        return {
            page.pk: facts.Facts(
                kind=page.found_as or page.kind,
                language=page.language,
                office_id=page.office_id,
                year=page.fiscal_year if page.is_dated else None,
                is_public=page.pk in is_open,
            )
            for page in objects
        }

    def permissions_for_user(self, user: Any) -> KeptOncePublished:
        return KeptOncePublished(user, self)

    def find_office_id(self) -> int | None:
        """Return the office of the page above; a page that is an office's own answers for itself."""
        above = self.get_parent().specific
        return getattr(above, "office_id", None)

    @property
    def is_untranslated(self) -> bool:
        """Return whether this page stands in the English tree with Bangla text, until somebody translates
        it.
        """
        return self.alias_of_id is not None and self.language != "bn"

    @property
    def text_language(self) -> str:
        """Return the language that the words are in, for the `lang` attribute."""
        return "bn" if self.is_untranslated else self.language

    @functools.cached_property
    def pages_above(self) -> list[Page]:
        """Return the pages above this one, from the root down, in one query for breadcrumb and
        restrictions.
        """
        return list(self.get_ancestors().order_by("depth"))

    @property
    def trail(self) -> list[Page]:
        return [page for page in self.pages_above if page.depth > 1 and page.live]

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts this page, its source where it is an alias, and the pages above it."""
        pages = [self, *self.pages_above]
        ids = {page.pk for page in pages} | {page.alias_of_id for page in pages if page.alias_of_id}
        return PageViewRestriction.objects.filter(page_id__in=ids)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        crumbs = [{"url": page.url, "title": page.title} for page in self.trail]
        return {
            **super().get_context(request, *args, **kwargs),
            "crumbs": [*crumbs, {"title": self.title}] if crumbs else [],
            "text_language": self.text_language,
            "last_updated": self.last_published_at,
            "page_changes": changes.of(self),
        }

    def find_next_change(self) -> datetime.datetime | None:
        """Return the first instant to come at which this page reads otherwise without anybody's doing, if one is
        known: no cache keeps the page beyond it.
        """
        return caching.earliest(self.expire_at)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; any cache may keep it, because it knows no reader."""
        return self.for_caches(request, super().serve(request, *args, **kwargs))

    def for_caches(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say that any cache may keep the answer, unless somebody was asked who they are."""
        is_private = getattr(request, "is_preview", False) or request.session.accessed
        response["Cache-Control"] = "no-store" if is_private else caching.until(self.find_next_change())
        return response
