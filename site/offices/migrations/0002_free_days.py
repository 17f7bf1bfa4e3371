from django.db import migrations, models

FRIDAY_AND_SATURDAY = [4, 5]


def lay(apps, schema_editor):
    apps.get_model("offices", "WorkingWeek").objects.get_or_create(
        pk=1, defaults={"weekend": FRIDAY_AND_SATURDAY}
    )


class Migration(migrations.Migration):
    dependencies = [("offices", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="date")),
                ("name_bn", models.CharField(max_length=150, verbose_name="name in Bangla")),
                ("name_en", models.CharField(max_length=150, verbose_name="name in English")),
                (
                    "is_estimate",
                    models.BooleanField(
                        default=False,
                        help_text="The day is expected; correct it when the moon has been seen.",
                        verbose_name="subject to the moon",
                    ),
                ),
                (
                    "is_cancelled",
                    models.BooleanField(
                        default=False, help_text="Offices work on this day after all.", verbose_name="does not hold"
                    ),
                ),
            ],
            options={
                "verbose_name": "public holiday",
                "verbose_name_plural": "public holidays",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("on", "name_bn"), name="a_holiday_stands_once_on_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="WorkingWeek",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekend",
                    models.JSONField(
                        help_text="The days of each week on which offices do not work.", verbose_name="weekend"
                    ),
                ),
            ],
            options={
                "verbose_name": "working week",
                "verbose_name_plural": "working week",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="there_is_one_working_week")],
            },
        ),
        migrations.RunPython(lay, migrations.RunPython.noop),
    ]
