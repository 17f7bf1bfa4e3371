"""The rules by which duties are raised: a rule is followed by another or ended, and never edited."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from bangla import fiscal
from charter_pages.duties import people
from charter_pages.models import Duty, DutyRule
from language.templatetags import language as words


def in_force(quarter: fiscal.Quarter) -> dict[str, DutyRule]:
    """Return of each kind of duty the rule that binds in a quarter: the last that began before or with it."""
    begun = DutyRule.objects.filter(in_force_from__lte=quarter.first_day)
    standing = begun.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=quarter.first_day))
    return {rule.kind: rule for rule in standing.order_by("in_force_from")}


@transaction.atomic
def follow(*, by: User, rule: DutyRule) -> DutyRule:
    """Let a new rule begin; the one of its kind before it ends on the day before. Raises ValidationError.

    It begins with a quarter for which no duty of its kind was raised yet, so that nobody's debt changes afterwards.
    """
    access.require(by, *people.RULERS)
    standing = list(DutyRule.objects.select_for_update().filter(kind=rule.kind).order_by("in_force_from"))
    rule.full_clean()
    if any(other.in_force_from >= rule.in_force_from for other in standing):
        raise ValidationError({"in_force_from": _("A later rule of this duty stands already.")})
    first = first_free(rule.kind)
    if first is not None and rule.in_force_from < first.first_day:
        raise ValidationError(
            {
                "in_force_from": _(
                    "For this quarter duties were raised already. The earliest day is %(day)s."
                )
                % {"day": words.day(first.first_day)}
            }
        )
    eve = rule.in_force_from - datetime.timedelta(days=1)
    for other in standing:
        if other.in_force_until is None or other.in_force_until > eve:
            DutyRule.objects.filter(pk=other.pk).update(in_force_until=eve)
    rule.save()
    return rule


@transaction.atomic
def end(*, by: User, rule: DutyRule) -> DutyRule:
    """Let a duty be owed no more after the last quarter for which it was raised. Raises ValidationError."""
    access.require(by, *people.RULERS)
    standing = DutyRule.objects.select_for_update().get(pk=rule.pk)
    if standing.in_force_until is not None:
        raise ValidationError(_("This rule has its end already."))
    first = first_free(standing.kind)
    begun = first.first_day if first is not None else standing.in_force_from
    standing.in_force_until = max(begun, standing.in_force_from) - datetime.timedelta(days=1)
    if standing.in_force_until < standing.in_force_from:
        raise ValidationError(_("This rule has not begun; let another follow it instead."))
    DutyRule.objects.filter(pk=standing.pk).update(in_force_until=standing.in_force_until)
    return standing


def first_free(kind: str) -> fiscal.Quarter | None:
    """Return the first quarter for which no duty of a kind was raised yet; None where none ever was."""
    raised = Duty.objects.filter(kind=kind)
    year = raised.aggregate(year=Max("fiscal_year"))["year"]
    if year is None:
        return None
    number = raised.filter(fiscal_year=year).aggregate(number=Max("quarter"))["number"]
    return fiscal.Quarter(fiscal.FiscalYear(year), number).next()
