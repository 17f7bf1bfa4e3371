"""What the circulation of papers adds to Wagtail's admin."""

from wagtail import hooks

from charter_pages.circulation import admin

hooks.register("register_admin_urls", admin.paths)
hooks.register("register_admin_menu_item", admin.received_item)
hooks.register("register_admin_menu_item", admin.sent_item)
hooks.register("register_page_header_buttons", admin.above_the_page)
hooks.register("register_log_actions", admin.deeds)
