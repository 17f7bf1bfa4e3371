"""Staff's screens in the Department's green and type. The hook itself stands in `portal.wagtail_hooks`."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publishing import bijoy_views


def stylesheet() -> SafeString:
    """Return the link to admin.css, for Wagtail's hook `insert_global_admin_css`."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


def scripts() -> SafeString:
    """Return our scripts, for Wagtail's hook `insert_global_admin_js`."""
    paths = ((static(f"js/{name}.js"),) for name in ("admin_form", "admin_tables", "admin_digits"))
    own = format_html_join("\n", '<script type="module" src="{}"></script>', paths)
    return format_html("{}\n{}", own, bijoy_views.script())
