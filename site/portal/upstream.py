"""English that Wagtail spells out where no catalogue is asked, said through ours (ADR 0055)."""

from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.template.base import Origin
from django.template.loaders.app_directories import Loader as AppDirectoriesLoader
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.roles import ADMINISTRATORS, EDITORS, MODERATORS, STAFF
from language import sorting
from offices.models import Office

# Template, what it spells out, what we say instead. A text that is there no more fails a test: then the line can go.
SPELT_OUT: dict[str, tuple[tuple[str, str], ...]] = {
    "wagtailadmin/shared/headers/_actions.html": (
        ('aria-label="Actions"', '{% load i18n %}aria-label="{% translate "Actions" %}"'),
    ),
    "wagtailadmin/home.html": (('value="Search"', 'value="{% translate "Search" %}"'),),
    "wagtailadmin/shared/header.html": (('value="Search"', 'value="{% translate "Search" %}"'),),
    "wagtailadmin/tables/boolean_cell.html": (("value|stringformat:'s'", "value|yesno"),),
    # "None", of a page that nobody who signs in has published.
    "wagtailadmin/shared/user_avatar.html": (("{{ user }}", '{{ user|default_if_none:"–" }}'),),
    "wagtailimages/chooser/results.html": (('title="Select {% if', 'title="{% translate "Select" %} {% if'),),
}
# What a chooser of rows is given when Wagtail is imported.
OF_CHOOSERS = {
    "choose_one_text": "Choose",
    "choose_another_text": "Choose another",
    "edit_item_text": "Edit",
    "search_tab_label": "Search",
    "create_action_label": "Create",
}
# Of what wagtail-localize hangs into Wagtail's screens, what serves our own way, too (ADR 0057).
OF_LOCALIZE = {"register_admin_urls", "register_log_actions", "register_icons"}
# What the item of its help menu that tells of a version is named by.
WHATS_NEW = "whats-new-in-wagtail-"
# Wagtail's and Oscar's own groups, which nobody is in, have no place among those that may be chosen.
GROUPS = {
    STAFF: _("All staff"),
    MODERATORS: _("Moderators of headquarters"),
    ADMINISTRATORS: _("Administrators"),
}


class Loader(AppDirectoriesLoader):
    """Django's loader of the templates that apps bring, with what some of them spell out replaced."""

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        for english, said in SPELT_OUT.get(str(origin.template_name), ()):
            contents = contents.replace(english, said)
        return contents


def speak() -> None:
    """Have fields, filters and choices of Wagtail that have no label of a catalogue ask for one."""
    from django.contrib.admin import utils
    from django.forms import boundfield
    from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
    from wagtail.admin.views.pages.search import SearchView

    # What is called by its name alone ("link_text") is looked up like everything else.
    for module in (boundfield, utils):
        module.pretty_name = _pretty_name  # type: ignore[attr-defined]
    # "1-20 of 39 None"
    SearchView.verbose_name_plural = gettext_lazy("pages")
    _name_the_groups(BaseViewRestrictionForm)
    _let_choosers_speak_when_shown()
    _let_breadcrumbs_speak_when_shown()
    _let_menus_speak_when_shown()
    _sort_titles_in_bangla_order()


def leave_one_way_into_english() -> None:
    """Take wagtail-localize's buttons, menu items and edit screens away from everybody: its superusers, too, would
    translate past the division and headquarters. Its addresses the wall refuses (`walled.Opens.TO_NOBODY_AT_ALL`).

    To be called where hooks are registered. Wagtail knows no way to take a hook back; importing the module first
    registers its hooks now, and once.
    """
    from wagtail_localize import wagtail_hooks as localizes

    for name, registered in hooks._hooks.items():
        if name not in OF_LOCALIZE:
            registered[:] = [hook for hook in registered if hook[0].__module__ != localizes.__name__]


def _pretty_name(name: str) -> str:
    from django.forms.utils import pretty_name

    english = pretty_name(name)
    return gettext(english) if english else english


