"""Give shares that were posted before credits were kept their credits, and shipped lines their instant."""

import datetime
from zoneinfo import ZoneInfo

from django.db import migrations

DHAKA = ZoneInfo("Asia/Dhaka")


def window_ends(delivered_at, return_days):
    """As `wages.shares.window_ends` was when this was written."""
    day = delivered_at.astimezone(DHAKA).date() + datetime.timedelta(days=return_days + 1)
    return datetime.datetime.combine(day, datetime.time(), DHAKA).astimezone(datetime.UTC)


def note_credits(apps, schema_editor):
    line_model, transfer_model = apps.get_model("orders", "SoldLine"), apps.get_model("ledger", "Transfer")
    credit_model = apps.get_model("wages", "Credit")
    lines = line_model.objects.filter(credited_at__isnull=False).select_related("office", "policy")
    credits = []
    for line in lines.order_by("pk").iterator(500):
        transfers = transfer_model.objects.filter(
            entry__key=line.entry_key, credit__code__startswith="inmate:"
        )
        by_maker = {}
        for code, poisha in transfers.order_by("position").values_list("credit__code", "poisha"):
            maker = code.split(":")[1]
            by_maker[maker] = by_maker.get(maker, 0) + poisha
        credits += [
            credit_model(
                maker_id=maker,
                kind="share",
                entry_key=line.entry_key,
                line_ref=line.reference,
                bearer_code=line.office.code,
                poisha=poisha,
                credited_at=line.credited_at,
                release_at=window_ends(line.delivered_at, line.policy.return_days),
            )
            for maker, poisha in by_maker.items()
        ]
    credit_model.objects.bulk_create(credits, batch_size=500)


def note_hand_overs(apps, schema_editor):
    consignment_model = apps.get_model("fulfilment", "Consignment")
    line_model = apps.get_model("orders", "SoldLine")
    shipped = consignment_model.objects.filter(shipped_at__isnull=False)
    for purchase_id, office_id, at in shipped.values_list("purchase_id", "office_id", "shipped_at"):
        lines = line_model.objects.filter(purchase_id=purchase_id, office_id=office_id)
        lines.update(handed_over_at=at)


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0004_refunds"),
        ("wages", "0003_accounts"),
        ("ledger", "0001_initial"),
        ("fulfilment", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(note_credits, migrations.RunPython.noop),
        migrations.RunPython(note_hand_overs, migrations.RunPython.noop),
    ]
