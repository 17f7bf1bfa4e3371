"""Every address of Wagtail's back office, once: what it shows, and to whom of the offices the wall opens it.

Headquarters' own (`rights.knows_every_office`) pass the wall; Wagtail's permissions still hold behind it. An
address that does not stand here is shut, and fails the tests until somebody has thought about it.
"""

import dataclasses
import enum


class Sort(enum.StrEnum):
    """What an address shows."""

    DOOR = "the way in and out, for everybody"
    PLAIN = "nothing of any office"
    ACCOUNT = "the reader's own account or home"
    OBJECT = "one object"
    LIST = "a list"
    CHOOSER = "a chooser"
    SEARCH = "a search"
    API = "an API"
    REPORT = "a report"
    KEEPING = "people, sites, languages, workflows, redirects, collections"


class Opens(enum.StrEnum):
    """To whom of those who do not know every office it opens."""

    TO_ALL = "everybody"
    TO_EDITORS = "who edits some office's pages; what it shows is limited to what the reader may explore"
    ON_OWN_PAGES = "who edits every page it names"
    ON_THE_WAY = "who edits the pages it names, or passes them on the way to the own office"
    ON_OWN_PICTURES = "who keeps every picture it names"
    ON_OWN_DOCUMENTS = "who keeps every document it names"
    ON_OWN_SELECTION = "who edits or keeps everything that was selected"
    ON_WHAT_MAY_BE_CHOSEN = "who may choose the pages it names"
    TO_NOBODY = "nobody: headquarters only"
    TO_NOBODY_AT_ALL = "nobody, headquarters and superusers included: ours does it, by other rules"


@dataclasses.dataclass(frozen=True)
class Walled:
    """One address: what it shows, and to whom it opens."""

    sort: Sort
    opens: Opens


def _all(sort: Sort, opens: Opens, space: str, *names: str) -> dict[str, Walled]:
    return {f"{space}{name}": Walled(sort, opens) for name in names}


# A view set of Wagtail's own: users, groups, sites, languages.
_REGISTER = (
    "index", "index_results", "add", "edit", "delete", "history", "history_results", "usage", "copy",
)  # fmt: skip

