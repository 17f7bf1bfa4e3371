"""Charters that were written before there were masters hold every row themselves: they follow none, nor do their drafts,
or each row would stand twice as soon as headquarters publishes a master. ADR 0034.
"""

from django.db import migrations


def stand_alone(apps, schema_editor):
    charters = apps.get_model("charter_pages", "CharterPage")
    revisions = apps.get_model("wagtailcore", "Revision")
    services = apps.get_model("charter_pages", "Service")
    masters = apps.get_model("charter_pages", "MasterCharterPage")
    if masters.objects.exists():
        # A site that has masters already has met both; what its offices chose stands.
        return
    older = set(services.objects.values_list("page_id", flat=True))
    charters.objects.filter(pk__in=older).update(follows_master=False)
    found = revisions.objects.filter(
        content_type__app_label="charter_pages",
        content_type__model="charterpage",
        object_id__in=[str(pk) for pk in older],
    )
    for revision in found.iterator():
        if "follows_master" not in revision.content:
            revision.content["follows_master"] = False
            revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("charter_pages", "0010_versions_in_letters"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(stand_alone, migrations.RunPython.noop)]
