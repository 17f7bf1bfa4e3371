"""What charters and duties add to Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from charter_pages.charters import admin, post_views
from charter_pages.duties import addresses, board_addresses, home
from charter_pages.importing import admin as importing
from charter_pages.papers import numbered_forms, prefix_screens
from charter_pages.papers.taking import admin as taking

register_snippet(post_views.OfficersGroup)

hooks.register("register_admin_urls", board_addresses.paths)
hooks.register("register_log_actions", board_addresses.deeds)
hooks.register("register_admin_menu_item", board_addresses.board_item)
hooks.register("register_admin_urls", addresses.paths)
hooks.register("register_admin_menu_item", addresses.menu_item)
hooks.register("after_publish_page", addresses.tell_what_it_shows)
hooks.register("construct_homepage_panels", home.begin_with_my_duties)

hooks.register("register_admin_urls", admin.paths)
hooks.register("register_admin_menu_item", admin.changes_item)
hooks.register("register_admin_menu_item", admin.officers_item)
hooks.register("after_publish_page", admin.say_what_it_did)

hooks.register("register_admin_urls", importing.paths)
hooks.register("register_page_listing_more_buttons", importing.in_the_explorer)
hooks.register("register_page_header_buttons", importing.above_the_page)

hooks.register("register_admin_urls", taking.paths)
hooks.register("register_admin_viewset", prefix_screens.view_set)
hooks.register("register_admin_viewset", numbered_forms.view_sets)
hooks.register("register_page_listing_more_buttons", taking.in_the_explorer)
hooks.register("register_page_header_buttons", taking.above_the_page)