def _name_the_groups(form: Any) -> None:
    """Let the form that asks who may read a page name our groups in the reader's language, and no others."""
    made = form.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        groups = self.fields["groups"]
        groups.queryset = Group.objects.filter(name__in=GROUPS) | Group.objects.filter(
            name__startswith=EDITORS
        )
        groups.label_from_instance = name_of

    form.__init__ = init


def _let_choosers_speak_when_shown() -> None:
    """Translate the words of choosers for each reader: Wagtail does it once, for whoever opens a form first."""
    from wagtail.admin.viewsets.chooser import ChooserViewSet
    from wagtail.admin.widgets.chooser import AdminPageChooser
    from wagtail.snippets.widgets import AdminSnippetChooser

    for name, english in OF_CHOOSERS.items():
        setattr(ChooserViewSet, name, gettext_lazy(english))
    made_of_snippets, made_of_pages = AdminSnippetChooser.__init__, AdminPageChooser.__init__

    def of_snippets(self: Any, *args: Any, **kwargs: Any) -> None:
        made_of_snippets(self, *args, **kwargs)
        thing = self.model._meta.verbose_name
        self.choose_one_text = _about("Choose %(object)s", thing)
        self.choose_another_text = _about("Choose another %(object)s", thing)
        self.link_to_chosen_text = _about("Edit this %(object)s", thing)

    def of_pages(self: Any, *args: Any, **kwargs: Any) -> None:
        made_of_pages(self, *args, **kwargs)
        if "choose_one_text" in vars(self):
            self.choose_one_text = _choose_a_page(self.model._meta.verbose_name)

    AdminSnippetChooser.__init__, AdminPageChooser.__init__ = of_snippets, of_pages


def _let_breadcrumbs_speak_when_shown() -> None:
    """Translate the way back from a register for each reader: Wagtail does it once, when the site starts."""
    from wagtail.snippets.views.snippets import SnippetViewSet

    made = SnippetViewSet.breadcrumbs_items.fget
    labels = (gettext_lazy("Home"), gettext_lazy("Snippets"))
    SnippetViewSet.breadcrumbs_items = property(
        lambda viewset: [{**step, "label": label} for step, label in zip(made(viewset), labels, strict=False)]
    )


def _let_menus_speak_when_shown() -> None:
    """Translate an item of a menu for each reader: what is said of it is kept from whoever opened the menu first."""
    from wagtail.admin.menu import MenuItem

    def of_help(_request: HttpRequest, items: list[MenuItem]) -> None:
        for item in items:
            if item.name.startswith(WHATS_NEW):
                item.label = _whats_new(item.name.removeprefix(WHATS_NEW))

    hooks.register("construct_help_menu", of_help)


def _sort_titles_in_bangla_order() -> None:
    """Let the database sort lists of pages by the key of the Bangla order where an editor sorts them by title.

    Not what was searched for: backends of the search sort by columns alone.
    """
    from wagtail.admin.views.pages.listing import PageListingMixin

    stock = PageListingMixin.order_queryset

    def order_queryset(view: Any, pages: Any) -> Any:
        if view.is_searching or view.ordering not in ("title", "-title"):
            return stock(view, pages)
        key = sorting.InBanglaOrder("title")
        return pages.order_by(key.desc() if view.ordering.startswith("-") else key.asc(), "pk")

    PageListingMixin.order_queryset = order_queryset


def _say_whats_new(version: str) -> str:
    return gettext("What's new in Wagtail %(version)s") % {"version": version}


def _say_about(message: str, thing: Any) -> str:
    return gettext(message) % {"object": thing}


def _say_choose_a_page(kind: Any) -> str:
    return f"{gettext('Choose a page')} ({capfirst(str(kind))})"


_about, _choose_a_page = lazy(_say_about, str), lazy(_say_choose_a_page, str)
_whats_new = lazy(_say_whats_new, str)


def name_of(group: Group) -> str:
    """Return what a group is called in the reader's language."""
    if group.name in GROUPS:
        return str(GROUPS[group.name])
    office = Office.objects.filter(code=group.name.removeprefix(EDITORS)).first()
    return gettext("Editors: %(office)s") % {"office": office.name} if office else group.name
