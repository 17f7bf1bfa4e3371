"""Two prisons, an editor of each, headquarters' moderator; and the papers that are taken in."""

import re
from pathlib import Path
from typing import Any

from django.test import Client

from accounts.roles import Role
from portal import rights, tree
from tests import publishing_samples as samples
from tests.admin_forms import fields_of
from tests.staffed import person

PAPERS = Path(__file__).parent / "papers"
MINUTES = (PAPERS / "minutes-best-practice-2020-12-14.txt").read_text()
LETTER = (PAPERS / "letter-smart-plan-2024-03-10.txt").read_text()


class House:
    """Two prisons of one division below headquarters, each with its page, and their people."""

    def __init__(self) -> None:
        tree.lay()
        self.offices = samples.offices()
        pages = {office.code: samples.office_page(office) for office in self.offices}
        rights.set_up()
        self.hq, self.parent, self.other = pages["hq"], pages["dj-natore"], pages["dj-pabna"]
        self.editor = person("natore", Role.PRISON_EDITOR, self.offices.a)
        self.neighbour = person("pabna", Role.PRISON_EDITOR, self.offices.b)
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.offices.hq)


def give(client: Client, parent: Any, **given: Any) -> Any:
    return client.post(f"/admin/papers/import/{parent.pk}/", given)


def review(client: Client, parent: Any, text: str) -> str:
    """Give a pasted paper; return the address of its review."""
    answer = give(client, parent, text=text)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return str(answer["Location"])


def browser_sends(client: Client, address: str, **more: str) -> dict[str, str]:
    """Return what a browser would send of the review: every field as it stands, and the boxes that are checked."""
    shown = client.get(address).content.decode()
    boxes = re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', shown)
    return {**fields_of(shown), **dict.fromkeys(boxes, "on"), **more}
