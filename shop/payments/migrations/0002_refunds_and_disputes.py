"""Refunds of every kind in one table, what they consist of, and disputes."""

import secrets

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_each_refund(apps, schema_editor):
    refund_model = apps.get_model("payments", "Refund")
    for refund in refund_model.objects.select_related("attempt"):
        refund.reference = secrets.token_urlsafe(12)
        refund.idempotency_key = secrets.token_urlsafe(24)
        refund.provider = refund.attempt.provider
        refund.submitted_at = refund.requested_at
        if refund.state == "succeeded":
            refund.settled_at = refund.requested_at
        else:
            refund.state, refund.due_at = "submitted", refund.requested_at
        refund.save()
    changes = apps.get_model("orders", "StateChange").objects
    changes.filter(subject_kind="payments.RefundDue").update(subject_kind="payments.Refund")


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "__first__"),
        ("orders", "0005_tell_earlier_shares_apart"),
        ("payments", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel("RefundDue", "Refund"),
        migrations.AlterField(
            "Refund",
            "attempt",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refunds",
                to="payments.paymentattempt",
            ),
        ),
        *(
            migrations.AddField("Refund", name, field)
            for name, field in {
                "provider": models.CharField(default="", max_length=40, verbose_name="way of payment"),
                "note": models.CharField(blank=True, default="", max_length=200, verbose_name="note"),
                "sound": models.BooleanField(default=True, verbose_name="the goods are sound"),
                "reference": models.CharField(max_length=43, null=True),
                "idempotency_key": models.CharField(max_length=64, null=True),
                "needs_approval": models.BooleanField(default=False),
                "requested_by": models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="requested by",
                ),
                "approved_by": models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="approved by",
                ),
                "approved_at": models.DateTimeField(null=True),
                "submitted_at": models.DateTimeField(null=True),
                "due_at": models.DateTimeField(null=True),
                "tries": models.PositiveSmallIntegerField(default=0),
                "provider_reference": models.CharField(blank=True, default="", max_length=200),
                "failure": models.CharField(blank=True, default="", max_length=100),
                "settled_at": models.DateTimeField(null=True),
                "slip_number": models.CharField(
                    blank=True, default="", max_length=40, verbose_name="number of the payment"
                ),
                "paid_by": models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="paid by",
                ),
            }.items()
        ),
        migrations.RunPython(name_each_refund, migrations.RunPython.noop),
    ]
