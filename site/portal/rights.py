"""Who may do what with pages and files: Wagtail's groups, made from the register and the appointments.

An editor's group has one office's pages (in both languages) and that office's own collection, and so all
that lies below the office. Publishing is headquarters': pages of offices go through its workflow.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageSubscription,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.users.models import UserProfile

import clock
from accounts import access
from accounts.models import User
from accounts.roles import ADMINISTRATORS, EDITORS, GROUPS, MODERATORS, STAFF, TABLE, Rights, Role
from charter_pages import officers
from offices.models import Office
from portal import approval
from portal.models import HomePage, OfficePage
from publishing import collecting

# Wagtail asks for rights on its own models, whatever ours are called.
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@transaction.atomic
def set_up() -> None:
    """Make or mend the groups, the offices' collections and the workflow, then everybody's membership."""
    homes = list(HomePage.objects.filter(depth=2))
    for name, given in GROUPS.items():
        if name != EDITORS:
            _grant(_group(name), given, homes, Collection.get_first_root_node())
    pages = OfficePage.objects.select_related("register_entry")
    for office in Office.objects.filter(pk__in=pages.values("register_entry")).select_related(
        "parent__parent"
    ):
        editors_of(office)
    approval.set_up(homes)
    for user in User.objects.filter(Q(appointments__isnull=False) | Q(posts_held__isnull=False)).distinct():
        sync(user)


@transaction.atomic
def sync(user: User) -> None:
    """Give the user the groups of the appointments in force today, and take away those of appointments
    that ended.
    """
    wanted = {group.pk for group in _groups_for(user)}
    ours = Group.objects.filter(name__in=[MODERATORS, ADMINISTRATORS, STAFF]) | Group.objects.filter(
        name__startswith=EDITORS
    )
    held = set(user.groups.filter(pk__in=ours.values("pk")).values_list("pk", flat=True))
    if held - wanted:
        user.groups.remove(*(held - wanted))
        _unsubscribe(user)
    if wanted - held:
        user.groups.add(*(wanted - held))
    UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": "bn"})


def _unsubscribe(user: User) -> None:
    """Send no more mails of comments on pages that are the user's no more."""
    own = PagePermissionPolicy().instances_user_has_any_permission_for(
        User.objects.get(pk=user.pk), {"add", "change", "publish"}
    )
    PageSubscription.objects.filter(user=user).exclude(page__in=own).delete()


def _groups_for(user: User) -> Iterable[Group]:
    appointments = list(access.appointments_of(user, Role.values).select_related("office__parent__parent"))
    # An officer answers complaints by the post alone, without a role.
    if appointments or officers.holds_a_post(user):
        yield _group(STAFF)
    for appointment in appointments:
        for name in TABLE[Role(appointment.role)].groups:
            yield editors_of(appointment.office) if name == EDITORS else _group(name)


def editors_of(office: Office) -> Group:
    """Return the group of an office's editors, with the rights that its pages and its collection need today.

    The editors of headquarters edit everywhere: what a role may do at an office it may do at all below it.
    An office that was closed keeps its pages and papers; its own editors change them no more.
    """
    group = _group(f"{EDITORS}{office.code}")
    if office.is_closed(clock.today()):
        GroupPagePermission.objects.filter(group=group).delete()
        GroupCollectionPermission.objects.filter(group=group).delete()
        return group
    pages: list[Page] = list(
        HomePage.objects.filter(depth=2)
        if office.kind == Office.Kind.HQ
        else OfficePage.objects.filter(register_entry=office)
    )
    _grant(group, GROUPS[EDITORS], pages, collection_of(office))
    return group


def collection_of(office: Office) -> Collection:
    """Return where an office's pictures and documents lie: below those of the office above it."""
    return collecting.of_office(office)


def knows_every_office(user: object) -> bool:
    """Return whether the user's page rights begin at a home page or above: such a user is shown
    everything.
    """
    if not isinstance(user, User):
        return False
    if user.is_superuser:
        return True
    permissions = PagePermissionPolicy().get_cached_permissions_for_user(user)
    return any(permission.page.depth <= 2 for permission in permissions)


def _group(name: str) -> Group:
    group, made = Group.objects.get_or_create(name=name)
    if made:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group


def _grant(group: Group, given: Rights, pages: Iterable[Page], collection: Collection) -> None:
    """Give a group what its line of the table says, at these pages and this collection, and nothing else."""
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=given.pages)
    kept = []
    for page in pages:
        for permission in permissions:
            row, _made = GroupPagePermission.objects.get_or_create(
                group=group, page_id=page.pk, permission=permission
            )
            kept.append(row.pk)
    GroupPagePermission.objects.filter(group=group).exclude(pk__in=kept).delete()
    held = []
    for action in given.files:
        for app, model in FILES:
            right, _made = GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app, model, action)
            )
            held.append(right.pk)
    GroupCollectionPermission.objects.filter(group=group).exclude(pk__in=held).delete()
    models = (_permission(app, model, action) for app, model, actions in given.models for action in actions)
    group.permissions.set([_permission("wagtailadmin", "admin", "access"), *models])


def _permission(app: str, model: str, action: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=f"{action}_{model}")
