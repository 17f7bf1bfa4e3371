"""Print who may open which address of the back office, for auditors: the table that the tests hold the site to.

    .venv/bin/python scripts/access_table.py           as Markdown
    .venv/bin/python scripts/access_table.py --json    for a spreadsheet or a comparison with last quarter's

Nothing is asked of a database: the rows are those of tests/whole_site/access_table.py (ours) and
site/portal/walled.py (Wagtail's), which fail the tests where an address is missing or a role meets more than they say.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def rows() -> list[dict[str, Any]]:
    """Return each address once: where it is, what it is, who may read it and who may change something there."""
    from portal import walled
    from tests.whole_site import access_table, addresses

    routes = {
        name: "/" + "".join(str(step.pattern).strip("^$") for step in way) for name, way in addresses.walk()
    }
    found = [
        {
            "address": routes[row.name],
            "name": row.name,
            "whose": "ours",
            "reads": row.who if isinstance(row.who, str) else sorted(row.who),
            "changes": sorted(row.changes),
            "where": _where(row),
        }
        for row in access_table.TABLE
        if row.name in routes
    ]
    found += [
        {
            "address": routes[name],
            "name": name,
            "whose": "Wagtail's",
            "reads": f"headquarters by its rights; of the offices: {known.opens}",
            "changes": [],
            "where": str(known.sort),
        }
        for name, known in walled.ADDRESSES.items()
        if name in routes
    ]
    found += [
        {
            "address": routes[name],
            "name": name,
            "whose": "a library's",
            "reads": "public",
            "changes": [],
            "where": why,
        }
        for name, why in access_table.OTHERS.items()
        if name in routes
    ]
    return sorted(found, key=lambda row: (row["address"], row["name"]))


def _where(row: Any) -> str:
    if isinstance(row.who, str):
        return ""
    if row.at_headquarters:
        return "of a role held at headquarters"
    return "the same at every office" if row.national else "of the role's own office and those below it"


def as_markdown(found: list[dict[str, Any]]) -> str:
    lines = ["| address | who reads | who changes | of what |", "|---|---|---|---|"]
    for row in found:
        reads = row["reads"] if isinstance(row["reads"], str) else ", ".join(row["reads"]) or "nobody"
        cells = (f"`{row['address']}`", reads, ", ".join(row["changes"]), row["where"])
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.testing")
    import django

    django.setup()
    found = rows()
    print(json.dumps(found, ensure_ascii=False, indent=1) if "--json" in arguments else as_markdown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
