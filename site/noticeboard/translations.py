"""When a notice, tender or event counts is one fact in all languages: the Bangla page says it, others follow at once.

A deadline that was put off in Bangla must not stand as it was in English until somebody translates the page again.
"""

from django.conf import settings

from noticeboard.models import Posted


def follow(*, page: Posted) -> int:
    """Give the facts of a Bangla page to its translations; return how many took them. What follows it as an alias is
    kept alike by Wagtail.
    """
    if page.language != settings.LANGUAGE_CODE:
        return 0
    others = type(page).objects.filter(translation_key=page.translation_key, alias_of__isnull=True)
    return int(others.exclude(pk=page.pk).update(**{name: getattr(page, name) for name in page.FACTS}))