ADDRESSES: dict[str, Walled] = {
    **_all(
        Sort.DOOR, Opens.TO_ALL, "wagtailadmin_", "login", "logout", "password_reset", "password_reset_done",
        "password_reset_confirm", "password_reset_complete", "javascript_catalog", "sprite",
    ),
    **_all(Sort.PLAIN, Opens.TO_ALL, "/admin/", "test404/", "^.*/$"),
    **_all(Sort.PLAIN, Opens.TO_NOBODY, "", "wagtailadmin_error_test"),
    **_all(
        Sort.PLAIN, Opens.TO_EDITORS, "wagtailadmin_choose_page_", "external_link", "email_link", "phone_link",
        "anchor_link",
    ),
    **_all(Sort.PLAIN, Opens.TO_EDITORS, "", "wagtailadmin_block_preview"),
    **_all(Sort.PLAIN, Opens.TO_ALL, "", "wagtail_localize:javascript_catalog"),
    **_all(Sort.PLAIN, Opens.TO_NOBODY, "wagtailembeds:", "chooser", "chooser_upload"),
    **_all(
        Sort.ACCOUNT, Opens.TO_ALL, "wagtailadmin_", "home", "account", "dismissibles",
        "editing_sessions:release",
    ),
    # Pages.
    **_all(Sort.LIST, Opens.TO_EDITORS, "", "wagtailadmin_explore_root", "wagtailadmin_pages:choose_parent"),
    **_all(Sort.LIST, Opens.ON_THE_WAY, "wagtailadmin_explore", "", "_results"),
    **_all(Sort.SEARCH, Opens.TO_EDITORS, "wagtailadmin_pages:", "search", "search_results"),
    **_all(
        Sort.OBJECT, Opens.ON_OWN_PAGES, "wagtailadmin_pages:", "add", "preview_on_add", "usage", "edit",
        "preview_on_edit", "view_draft", "add_subpage", "delete", "unpublish", "convert_alias", "move",
        "move_confirm", "set_page_position", "copy", "workflow_action", "collect_workflow_action_data",
        "confirm_workflow_cancellation", "workflow_preview", "set_privacy", "lock", "unlock",
        "revisions_index", "revisions_view", "revisions_revert", "revisions_unschedule", "revisions_compare",
        "workflow_history", "workflow_history_detail", "history", "history_results",
    ),
    **_all(Sort.REPORT, Opens.TO_NOBODY, "wagtailadmin_pages:", "type_use", "type_use_results"),
    **_all(Sort.CHOOSER, Opens.TO_EDITORS, "wagtailadmin_choose_page", "", "_search"),
    **_all(Sort.CHOOSER, Opens.ON_THE_WAY, "wagtailadmin_choose_page_", "child"),
    **_all(Sort.CHOOSER, Opens.ON_WHAT_MAY_BE_CHOSEN, "wagtailadmin_choose_page_", "chosen_multiple"),
    **_all(Sort.OBJECT, Opens.ON_OWN_SELECTION, "", "wagtail_bulk_action", "wagtailadmin_editing_sessions:ping"),
    **_all(Sort.API, Opens.TO_EDITORS, "wagtailadmin_api:pages:", "listing", "find"),
    **_all(Sort.API, Opens.ON_THE_WAY, "wagtailadmin_api:pages:", "detail"),
    **_all(Sort.API, Opens.ON_OWN_PAGES, "wagtailadmin_api:pages:", "action"),
    **_all(Sort.API, Opens.TO_NOBODY, "wagtailadmin_api:images:", "listing", "detail", "find"),
    **_all(Sort.API, Opens.TO_NOBODY, "wagtailadmin_api:documents:", "listing", "detail", "find"),
    # Pictures and documents: lists and choosers hold what lies in the reader's own collections.
    **_all(Sort.LIST, Opens.TO_EDITORS, "wagtailimages:", "index", "index_results"),
    **_all(Sort.LIST, Opens.TO_EDITORS, "wagtaildocs:", "index", "index_results"),
    # What was uploaded is asked for by who uploaded it alone: Wagtail sees to that.
    **_all(
        Sort.ACCOUNT, Opens.TO_EDITORS, "wagtailimages:", "add", "add_multiple",
        "create_multiple_from_uploaded_image", "delete_upload_multiple",
    ),
    **_all(
        Sort.ACCOUNT, Opens.TO_EDITORS, "wagtaildocs:", "add", "add_multiple",
        "create_multiple_from_uploaded_document", "delete_upload_multiple",
    ),
    **_all(
        Sort.OBJECT, Opens.ON_OWN_PICTURES, "wagtailimages:", "edit", "delete", "url_generator",
        "url_generator_output", "preview", "image_usage", "edit_multiple", "delete_multiple",
    ),
    **_all(
        Sort.OBJECT, Opens.ON_OWN_DOCUMENTS, "wagtaildocs:", "edit", "delete", "edit_multiple",
        "delete_multiple", "document_usage",
    ),
    **_all(Sort.CHOOSER, Opens.TO_EDITORS, "wagtailimages_chooser:", "choose", "choose_results", "create"),
    **_all(Sort.CHOOSER, Opens.TO_EDITORS, "wagtaildocs_chooser:", "choose", "choose_results", "create"),
    **_all(
        Sort.OBJECT, Opens.ON_OWN_PICTURES, "wagtailimages_chooser:", "chosen", "chosen_multiple",
        "select_format",
    ),
    **_all(Sort.OBJECT, Opens.ON_OWN_DOCUMENTS, "wagtaildocs_chooser:", "chosen", "chosen_multiple"),
    **_all(
        Sort.LIST, Opens.TO_NOBODY, "wagtailadmin_tag_", "autocomplete", "model_autocomplete",
    ),
    # Translations: portal.translating, with approval, is the only way (ADR 0057).
    **_all(
        Sort.OBJECT, Opens.TO_NOBODY_AT_ALL, "wagtail_localize:", "submit_page_translation",
        "update_translations", "edit_string_translation", "download_pofile", "upload_pofile",
        "machine_translate", "preview_translation", "stop_translation", "convert_to_alias",
        "submit_snippet_translation", "snippets_api_listing", "snippets_api_detail", "edit_override",
    ),
    **_all(
        Sort.REPORT, Opens.TO_NOBODY_AT_ALL, "wagtail_localize:translations_", "report", "report_results",
    ),
    # What is headquarters' alone.
    **_all(
        Sort.REPORT, Opens.TO_NOBODY, "wagtailadmin_reports:", "locked_pages", "locked_pages_results",
        "workflow", "workflow_results", "workflow_tasks", "workflow_tasks_results", "site_history",
        "site_history_results", "aging_pages", "aging_pages_results", "page_types_usage",
        "page_types_usage_results",
    ),
    **_all(Sort.LIST, Opens.TO_NOBODY, "", "wagtailsnippets:index"),
    **_all(
        Sort.KEEPING, Opens.TO_NOBODY, "wagtailadmin_collections:", "index", "add", "edit", "delete",
        "set_privacy",
    ),
    **_all(
        Sort.KEEPING, Opens.TO_NOBODY, "wagtailadmin_workflows:", "index", "index_results", "add", "enable",
        "disable", "edit", "usage", "usage_results", "remove", "add_task", "select_task_type", "task_index",
        "task_index_results", "edit_task", "disable_task", "enable_task", "task_chooser",
        "task_chooser_results", "task_chooser_create", "task_chosen",
    ),
    **_all(
        Sort.KEEPING, Opens.TO_NOBODY, "wagtailredirects:", "index", "index_results", "add", "edit", "delete",
        "start_import", "process_import",
    ),
    **_all(Sort.KEEPING, Opens.TO_NOBODY, "wagtaillocales:", *_REGISTER),
    **_all(Sort.KEEPING, Opens.TO_NOBODY, "wagtailsites:", *_REGISTER),
    **_all(Sort.KEEPING, Opens.TO_NOBODY, "wagtailusers_users:", *_REGISTER),
    **_all(Sort.KEEPING, Opens.TO_NOBODY, "wagtailusers_groups:", *_REGISTER[:-1]),
}  # fmt: skip

# Snippets of ours, by model: their view sets say who may, and each address has its row in the access table.
SNIPPETS_OF_OURS = ("charter_pages_post",)


def of(name: str) -> Walled:
    """Return what is known of one of Wagtail's addresses; nothing known is shut."""
    return ADDRESSES.get(name, Walled(Sort.OBJECT, Opens.TO_NOBODY))
