"""What Wagtail spells out in English is said in the reader's language, whoever came first."""

import pytest
from django.contrib.auth.models import Group
from django.forms import CharField, Form
from django.template import engines
from django.utils import translation
from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Collection, Page, PageViewRestriction, Workflow
from wagtail.snippets.widgets import AdminSnippetChooser

from charter_pages.models import Post
from portal import upstream
from portal.models import OfficePage
from tests import publishing_samples


@pytest.mark.parametrize("name", upstream.SPELT_OUT)
def test_each_template_still_spells_out_what_is_replaced(name: str) -> None:
    loader = engines["django"].engine.template_loaders[0].loaders[-1]
    origin = next(
        each for each in loader.get_template_sources(name) if each.loader is loader and _is_there(each)
    )
    shipped = super(upstream.Loader, loader).get_contents(origin)
    shown = loader.get_contents(origin)
    for english, said in upstream.SPELT_OUT[name]:
        assert english in shipped
        assert english not in shown
        assert said in shown


def _is_there(origin: object) -> bool:
    from pathlib import Path

    return Path(str(origin)).exists()


def test_a_field_without_a_label_is_called_by_its_name_in_the_catalogue() -> None:
    class Link(Form):
        link_text = CharField()

    with translation.override("bn"):
        assert "লিংকের লেখা" in Link().as_p()
    with translation.override("en"):
        assert "Link text" in Link().as_p()


def test_a_chooser_made_for_one_reader_speaks_the_next_one_s_language() -> None:
    with translation.override("en"):
        of_posts, of_pages = AdminSnippetChooser(Post), AdminPageChooser([OfficePage])
    with translation.override("bn"):
        assert str(of_posts.choose_one_text) == "পদ বেছে নিন"
        assert str(of_pages.choose_one_text) == "পাতা বেছে নিন (দপ্তর)"
    with translation.override("en"):
        assert str(of_posts.choose_one_text) == "Choose post"
        assert str(of_pages.choose_one_text) == "Choose a page (Office)"


def test_readers_of_a_page_are_chosen_among_our_groups_by_their_names(db: None) -> None:
    publishing_samples.offices_with_pages()

    class Who(BaseViewRestrictionForm):
        class Meta(BaseViewRestrictionForm.Meta):
            model = PageViewRestriction

    with translation.override("bn"):
        offered = [str(label) for _value, label in Who().fields["groups"].choices]
    assert "সম্পাদক: নাটোর জেলা কারাগার" in offered
    assert "সব কর্মচারী" in offered
    assert Group.objects.filter(name="Moderators").exists()
    assert all(label.isascii() is False for label in offered)


def test_what_stands_above_all_pages_has_a_bangla_name(db: None) -> None:
    publishing_samples.offices_with_pages()
    assert Page.get_first_root_node().title == "সব পাতা"
    assert Collection.get_first_root_node().name == "সাধারণ"
    assert all(not name.isascii() for name in Workflow.objects.values_list("name", flat=True))
