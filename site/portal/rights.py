"""Who may do what with pages and files: Wagtail's groups, made from the register and the appointments.

An editor's group has one office's pages (in both languages) and that office's own collection, and so all
that lies below the office. Publishing is headquarters': pages of offices go through its workflow.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.users.models import UserProfile

from accounts import access
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from portal.models import HomePage, OfficePage

MODERATORS = "HQ moderators"
ADMINISTRATORS = "Administrators"
STAFF = "Staff"
EDITORS = "Editors of "
WORKFLOW = "কারা সদর দপ্তরের অনুমোদন"
# Wagtail asks for rights on its own models, whatever ours are called.
FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
HOLDING = ("add", "change", "choose")
EDITING = ("add_page", "change_page")
MODERATING = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")
# What administrators keep beside pages: (app, model, actions).
ADMINISTRATION = (
    ("accounts", "user", ("add", "change", "view")),
    ("accounts", "appointment", ("add", "change", "view")),
    ("offices", "office", ("add", "change", "view")),
    ("production", "trade", ("add", "change", "view")),
    ("production", "workshop", ("add", "change", "view")),
    ("storefront", "deliverycharge", ("change", "view")),
)
OFFICERS = (
    ("charter_pages", "post", ("add", "change", "view")),
    ("charter_pages", "postholder", ("add", "change", "view")),
)


@transaction.atomic
def set_up() -> None:
    """Make or mend the groups, the offices' collections and the workflow, then everybody's membership."""
    homes = list(HomePage.objects.filter(depth=2))
    moderators = _group(MODERATORS)
    _grant_pages(moderators, homes, MODERATING)
    _grant_collection(moderators, Collection.get_first_root_node())
    _grant_models(moderators, OFFICERS)
    administrators = _group(ADMINISTRATORS)
    _grant_models(administrators, (*ADMINISTRATION, *OFFICERS))
    _group(STAFF)
    pages = OfficePage.objects.select_related("register_entry")
    for office in Office.objects.filter(pk__in=pages.values("register_entry")).select_related(
        "parent__parent"
    ):
        editors_of(office)
    _set_up_workflow(moderators, homes)
    for user in User.objects.filter(appointments__isnull=False).distinct():
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
    if wanted - held:
        user.groups.add(*(wanted - held))
    UserProfile.objects.get_or_create(user=user, defaults={"preferred_language": "bn"})


def _groups_for(user: User) -> Iterable[Group]:
    appointments = list(access.appointments_of(user, Role.values).select_related("office__parent__parent"))
    if appointments:
        yield _group(STAFF)
    for appointment in appointments:
        match appointment.role:
            case Role.HQ_MODERATOR:
                yield _group(MODERATORS)
            case Role.ADMINISTRATOR:
                yield _group(MODERATORS)
                yield _group(ADMINISTRATORS)
            case Role.PRISON_EDITOR | Role.DIVISION_REVIEWER:
                yield editors_of(appointment.office)


def editors_of(office: Office) -> Group:
    """Return the group of an office's editors, with the rights that its pages and its collection need today.

    The editors of headquarters edit everywhere: what a role may do at an office it may do at all below it.
    """
    group = _group(f"{EDITORS}{office.code}")
    pages: list[Page] = list(
        HomePage.objects.filter(depth=2)
        if office.kind == Office.Kind.HQ
        else OfficePage.objects.filter(register_entry=office)
    )
    _grant_pages(group, pages, EDITING)
    _grant_collection(group, collection_of(office))
    return group


def collection_of(office: Office) -> Collection:
    """Return where an office's pictures and documents lie: below those of the office above it."""
    if office.parent is None:
        return Collection.get_first_root_node()
    above = collection_of(office.parent)
    found = above.get_children().filter(name=office.name_bn).first()
    return found or above.add_child(instance=Collection(name=office.name_bn))


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


def _grant_pages(group: Group, pages: Iterable[Page], codenames: Iterable[str]) -> None:
    permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)


def _grant_collection(group: Group, collection: Collection) -> None:
    for action in HOLDING:
        for app, model in FILES:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=collection, permission=_permission(app, model, action)
            )


def _permission(app: str, model: str, action: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=f"{action}_{model}")


def _grant_models(group: Group, grants: Iterable[tuple[str, str, Iterable[str]]]) -> None:
    group.permissions.add(
        *(_permission(app, model, action) for app, model, actions in grants for action in actions)
    )


def _set_up_workflow(moderators: Group, homes: Iterable[Page]) -> None:
    # Wagtail's own workflow approves by a group that we do not fill.
    workflow = Workflow.objects.filter(name=WORKFLOW).first() or Workflow.objects.create(name=WORKFLOW)
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first() or GroupApprovalTask.objects.create(
        name=WORKFLOW
    )
    task.groups.set([moderators])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.exclude(page__in=[home.pk for home in homes]).exclude(workflow=workflow).delete()
    for home in homes:
        WorkflowPage.objects.update_or_create(page_id=home.pk, defaults={"workflow": workflow})
