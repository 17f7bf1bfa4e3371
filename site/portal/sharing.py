"""Links by which a reader shares a page. No script of others is loaded: nobody learns who reads what."""

from urllib.parse import quote

from django.utils.translation import gettext as _
from wagtail.models import Page


def links(page: Page) -> list[dict[str, str]]:
    """Return where a page may be shared, each with its address and a title in the reader's language."""
    address, title = quote(page.full_url or "", safe=""), quote(page.title, safe="")
    return [
        {"title": _("Facebook"), "url": f"https://www.facebook.com/sharer/sharer.php?u={address}"},
        {"title": _("WhatsApp"), "url": f"https://wa.me/?text={title}%20{address}"},
        {"title": _("E-mail"), "url": f"mailto:?subject={title}&body={address}"},
    ]
