"""The duties that the papers name, from the fiscal year of the first paper that we hold (2023-2024).

The papers give a weight to two lines only; the others count nothing until headquarters says how much. They give no
day either: (?) marks what headquarters may set, by a rule that follows.
"""

import datetime

from django.db import migrations

FROM = datetime.date(2023, 7, 1)
GUIDELINE = "সেবা প্রদান প্রতিশ্রুতি নির্দেশিকা, মন্ত্রিপরিষদ বিভাগ, ২০১৭"
MEETING = "সুরক্ষা সেবা বিভাগের উত্তম চর্চা বিষয়ক সভার কার্যবিবরণী, ১৪ ডিসেম্বর ২০২০"
# kind, days after the quarter's end, weight, target in per cent, source
RULES = (
    ("charter", 0, 0, 100, f"{GUIDELINE}: প্রতি ত্রৈমাসিকে হালনাগাদ; মান ও তারিখ (?)"),
    ("committee", 0, 3, 100, f"{GUIDELINE}: পরিবীক্ষণ কমিটি পুনর্গঠন, মান ৩, লক্ষ্যমাত্রা ৪; তারিখ (?)"),
    ("committee_minutes", 10, 4, 90, f"{GUIDELINE}: সভার সিদ্ধান্ত বাস্তবায়ন, মান ৪, লক্ষ্যমাত্রা ৯০%; তারিখ (?)"),
    ("training", 10, 0, 100, f"{GUIDELINE}: প্রশিক্ষণ; মান ও তারিখ (?)"),
    ("stakeholders", 10, 0, 100, f"{GUIDELINE}: অংশীজন সভা; মান ও তারিখ (?)"),
    ("practice", 10, 0, 100, f"{MEETING}, সিদ্ধান্ত ৬.৩: ত্রৈমাসিক সচিত্র প্রতিবেদন; মান ও তারিখ (?)"),
)


def found(apps, schema_editor):
    DutyRule = apps.get_model("charter_pages", "DutyRule")
    for kind, due_days, weight, target, source in RULES:
        DutyRule.objects.get_or_create(
            kind=kind,
            in_force_from=FROM,
            defaults={
                "due_days": due_days,
                "weight": weight,
                "target_percent": target,
                "remind_days": [-14, -3, 1, 7, 21],
                "silent_days": 7,
                "source": source,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("charter_pages", "0005_duties_at_work")]

    operations = [migrations.RunPython(found, migrations.RunPython.noop)]
