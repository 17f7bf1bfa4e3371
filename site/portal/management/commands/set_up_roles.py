"""Make the groups, collections and the workflow that the register and the appointments ask for."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.roles import GROUPS, TABLE
from portal import rights


class Command(BaseCommand):
    help = "Make or mend groups, collections, the workflow and everybody's membership; repeatable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="print the table of roles and change nothing")
        parser.add_argument("--language", choices=["bn", "en"], default="en", help="of the printed table")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["list"]:
            rights.set_up()
            return
        with translation.override(options["language"]):
            for line in table():
                self.stdout.write(line)


def table() -> list[str]:
    """Return the table of roles as lines of Markdown, in the active language."""
    head = (_("role"), _("held"), _("opens"), _("groups"), _("code at sign-in"), _("sign-in lasts (minutes)"))
    lines = [_row(head), _row(["---"] * len(head))]
    for role, terms in TABLE.items():
        idle, longest = settings.SESSION_LIMITS[terms.watch]
        lines.append(
            _row(
                [
                    f"{role.label} (`{role}`)",
                    str(terms.held.label),
                    ", ".join(str(back.label) for back in terms.back),
                    ", ".join(name.strip() for name in terms.groups) or "–",
                    _("yes") if terms.second_factor else _("no"),
                    f"{idle} / {longest}",
                ]
            )
        )
    lines += ["", _row((_("group"), _("pages"), _("files"), _("registers"))), _row(["---"] * 4)]
    for name, given in GROUPS.items():
        registers = (f"{model}: {' '.join(actions)}" for _app, model, actions in given.models)
        cells = (" ".join(given.pages), " ".join(given.files), "; ".join(registers))
        lines.append(_row([name.strip(), *(cell or "–" for cell in cells)]))
    return lines


def _row(cells: Any) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"
