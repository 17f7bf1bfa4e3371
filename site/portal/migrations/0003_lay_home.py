"""A fresh site has its two home pages, Bangla at the root and English beside it, instead of Wagtail's welcome page."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

HOMES = {
    "bn": ("কারা অধিদপ্তর", "আপনি কী করতে চান?", "সেবা, কারাগার, স্মারক নম্বর বা পণ্য লিখুন"),
    "en": ("Department of Prisons", "What do you want to do?", "A service, a prison, a memo number or a product"),
}


def lay_home(apps, schema_editor):
    content_type, _made = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="portal", model="homepage"
    )
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    Locale = apps.get_model("wagtailcore.Locale")
    HomePage = apps.get_model("portal.HomePage")
    if HomePage.objects.exists():
        return
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    key = uuid.uuid4()
    homes = {}
    for place, (language, (title, question, hint)) in enumerate(HOMES.items(), start=1):
        locale, _made = Locale.objects.get_or_create(language_code=language)
        slug = "home" if language == "bn" else f"home-{language}"
        homes[language] = HomePage.objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=content_type,
            path=f"0001000{place}",
            depth=2,
            numchild=0,
            url_path=f"/{slug}/",
            locale=locale,
            language=language,
            translation_key=key,
            live=True,
            first_published_at=timezone.now(),
            last_published_at=timezone.now(),
            question=question,
            search_hint=hint,
        )
    Page.objects.filter(path="0001").update(numchild=len(homes))
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name=HOMES["bn"][0],
        root_page_id=homes["bn"].pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_relations"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(lay_home, migrations.RunPython.noop)]
