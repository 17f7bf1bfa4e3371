"""A charter and a paper that the first prison was given to import, in the small world."""

from typing import Any

from django.db.models import Model

from accounts.roles import Role
from charter_pages.importing import keeping
from charter_pages.models import CharterPage, MemoPrefix, PaperImport
from charter_pages.papers.taking import keeping as papers
from portal.models import BestBet
from publishing.models import PortalDocument
from search.models import SoughtInVain

KEPT: tuple[type[Model], ...] = (
    PortalDocument,
    CharterPage,
    PaperImport,
    MemoPrefix,
    BestBet,
    SoughtInVain,
)


def plant(world: Any, page: Any, title: str) -> dict[str, list[object]]:
    """Keep a charter with a planted title; return the arguments of the addresses about it."""
    world.charter_table = f"সেবার নাম\tসময়সীমা\tদায়িত্বপ্রাপ্ত কর্মকর্তা\n{title}\t৩ ঘণ্টা\tজেলার"
    kept = keeping.keep(
        by=world.people[Role.PRISON_EDITOR, "own"],
        office=world.a,
        name="charter.txt",
        content=world.charter_table.encode(),
    )
    world.paper = (
        f"{title} সভার কার্যবিবরণী\n\nসভাপতি : জেল সুপার\nসভার তারিখ : ১৪ ডিসেম্বর ২০২০\nসময় : সকাল ১০.০০ ঘটিকা\n"
        f"স্থান : {title}\n\n১। আলোচনা হয়।\n"
    )
    taken = papers.begin(
        by=world.people[Role.PRISON_EDITOR, "own"],
        parent=page,
        office=world.a,
        name="paper.txt",
        content=world.paper.encode(),
    )
    prefix = MemoPrefix.objects.create(prefix="58.04.6900", office=world.a)
    bet = BestBet.objects.create(words="দোকান", address="/shop/", title_bn="দোকান")
    sought = SoughtInVain.objects.create(words="হেলিকপ্টার", language="bn", people=5)
    return {
        "chosen answer": [bet.pk],
        "sought in vain": [sought.pk],
        "office page": [page.pk],
        "imported": [page.pk, kept.pk],
        "paper taken in": [page.pk, taken.pk],
        "memo prefix": [prefix.pk],
    }


def forms(world: Any) -> dict[str, dict[str, Any]]:
    prefix = {"body_bn": "অন্য সংস্থা", "body_en": "Another body"}
    bet = {"address": "/shop/", "title_bn": "দোকান"}
    return {
        "chosen-answers:add": {"words": "পণ্য", **bet},
        "chosen-answers:edit": {"words": "কেনাকাটা", **bet},
        "chosen-answers:delete": {},
        "sought_in_vain_forget": {},
        "charter_import": {"text": world.charter_table},
        "charter_import_review": {"do": "draft"},
        "paper_import": {"text": world.paper},
        "paper_import_review": {"do": "again", "venue": "অন্য স্থান"},
        "memo-prefixes:add": {"prefix": "44.01", **prefix},
        "memo-prefixes:edit": {"prefix": "44.02", **prefix},
    }
