import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("charter_pages", "0004_notes_and_reviews")]

    operations = [
        migrations.AddField(
            model_name="dutyrule",
            name="silent_days",
            field=models.PositiveSmallIntegerField(
                default=7,
                help_text="Counted from the day on which a prison showed its evidence.",
                validators=[django.core.validators.MaxValueValidator(90)],
                verbose_name="days after which headquarters decides without the division",
            ),
        ),
        migrations.AddField(
            model_name="evidence",
            name="snapshot_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="evidence",
            name="snapshot_due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("snapshot_due_at__isnull", False)),
                fields=["snapshot_due_at"],
                name="snapshots_still_to_take",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("what__in", ("raised", "waived", "accepted"))),
                fields=("duty", "what"),
                name="a_duty_is_raised_waived_and_accepted_once",
            ),
        ),
    ]
