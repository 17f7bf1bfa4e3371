"""The tree that a fresh site stands on, and the verbs by which code adds to it in two languages."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import synchronize_tree

from noticeboard.models import DocumentIndexPage, NoticeboardPage
from portal.models import (
    HomePage,
    HomeTask,
    InitiativeRegisterPage,
    NewsIndexPage,
    OfficeIndexPage,
    PublicationIndexPage,
    StandardPage,
    TransparencyPage,
)
from publishing import noting
from publishing.pages import Published

PageT = TypeVar("PageT", bound=Page)

# model, slug, title in Bangla, title in English, what else both have
SECTIONS: list[tuple[type[Published], str, str, str, dict[str, Any]]] = [
    (StandardPage, "services", "সেবা", "Services", {"show_in_menus": True}),
    (OfficeIndexPage, "prisons", "কারাগার", "Prisons", {"show_in_menus": True}),
    (PublicationIndexPage, "publications", "প্রকাশনা", "Publications", {"show_in_menus": True}),
    (TransparencyPage, "transparency", "স্বচ্ছতা", "Transparency", {"show_in_menus": True}),
    (NewsIndexPage, "news", "সংবাদ", "News", {}),
    (InitiativeRegisterPage, "initiatives", "উদ্যোগ নিবন্ধন", "Register of initiatives", {}),
    (StandardPage, "programmes", "কর্মসূচি", "Programmes", {}),
    (NoticeboardPage, "notices", "নোটিশ বোর্ড", "Notices", {"show_in_menus": True}),
    (DocumentIndexPage, "documents", "নথিপত্র", "Documents", {}),
    (StandardPage, "accessibility", "প্রবেশগম্যতা", "Accessibility", {"is_in_footer": True}),
    (StandardPage, "privacy", "গোপনীয়তা", "Privacy", {"is_in_footer": True}),
]
# icon, slug of the page or place of the shop, anchor, then title and note in both languages
TASKS: list[tuple[str, str, str, tuple[str, str], tuple[str, str]]] = [
    ("visit", "prisons", "", ("বন্দির সাথে সাক্ষাৎ", "নিয়ম, সময় ও কী কী লাগবে"),
     ("Visit a prisoner", "Rules, hours and what to bring")),
    ("cash", "services", "pc-cash", ("পিসিতে টাকা জমা", "কারাগারের কাউন্টারে, রসিদসহ"),
     ("Pay into a PC account", "At the prison's counter, with a receipt")),
    ("sign", "services", "vakalatnama", ("ওকালতনামা স্বাক্ষর", "বিনামূল্যে, দিনে কয়েকবার"),
     ("Have a vakalatnama signed", "Free of charge, several times a day")),
    ("complain", "grievances:new", "", ("অভিযোগ জানান", "কে, কত দিনে জবাব দেবেন"),
     ("Complain", "Who answers, and within how many days")),
    ("buy", "shop:catalogue", "", ("কারাপণ্য কিনুন", "কারাগারে হাতে তৈরি পণ্য"),
     ("Buy what prisons make", "Made by hand in prison workshops")),
    ("track", "shop:find-order", "", ("অর্ডার খুঁজুন", "অর্ডার নম্বর ও মোবাইল দিয়ে"),
     ("Find an order", "By its number and your mobile")),
]  # fmt: skip


def home(language: str = "bn") -> HomePage:
    """Return the home page of a language."""
    return HomePage.objects.get(language=language, depth=2)


@transaction.atomic
@noting.once()
def lay() -> HomePage:
    """Lay the sections below both home pages; what stands already is left as it is. Return the Bangla
    home page.
    """
    bangla, english = home("bn"), home("en")
    _name_the_site(bangla)
    _name_the_roots()
    made: dict[str, Page] = {}
    for model, slug, title_bn, title_en, more in SECTIONS:
        page = Page.objects.child_of(bangla).filter(slug=slug).first()
        if page is None:
            page = add(bangla, model(title=title_bn, slug=slug, **more))
            translate(page, {"title": title_en})
        made[slug] = page
    for page_of_language, place in ((bangla, 0), (english, 1)):
        if not HomeTask.objects.filter(page=page_of_language).exists():
            for task in _tasks(made, place):
                task.page = page_of_language
                task.save()
    LocaleSynchronization.objects.get_or_create(locale=english.locale, defaults={"sync_from": bangla.locale})
    return bangla


def _name_the_site(bangla: HomePage) -> None:
    """Give the site the address by which it is reached, for feeds, mails and the site map."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(root_page=bangla).update(hostname=address.hostname or "localhost", port=port)
    Site.clear_site_root_paths_cache()


def _name_the_roots() -> None:
    """Name in Bangla what staff see above all pages and all collections: Wagtail calls both "Root"."""
    Page.objects.filter(depth=1, title="Root").update(title="সব পাতা", draft_title="সব পাতা")
    Collection.objects.filter(depth=1, name="Root").update(name="সাধারণ")


def _tasks(pages: Mapping[str, Page], place: int) -> list[HomeTask]:
    tasks = []
    for order, (icon, target, anchor, *texts) in enumerate(TASKS):
        title, note = texts[place]
        is_page = target in pages
        tasks.append(
            HomeTask(
                icon=icon,
                title=title,
                note=note,
                link_page=pages[target] if is_page else None,
                link_place="" if is_page else target,
                link_anchor=anchor,
                sort_order=order,
            )
        )
    return tasks


@transaction.atomic
@noting.once()
def add(parent: Page, page: PageT) -> PageT:
    """Publish a new page, with its rows, as the last child of its parent, with a first revision. Return
    it.
    """
    parent.refresh_from_db(fields=["path", "depth", "numchild"])
    parent.add_child(instance=page)
    page.save_revision(clean=False).publish()
    page.refresh_from_db()
    return page


@transaction.atomic
@noting.once()
def translate(
    page: Page, texts: Mapping[str, Any], rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None
) -> Page:
    """Publish the English page of a Bangla one, with `texts` for its fields and `rows` for its child
    rows, by place.

    What is not given keeps the Bangla text. An alias that stands there already becomes the translation.
    """
    locale = Locale.objects.get(language_code="en")
    english = page.get_translation_or_none(locale)
    if english is None:
        english = page.copy_for_translation(locale, copy_parents=True)
    english = english.specific
    english.alias_of = None
    for name, text in texts.items():
        setattr(english, name, text)
    for relation, changes in (rows or {}).items():
        changed = list(getattr(english, relation).all())
        for row, fields in zip(changed, changes, strict=True):
            for name, text in fields.items():
                setattr(row, name, text)
        setattr(english, relation, changed)
    english.draft_title = english.title
    english.live = True
    english.save()
    english.save_revision(clean=False).publish()
    return english


@transaction.atomic
@noting.once()
def sync() -> None:
    """Let each page that has no translation yet stand in the English tree as it is, in Bangla."""
    synchronize_tree(Locale.objects.get(language_code="bn"), Locale.objects.get(language_code="en"))
