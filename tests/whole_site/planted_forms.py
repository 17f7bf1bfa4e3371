"""What each address of the access table takes, filled in with things of the small world."""

import datetime
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

import clock
from tests.whole_site import (
    planted_bundles,
    planted_charters,
    planted_decisions,
    planted_duties,
    planted_imports,
    planted_papers,
    planted_plan,
    planted_practices,
)
from tests.whole_site.planted import World


def forms(world: World) -> dict[str, dict[str, Any]]:
    """Return for each address of the table what its form takes, and does for those who may."""
    today, tomorrow = clock.today(), clock.today() + datetime.timedelta(days=1)
    why = "মজুরির হিসাব মেলানোর জন্য"
    words = {"trade": world.listing.trade_id, "title_bn": "অন্য টুল", "title_en": "Other", "price": "900"}
    names = {"name_bn": "অন্য", "name_en": "Other"}
    office = {"code": "other", "kind": "hq", **names}
    return {
        **planted_decisions.forms(world),
        **planted_practices.forms(world),
        **planted_duties.forms(world),
        **planted_papers.forms(world),
        **planted_bundles.forms(world),
        **planted_plan.forms(world),
        **planted_charters.forms(world),
        "reset_second_factor": {"reason": "ফোন হারিয়েছে"},
        **planted_imports.forms(world),
        "withdraw_page": {"reason_bn": "একটি ভুল"},
        "restore_page": {},
        "pages_to_review": {"page": world.page.pk},
        "translate": {"action": "begin"},
        "storefront_add": {**words, "office": world.a.pk},
        "storefront_listing": words,
        "storefront_pictures": {"remove": world.listing.pictures.get().pk},
        "storefront_withdrawal": {},
        "parcel": {"step": "pack"},
        "cash_due": {"step": "record", "slip_number": "7788"},
        "cash_remittance": {
            "dues": [world.due.pk],
            "slip_number": "7788",
            "poisha": f"{world.due.amount_poisha // 100}.{world.due.amount_poisha % 100:02d}",
        },
        "refund": {"step": "by_hand", "slip_number": "7799"},
        "held_payment": {"step": "refuse", "note": "ক্রেতা ফোন ধরেননি।"},
        "record_slip_settlement": {
            "provider": "sslcommerz", "poisha": "100.50", "slip_number": "7722", "on": today,
        },
        "slip_settlement": {"step": "confirm"},
        "reconciliation_break": {"note": "The provider's mistake; it has paid the rest."},
        "stuck": {"kind": "all"},
        "grievance": {"step": "assign", "post": world.ready.pk},
        "holidays:add": {"on": "2027-03-26", **names},
        "holidays:edit": {"on": "2026-12-17", **names},
        "working-week:edit": {"weekend": [4]},
        "desk_refund": {
            "form_key": uuid.uuid4(), "reason": "goodwill", f"goodwill_{world.a.pk}": "1", "agreed": "100",
            "step": "confirm",
        },
        "desk_cancel": {
            "form_key": uuid.uuid4(), f"units_{world.waiting.lines.get().pk}": "1", "note": why,
            "agreed": "131000:1", "step": "confirm",
        },
        "order_complaint": {"answer": "আমরা নতুন একটি পাঠাচ্ছি।"},
        "wages_propose_policy": {
            "form_key": uuid.uuid4(), "rate_bp": "60", "in_force_from": f"{tomorrow} 00:00",
            "memo_number": "1", "rounding": "half_up", "return_days": "7",
            "refund_bearer": "prison", "smallest_payout_poisha": "1",
        },
        "wages_policy": {},
        "wages_statement": {"start": today, "end": today, "why": why},
        "wages_handout": {"how": "signature", "received_on": today},
        "wages_place_hold": {
            "form_key": uuid.uuid4(), "poisha": "0.50", "reason": "inquiry", "memo_number": "1",
            "until": tomorrow,
        },
        "wages_daily_wage": {
            "form_key": uuid.uuid4(), "start": today, "end": today, "days": "1", "memo_number": "1"
        },
        "wages_adjustment": {
            "form_key": uuid.uuid4(), "adds": "takes", "poisha": "1", "reason": "audit", "memo_number": "1",
            "document": SimpleUploadedFile("x.pdf", b"%PDF-1.4 x"),
        },
        "wages_deduction": {
            "form_key": uuid.uuid4(), "statute": world.law.pk, "poisha": "1", "memo_number": "1"
        },
        "wages_hold": {},
        "wages_entry": {"step": "withdraw"},
        "wages_record_statute": {"reference": "3", "title_bn": "আইন", "title_en": "Act"},
        "wages_statute": {},
        "production_record": {
            "form_key": uuid.uuid4(), "stockrecord": world.listing.stockrecord_id, "quantity": 1,
            "started_on": today, "finished_on": today, "measure": "hours",
            f"maker_{world.maker.pk.hex}": 1,
        },
        "production_batch": {},
        "production_register_maker": {
            "form_key": uuid.uuid4(), "office": world.a.pk, "name": "কেউ", "register_number": "99/ক"
        },
        "production_maker": {"why": why},
        "trades:add": {"code": "other", **names},
        "trades:edit": {"code": "other", **names},
        "workshops:add": {"office": world.a.pk, "trade": world.listing.trade_id, **names},
        "workshops:edit": {"office": world.a.pk, "trade": world.listing.trade_id, **names},
        "delivery-charges:edit": {"charge_poisha": "77", "cost_poisha": "78", "days": 9},
        "appointments:add": {
            "user": world.roleless.pk, "role": "administrator", "office": world.hq.pk, "since": today
        },
        "appointments:edit": {
            "user": world.roleless.pk, "role": "auditor", "office": world.hq.pk, "since": today
        },
        "offices:add": {**office, "kind": "division", "parent": world.hq.pk},
        "offices:edit": {**office, "kind": "division", "parent": world.hq.pk},
        "wagtailsnippets_charter_pages_post:add": {
            "office": world.a.pk, "title_bn": "অন্য", "title_en": "Other", "rank_order": 1
        },
        "wagtailsnippets_charter_pages_post:edit": {
            "office": world.a.pk, "title_bn": "অন্য", "title_en": "Other", "rank_order": 1
        },
        "wagtailsnippets_charter_pages_postholder:edit": {
            "post": world.arguments["post"][0], "name_bn": "অন্য", "since": today
        },
    }  # fmt: skip
