"""What the tracker of decisions adds to Wagtail's admin."""

from wagtail import hooks

from charter_pages.decisions import addresses

hooks.register("register_admin_urls", addresses.paths)
hooks.register("register_admin_menu_item", addresses.menu_item)
hooks.register("register_log_actions", addresses.deeds)
