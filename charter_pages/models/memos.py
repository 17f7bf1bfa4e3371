"""The register of memo numbers: which paper bears each, which papers cite it, whose prefix it begins with.

A row here, and not a column of the pages, because minutes and letters draw from one row of numbers, and because a
number is taken as soon as a draft bears it: the database itself lets two papers never have the same.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bangla import digits, memo
from language import spoken


class MemoNumber(models.Model):
    """A number that a paper bears, published or in its latest draft; in each language one paper bears it."""

    key = models.CharField(_("memo number, in one form"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="memo_numbers", verbose_name=_("paper")
    )
    # Whose paper it is: offices are known again by how their numbers begin.
    office = models.ForeignKey("offices.Office", models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("memo number")
        verbose_name_plural = _("memo numbers")
        ordering = ["key", "language"]
        constraints = [
            # The English tree has the same paper once more.
            models.UniqueConstraint(fields=["key", "language"], name="one_paper_bears_a_number"),
            models.CheckConstraint(condition=~Q(key=""), name="a_memo_number_has_figures"),
        ]

    def __str__(self) -> str:
        return self.key


class MemoCitation(models.Model):
    """A number that a paper names somewhere in its published text; written anew at each publication."""

    page = models.ForeignKey(
        "wagtailcore.Page", models.CASCADE, related_name="memo_citations", verbose_name=_("paper")
    )
    key = models.CharField(_("memo number cited"), max_length=60, db_index=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["page_id", "key"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="a_paper_cites_a_number_once"),
        ]

    def __str__(self) -> str:
        return self.key


class MemoPrefix(models.Model):
    """How the numbers of a body or an office begin: "58.04" for the whole Department, "58.04.6900" for one prison."""

    prefix = models.CharField(
        _("beginning of the number"),
        max_length=30,
        unique=True,
        help_text=_("One to four groups with full stops between them, e.g. 58.04 or 58.04.6900."),
    )
    office = models.ForeignKey(
        "offices.Office", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    is_ours = models.BooleanField(
        _("all our offices use it"),
        default=False,
        help_text=_("Then a paper of none of them is questioned for it."),
    )
    body_bn = models.CharField(
        _("body, in Bangla"), max_length=200, blank=True, help_text=_("Where it is none of our offices.")
    )
    body_en = models.CharField(_("body, in English"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("prefix of memo numbers")
        verbose_name_plural = _("prefixes of memo numbers")
        ordering = ["prefix"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(office__isnull=False) & Q(body_bn=""))
                | (Q(office__isnull=True) & ~Q(body_bn="")),
                name="a_prefix_is_an_offices_or_another_bodys",
            )
        ]

    def __str__(self) -> str:
        return f"{self.beginning_of_the_number}: {self.owner}"

    @property
    def beginning_of_the_number(self) -> str:
        """Return the prefix in the digits of the page."""
        return spoken.either(digits.to_bangla(self.prefix), self.prefix)

    @property
    def owner(self) -> str:
        """Return whose prefix it is, in the language of the page."""
        if self.office is not None:
            return self.office.name
        return spoken.or_bangla(self.body_bn, self.body_en)

    def clean(self) -> None:
        figures = digits.to_ascii(self.prefix).replace(" ", "").strip(".-")
        groups = figures.replace("-", ".").split(".")
        short, long = memo.SHORT[: len(groups)], memo.LONG[: len(groups)]
        lengths = tuple(len(group) for group in groups)
        if (
            len(groups) > 4
            or not figures.replace(".", "").replace("-", "").isdecimal()
            or lengths not in (short, long)
        ):
            raise ValidationError(
                {"prefix": _("Write one to four groups as they begin a number, e.g. 58.04.6900.")}
            )
        self.prefix = ".".join(groups)
        if (self.office_id is None) == (not self.body_bn.strip()):
            raise ValidationError({"body_bn": _("Choose an office, or name another body: one of them.")})
