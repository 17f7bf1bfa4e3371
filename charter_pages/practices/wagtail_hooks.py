"""What practices add to Wagtail's admin."""

from wagtail import hooks

from charter_pages.practices import addresses

hooks.register("register_admin_urls", addresses.paths)
hooks.register("register_admin_menu_item", addresses.menu)
hooks.register("register_log_actions", addresses.deeds)
