"""Lay the first delivery charges, which staff may change: without them nobody could order."""

from django.db import migrations

# zone, poisha, days: 5 days in the same city, 10 elsewhere (Digital Commerce Operation Guidelines 2021).
FIRST = [("same_district", 60_00, 5), ("same_division", 90_00, 10), ("elsewhere", 130_00, 10)]


def lay(apps, schema_editor):
    charges = apps.get_model("storefront", "DeliveryCharge")
    for zone, charge_poisha, days in FIRST:
        charges.objects.get_or_create(zone=zone, defaults={"charge_poisha": charge_poisha, "days": days})


class Migration(migrations.Migration):
    dependencies = [("storefront", "0001_initial")]

    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
