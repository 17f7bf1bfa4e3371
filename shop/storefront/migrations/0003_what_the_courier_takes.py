"""Say beside each delivery charge what the courier takes: until staff say otherwise, what the buyer pays."""

from django.db import migrations, models
from django.db.models import F


def as_the_charge(apps, schema_editor):
    apps.get_model("storefront", "DeliveryCharge").objects.update(cost_poisha=F("charge_poisha"))


class Migration(migrations.Migration):
    dependencies = [("storefront", "0002_delivery_charges")]

    operations = [
        migrations.AddField(
            "deliverycharge",
            "cost_poisha",
            models.PositiveIntegerField(default=0, verbose_name="the courier's price in poisha"),
            preserve_default=False,
        ),
        migrations.RunPython(as_the_charge, migrations.RunPython.noop),
    ]
