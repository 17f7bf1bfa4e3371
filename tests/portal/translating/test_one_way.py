"""There is one way into English, for everybody: wagtail-localize's own buttons and screens open to nobody (ADR 0057)."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from accounts.models import User
from accounts.roles import Role
from portal import rights
from tests import publishing_samples
from tests.staffed import person, signed_in

# What its buttons, menus and screens lead to.
THEIRS = "/admin/localize/"


class House:
    """The whole site, an English page that somebody began to translate, and who may do everything."""

    def __init__(self, department: publishing_samples.Site) -> None:
        self.site = department
        rights.set_up()
        self.page = Page.objects.get(pk=self.site.practice.pk)
        self.english = Page.objects.get(translation_key=self.page.translation_key, locale__language_code="en")
        self.source, _new = TranslationSource.update_or_create_from_instance(self.page.specific)
        self.translation = Translation.objects.create(
            source=self.source, target_locale=self.english.locale, enabled=True
        )
        self.boss = User.objects.create_superuser("boss", password="long-enough-to-be-one")


def standing() -> list[Any]:
    return [
        list(kind.objects.order_by("pk").values_list()) for kind in (Page, Translation, TranslationSource)
    ]


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_no_screen_of_a_superuser_leads_to_another_way_of_translating(house: House) -> None:
    client = browser_of(house.boss)
    for path in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[house.page.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[house.page.pk]),
        reverse("wagtailadmin_reports:site_history"),
    ):
        read = client.get(path)
        assert read.status_code == 200, path
        shown = read.content.decode().replace(f"{THEIRS}jsi18n/", "")
        assert THEIRS not in shown, path
        assert "localize-convert-to-alias" not in shown, path
        assert "localize-restart-translation" not in shown, path


def theirs(house: House) -> list[str]:
    named = {
        "submit_page_translation": house.page.pk,
        "convert_to_alias": house.english.pk,
        "update_translations": house.source.pk,
        "download_pofile": house.translation.pk,
        "upload_pofile": house.translation.pk,
        "machine_translate": house.translation.pk,
        "preview_translation": house.translation.pk,
        "stop_translation": house.translation.pk,
    }
    report = [reverse(f"wagtail_localize:translations_{name}") for name in ("report", "report_results")]
    return [*(reverse(f"wagtail_localize:{name}", args=[pk]) for name, pk in named.items()), *report]


def test_its_addresses_are_refused_to_everybody_and_change_nothing(house: House) -> None:
    moderator = person("moderator", Role.HQ_MODERATOR, house.site.offices.hq)
    before = standing()
    for client in (browser_of(house.boss), signed_in(moderator)):
        for path in theirs(house):
            assert client.get(path).status_code == 403, path
            sent = client.post(path, {"locales": house.english.locale_id, "publish_translations": "on"})
            assert sent.status_code == 403, path
    assert standing() == before


def test_a_superuser_who_edits_an_english_page_comes_to_our_screen_whatever_is_sent(house: House) -> None:
    client, before = browser_of(house.boss), standing()
    edit = reverse("wagtailadmin_pages:edit", args=[house.english.pk])
    ours = reverse("translate", args=[house.page.pk])
    assert client.get(edit)["Location"] == ours
    for sent in ("localize-restart-translation", "localize-convert-to-alias", "localize-translate-alias"):
        assert client.post(edit, {sent: "on"})["Location"] == ours
    assert standing() == before


def test_nobody_turns_bangla_words_into_a_page_that_calls_itself_english(house: House) -> None:
    """Wagtail's own "Convert this alias into an ordinary page" does, without a word of English and without approval."""
    editor = person("editor", Role.PRISON_EDITOR, house.site.offices.a)
    path = reverse("wagtailadmin_pages:convert_alias", args=[house.english.pk])
    for client in (browser_of(house.boss), signed_in(editor)):
        assert client.get(path)["Location"] == reverse("translate", args=[house.page.pk])
        client.post(path)
        assert Page.objects.get(pk=house.english.pk).alias_of_id == house.page.pk
