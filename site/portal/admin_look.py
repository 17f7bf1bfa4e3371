"""Staff's screens in the Department's green and type. The hook itself stands in `portal.wagtail_hooks`."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def stylesheet() -> SafeString:
    """Return the link to admin.css, for Wagtail's hook `insert_global_admin_css`."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


def script() -> SafeString:
    """Return admin_form.js, for Wagtail's hook `insert_global_admin_js`."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin_form.js"))
