"""The statements' screens: a maker's account with the name on it, for the hand of the maker."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import clock
from accounts.roles import Role
from shop.production import identities
from shop.production.models import Maker
from shop.production.screens import PER_PAGE, AboutMaker, Screen
from shop.wages import shares, statements
from shop.wages.forms import statements as forms

STATEMENTS = (gettext_lazy("Statements"), "wages_statements")
KINDS = {
    shares.KIND: gettext_lazy("Share of a sale"),
    "reversal": gettext_lazy("Taken back after a refund"),
    "payout": gettext_lazy("Paid out"),
}


class StatementList(Screen):
    """The makers whose statements the reader may hand in, by code alone."""

    roles = (Role.STATEMENT_READER,)
    title = gettext_lazy("Statements")
    icon = "doc-full"
    template_name = "wages/statements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        makers = (
            Maker.objects.filter(office__in=self.offices())
            .select_related("office")
            .order_by("office__code", "id")
        )
        return {
            **super().get_context_data(**kwargs),
            "page_obj": Paginator(makers, PER_PAGE).get_page(self.request.GET.get("p")),
        }


class ShowStatement(AboutMaker):
    """A maker's account with the name on it, for one screen or sheet, after a reason was noted."""

    roles = (Role.STATEMENT_READER,)
    icon = "doc-full"
    above = (STATEMENTS,)
    template_name = "wages/statement.html"
    form_class = forms.StatementForm
    submit_label = gettext_lazy("Show the statement")

    def get_page_title(self) -> str:
        return _("Statement of %(code)s") % {"code": self.maker.code}

    def act(self, form: forms.StatementForm) -> HttpResponse:
        by: Any = self.request.user
        maker, data = self.maker, form.cleaned_data
        identity = identities.read(by=by, maker=maker, why=data["why"])
        statement = statements.of(maker.pk, data["start"], data["end"])
        parts = (
            (_("Within the return window"), "pending"),
            (_("May be paid out"), "available"),
            (_("On hold"), "held"),
        )
        context = self.get_context_data(
            form=form,
            identity=identity,
            statement=statement,
            lines=[(line, KINDS.get(line.kind, line.kind)) for line in statement.lines],
            parts=[(label, statement.by_part[part]) for label, part in parts],
            printed_at=clock.now(),
        )
        return self.render_to_response(context)
