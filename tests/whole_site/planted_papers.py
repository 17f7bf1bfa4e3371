"""Papers on their way in the small world: one from headquarters to the first prison, one from it to its division."""

from typing import Any

from django.db.models import Model

from accounts.roles import Role
from charter_pages.circulation import circulating, content, expanding
from charter_pages.circulation.models import Addressed, LineChoice, PaperVersion, Plan, Withheld
from charter_pages.models import MinutesPage
from offices.models import Office
from portal.models import OfficePage
from tests import publishing_samples

KEPT: tuple[type[Model], ...] = (Addressed, LineChoice, PaperVersion, Plan, Withheld)


def plant(world: Any, title: str) -> dict[str, list[object]]:
    """Send both papers and correct the second; return the arguments of the addresses about them."""
    to_the_prison = _issued(world, world.hq, world.a, "সদর দপ্তরের কার্যবিবরণী")
    page = _issued(world, world.a, world.division, title)
    page.venue, page.change_note = "অন্য কক্ষ", "কক্ষের নাম"
    page.save_revision().publish()
    world.sent = page
    addressed = Addressed.objects.get(page=to_the_prison, office=world.a)
    return {"addressed": [addressed.pk], "sent": [page.pk], "former": [page.pk, 1]}


def _issued(world: Any, by: Office, to: Office, title: str) -> MinutesPage:
    parent = OfficePage.objects.get(register_entry=by, language="bn")
    page = publishing_samples.minutes(parent, memo="", title=title)
    line = expanding.expand(page.pk, content.of(page)["distribution"])[0]
    expanding.choose(by=world.people[Role.HQ_MODERATOR, "own"], page_id=page.pk, line=line, offices=[to])
    circulating.circulate_due()
    return MinutesPage.objects.get(pk=page.pk)


def forms(world: Any) -> dict[str, dict[str, Any]]:
    line = expanding.expand(world.sent.pk, content.of(world.sent)["distribution"])[0]
    return {
        "paper_acknowledge": {},
        "paper_circulation": {},
        "paper_recipients": {f"{line.key}-sent": "1", str(line.key): [world.b.pk]},
        "paper_withhold": {"because": "একটি নাম ছিল"},
    }
