"""What stood in the plan's page becomes measures, with their first row of progress."""

import datetime

from django.db import migrations

MIDNIGHT = datetime.time(tzinfo=datetime.timezone(datetime.timedelta(hours=6)))


def carry(apps, schema_editor):
    Initiative = apps.get_model("portal", "Initiative")
    Measure, Progress = apps.get_model("portal", "Measure"), apps.get_model("portal", "Progress")
    rows = list(Initiative.objects.select_related("locale", "page").order_by("sort_order", "pk"))
    english = {row.translation_key: row.unit for row in rows if row.locale.language_code == "en"}
    for row in rows:
        told = (row.unit, row.short_target, row.middle_target, row.long_target, row.reached)
        if row.locale.language_code != "bn" or not any(each not in (None, "") for each in told):
            continue
        unit = row.unit or row.title[:100]
        measure = Measure.objects.create(
            initiative=row.translation_key,
            unit_bn=unit,
            unit_en=english.get(row.translation_key) or unit,
            short_target=row.short_target or None,
            middle_target=row.middle_target or None,
            long_target=row.long_target or None,
        )
        if row.reached is not None:
            day = row.measured_on or row.page.published_on
            Progress.objects.create(
                measure=measure,
                how="carried",
                reached=row.reached,
                measured_on=day,
                note_bn=row.progress_note,
                recorded_at=row.page.last_published_at or datetime.datetime.combine(day, MIDNIGHT),
            )


class Migration(migrations.Migration):
    dependencies = [("portal", "0009_measures")]

    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
