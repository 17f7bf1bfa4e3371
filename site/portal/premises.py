"""What an office has on the site: its page in both languages, its collection, its editors' group.

They come into being with its line in the register and follow it: renamed, put below another office, closed.
Nothing is deleted: pages that move leave a redirect behind, a closed office's papers stay where they are.
"""

from django.db import transaction
from wagtail.models import Page

from offices.models import Office
from portal import rights, tree
from portal.models import OfficeIndexPage, OfficePage


@transaction.atomic
def lay(office: Office) -> None:
    """Lay the office's pages, unless they stand, and make its collection and its editors' group."""
    above = _place_of(office, "bn")
    if above is None:
        return  # a database without a tree: `lay_tree` and `set_up_roles` come later
    if not OfficePage.objects.filter(register_entry=office, language="bn").exists():
        page = tree.add(above, OfficePage(title=office.name_bn, slug=office.code, register_entry=office))
        tree.translate(page, {"title": office.name_en})
    rights.editors_of(office)


@transaction.atomic
def follow(office: Office, before: Office) -> None:
    """Let pages, collection and group follow what changed in the register."""
    _follow_with_files(office, before)
    _rename(office, before)
    if office.parent_id != before.parent_id:
        for page in OfficePage.objects.filter(register_entry=office):
            above = _place_of(office, page.language)
            if above is not None and not page.is_child_of(above):
                page.move(above, pos="last-child")
    lay(office)


def _place_of(office: Office, language: str) -> Page | None:
    """Return the page below which an office's own stands: its division's, or the index of all."""
    if office.is_prison:
        above = OfficePage.objects.filter(register_entry_id=office.parent_id, language=language).first()
        if above is not None and above.register_entry.kind == Office.Kind.DIVISION:
            return above
    index: Page | None = OfficeIndexPage.objects.filter(language=language).first()
    return index


def _rename(office: Office, before: Office) -> None:
    """Give pages the new name where they still had the old one."""
    for language, new, old in (
        ("bn", office.name_bn, before.name_bn),
        ("en", office.name_en, before.name_en),
    ):
        if new == old:
            continue
        for page in OfficePage.objects.filter(register_entry=office, language=language, title=old):
            if page.alias_of_id is None:
                page.title = page.draft_title = new
                page.save()
                page.save_revision(clean=False).publish()


def _follow_with_files(office: Office, before: Office) -> None:
    """Rename and move the collection, which is found by the office's name below that of the office above."""
    if before.parent is None or office.parent is None:
        return
    collection = rights.collection_of(before)
    if office.name_bn != before.name_bn:
        collection.name = office.name_bn
        collection.save()
    if office.parent_id != before.parent_id:
        collection.move(rights.collection_of(office.parent), pos="sorted-child")
