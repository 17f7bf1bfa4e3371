"""Headquarters' screens of the rules by which duties are raised."""

import json
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.screens import DayField, FormScreen, HeadquartersScreen, user_of
from bangla import digits, fiscal
from charter_pages.duties import people, rules
from charter_pages.duties.screens import DUTIES
from charter_pages.models import DutyRule

RULES = (gettext_lazy("Rules of duties"), "duty_rules")


class RuleList(HeadquartersScreen):
    """All rules, those in force first."""

    roles = people.RULERS
    title = RULES[0]
    icon = "cogs"
    above = (DUTIES,)
    template_name = "charter_pages/duties/rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = DutyRule.objects.order_by("kind", "-in_force_from")
        in_force = {rule.pk for rule in rules.in_force(fiscal.quarter(clock.today())).values()}
        rows = sorted(found, key=lambda rule: rule.pk not in in_force)
        return {
            **super().get_context_data(**kwargs),
            "rows": [(rule, rule.pk in in_force) for rule in rows],
        }


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new rule; the one before it ends by itself."""

    in_force_from = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("The first day of a quarter for which nothing was raised yet."),
    )
    remind_days = forms.CharField(
        label=gettext_lazy("Days of reminders"),
        help_text=gettext_lazy("Counted from the due date: -14, -3, 1, 7 is two before it and two after it."),
    )

    class Meta:
        model = DutyRule
        fields = (
            "kind", "for_headquarters", "for_divisions", "for_prisons", "due_days", "weight", "target_percent",
            "remind_days", "silent_days", "in_force_from", "source",
        )  # fmt: skip

    def clean_remind_days(self) -> list[int]:
        text = digits.to_ascii(self.cleaned_data["remind_days"]).replace("−", "-").strip(" []")
        try:
            return sorted({int(each) for each in text.split(",") if each.strip()})
        except ValueError:
            raise forms.ValidationError(
                _("Write whole numbers with commas between them: -14, -3, 1, 7.")
            ) from None


class FollowRule(HeadquartersScreen, FormScreen):
    """Enter a rule that follows the one in force."""

    roles = people.RULERS
    icon = "cogs"
    above = (DUTIES, RULES)
    form_class = RuleForm
    submit_label = gettext_lazy("Let the rule begin")

    def get_page_title(self) -> str:
        return _("A new rule")

    def get_initial(self) -> dict[str, Any]:
        """Begin with the terms of the rule that is to be followed."""
        kind = self.request.GET.get("kind", "")
        standing = DutyRule.objects.filter(kind=kind).order_by("-in_force_from").first()
        begins = rules.first_free(kind) or fiscal.quarter(clock.today()).next()
        if standing is None:
            return {"in_force_from": begins.first_day, "remind_days": "-14, -3, 1, 7"}
        terms = {name: getattr(standing, name) for name in RuleForm.Meta.fields}
        return {
            **terms,
            "remind_days": json.dumps(standing.remind_days).strip("[]"),
            "in_force_from": max(begins.first_day, fiscal.quarter(standing.in_force_from).next().first_day),
            "source": "",
        }

    def act(self, form: Any) -> HttpResponse:
        rule = rules.follow(by=user_of(self.request), rule=form.instance)
        return self.done(_("The rule stands: %(rule)s.") % {"rule": rule}, "duty_rules")


class EndRule(HeadquartersScreen, FormScreen):
    """Say that a duty is owed no more."""

    roles = people.RULERS
    icon = "cogs"
    above = (DUTIES, RULES)
    form_class = forms.Form
    template_name = "charter_pages/duties/rule_end.html"
    submit_label = gettext_lazy("End the rule")

    @cached_property
    def rule(self) -> DutyRule:
        found = DutyRule.objects.filter(pk=self.kwargs["rule_id"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_title(self) -> str:
        return _("End of a rule: %(duty)s") % {"duty": self.rule.get_kind_display()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "rule": self.rule,
            "first_free": rules.first_free(self.rule.kind),
        }

    def act(self, form: Any) -> HttpResponse:
        rules.end(by=user_of(self.request), rule=self.rule)
        return self.done(_("The rule has its end. What was raised by it is still owed."), "duty_rules")
