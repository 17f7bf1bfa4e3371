"""Who follows decisions up, who reports on them, and who may look on. Deny by default.

Headquarters' moderators keep all decisions; a division's reviewers those of its own meetings and of its prisons'.
An office reports on its own tasks alone: its editor, its head, or whoever holds the post that the task names.
"""

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import User
from accounts.roles import Role
from charter_pages import officers
from charter_pages.decisions import machine
from charter_pages.decisions.models import Followed, Task
from charter_pages.models import Post
from offices.models import Office

KEEPERS = (Role.HQ_MODERATOR, Role.DIVISION_REVIEWER)
# Only headquarters says what readers see, and lets a decision drop.
HEADQUARTERS = (Role.HQ_MODERATOR,)
REPORTERS = (Role.PRISON_EDITOR, Role.DIVISION_REVIEWER, Role.HQ_MODERATOR)
READERS = (*REPORTERS, Role.HQ_POLICY, Role.AUDITOR)
HEADS = (
    Post.Role.SUPERINTENDENT,
    Post.Role.DEPUTY_INSPECTOR_GENERAL,
    Post.Role.INSPECTOR_GENERAL,
    Post.Role.ADDITIONAL_INSPECTOR_GENERAL,
)


def may_enter(user: object) -> bool:
    return access.may(user, *READERS) or officers.holds_a_post(user)


def may_keep(user: object, office: Office) -> bool:
    """Return whether a user follows up what committees of an office decide."""
    return access.may(user, *KEEPERS, office=office)


def may_report(user: object, task: Task) -> bool:
    return own_tasks(user).filter(pk=task.pk).exists()


def held_at(user: object) -> Q:
    """Return which tasks are a user's own by the posts that the user holds today."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    held = officers.in_office().filter(user_id=user.pk)
    heads = held.filter(post__role__in=HEADS)
    return Q(post__in=held.values("post_id")) | Q(office__in=heads.values("post__office_id"))


def own_tasks(user: object) -> QuerySet[Task]:
    """Return the tasks that a user reports on: of the very office where the role is held, or of the own post."""
    if not isinstance(user, User) or not user.is_active:
        return Task.objects.none()
    if user.is_superuser:
        return Task.objects.all()
    at = access.appointments_of(user, REPORTERS).values("office_id")
    return Task.objects.filter(Q(office__in=at) | held_at(user))


def readable_tasks(user: object) -> QuerySet[Task]:
    """Return the tasks of the user's offices and those below, and all tasks of what the user keeps."""
    return Task.objects.filter(
        Q(office__in=access.offices_for(user, *READERS))
        | Q(followed__office__in=access.offices_for(user, *KEEPERS))
        | held_at(user)
    )


def readable(user: object) -> QuerySet[Followed]:
    """Return the decisions of the user's offices and those in which one of them has a task."""
    own = Q(office__in=access.offices_for(user, *READERS))
    return Followed.objects.filter(own | Q(pk__in=readable_tasks(user).order_by().values("followed_id")))


def kept(user: object) -> QuerySet[Followed]:
    return Followed.objects.filter(office__in=access.offices_for(user, *KEEPERS))


def to_agree(user: object) -> QuerySet[Task]:
    """Return what was reported done and waits for a committee of the user's, without the user's own reports."""
    if not isinstance(user, User):
        return Task.objects.none()
    waiting = Task.objects.filter(state=Task.State.REPORTED)
    return waiting.filter(followed__office__in=access.offices_for(user, *KEEPERS)).exclude(reported_by=user)


def to_report(user: object) -> QuerySet[Task]:
    return own_tasks(user).filter(state__in=machine.OWED)


def targets(user: object) -> QuerySet[Office]:
    """Return the offices to which a user may give a decision: the own ones and those below."""
    return access.offices_for(user, *KEEPERS)
