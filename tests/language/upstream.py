"""What the products under the site say: the messages of their catalogues, as they were shipped."""

from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.pofile import read_po

PACKAGES = Path(django.__file__).parents[1]
# Those whose words staff or readers may meet, each by its folder.
MET = (
    "wagtail", "wagtail/admin", "wagtail/images", "wagtail/documents", "wagtail/users", "wagtail/snippets",
    "wagtail/sites", "wagtail/embeds", "wagtail/search", "wagtail/contrib/redirects",
    "wagtail/contrib/typed_table_block", "wagtail_localize", "django/conf", "django/contrib/auth",
    "django/contrib/contenttypes", "django/contrib/sessions", "taggit",
)  # fmt: skip
# What no page of a site that runs says: Django's page of welcome, and the names of languages that we do not offer.
WELCOME = {
    "The install worked successfully! Congratulations!",
    'View <a href="https://docs.djangoproject.com/en/%(version)s/releases/" target="_blank" rel="noopener">release notes'
    "</a> for Django %(version)s",
    'You are seeing this page because <a href="https://docs.djangoproject.com/en/%(version)s/ref/settings/#debug" '
    'target="_blank" rel="noopener">DEBUG=True</a> is in your settings file and you have not configured any URLs.',
    "Django Documentation", "Topics, references, &amp; how-to’s", "Tutorial: A Polling App", "Get started with Django",
    "Django Community", "Connect, get help, or contribute",
}  # fmt: skip

# msgids of one message, the second for more than one thing; its context
Message = tuple[tuple[str, ...], str | None]


def said(
    package: str, *, locale: str = "en", name: str = "django.po"
) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """Yield each message of a package with what its catalogue of a locale makes of it."""
    path = PACKAGES / package / "locale" / locale / "LC_MESSAGES" / name
    with path.open("rb") as file:
        for message in read_po(file, locale=locale):
            if message.id:
                yield (_tuple(message.id), message.context), _tuple(message.string)


def met() -> Iterator[Message]:
    """Yield the messages that readers and staff may meet."""
    from django.conf import global_settings

    never = WELCOME | {str(english) for _code, english in global_settings.LANGUAGES}
    for package in MET:
        yield from (message for message, _said in said(package) if message[0][0] not in never)


def _tuple(text: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
