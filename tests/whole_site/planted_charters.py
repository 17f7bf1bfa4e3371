"""Headquarters' master in the small world, the first prison's own words for one of its rows, and what is asked of them."""

from typing import Any

from django.db.models import Model

import clock
from charter_pages.models import (
    CharterPage,
    CharterVersion,
    MasterChange,
    MasterChangeLine,
    MasterCharterPage,
    MasterService,
    Service,
)
from portal import tree
from portal.models import OfficePage

KEPT: tuple[type[Model], ...] = (CharterVersion, MasterChange, MasterChangeLine)


def plant(world: Any, title: str) -> dict[str, list[object]]:
    """Change a master's row beside which the prison has words under a planted title."""
    above = OfficePage.objects.get(register_entry=world.hq, language="bn")
    master = MasterCharterPage(title="মূল সনদ", applies_to="prisons")
    master.services = [MasterService(name="সাক্ষাৎ", responsible_role="jailer")]
    row = tree.add(above, master).services.get()
    charter = CharterPage.objects.get(pk=world.charter.pk)
    charter.services = [*charter.services.all(), Service(name=title, overrides=row.translation_key)]
    charter.save_revision(clean=False).publish()
    row.method = "নতুন নিয়ম"
    master = MasterCharterPage.objects.get(pk=master.pk)
    master.services = [row]
    master.save_revision(clean=False).publish()
    line = MasterChange.objects.filter(master=master)[0].lines.get(page=charter)
    world.row_key = str(row.translation_key)
    return {
        "master change": [line.change_id],
        "stood": [line.pk],
        "charter row": [charter.pk, row.translation_key],
    }


def forms(world: Any) -> dict[str, dict[str, Any]]:
    return {
        "master_stood_line": {world.row_key: "kept"},
        "charter_row": {"do": "own"},
        "officer_transfer": {"on": clock.today(), "name_bn": "অন্য", "step": "confirm"},
    }
