"""What became of the decisions of the demonstration's committee: told once, in few statements, each office as it ended.

The decisions are taken up and given through the verbs that staff go through; what the offices reported on the days in
between follows from their names, so that a second run would tell the same. Natore and Tangail are left to be tried.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

import clock
from accounts.models import User
from charter_pages.decisions import following, giving, measuring
from charter_pages.decisions.models import Followed, Giving, Task, TaskEvent
from charter_pages.models import MinutesPage, Post
from demonstration.duties import chance
from demonstration.people import stem
from offices.models import Office

State, What, Whom = Task.State, TaskEvent.What, Giving.Whom
FIRST, SECOND = "charter-committee-2026-2027-1", "charter-committee-2026-2027-2"
TRIED = ("dj-natore", "dj-tangail")
DAY = datetime.timedelta(days=1)
WORDS = "নির্দেশ অনুযায়ী কাজটি সম্পন্ন হয়েছে (নমুনা)।"
HALF = "কাজ চলছে; বরাদ্দ পাওয়া গেছে (নমুনা)।"
REASON = "ছবি ও তারিখ নেই; যোগ করে আবার জানান (নমুনা)।"
PROOF = "https://www.prison.gov.bd/"


@dataclass(frozen=True)
class Story:
    """A decision: whose it became, until when, and how many in a hundred have ended where."""

    minutes: str
    number: str
    whom: str
    role: str
    given_on: datetime.date
    due_on: datetime.date
    agreed: int = 0
    reported: int = 0
    returned: int = 0
    under_way: int = 0
    is_public: bool = False


STORIES = (
    Story(
        FIRST, "১", Whom.PRISONS, Post.Role.SUPERINTENDENT, datetime.date(2026, 8, 10), datetime.date(2026, 9, 30),
        agreed=78, reported=9, returned=4, under_way=5, is_public=True,
    ),
    Story(
        FIRST, "২", Whom.DIVISIONS, Post.Role.DEPUTY_INSPECTOR_GENERAL, datetime.date(2026, 8, 10),
        datetime.date(2026, 8, 31), agreed=100,
    ),
    Story(FIRST, "৫", Whom.CHOSEN, Post.Role.PROGRAMMER, datetime.date(2026, 8, 10), datetime.date(2026, 9, 30), agreed=100),
    Story(
        SECOND, "৪", Whom.PRISONS, Post.Role.JAILER, datetime.date(2026, 11, 18), datetime.date(2026, 11, 30),
        reported=22, under_way=30,
    ),
)  # fmt: skip


@transaction.atomic
def load() -> None:
    """Tell what became of four decisions; what is followed up already is left as it is."""
    if Followed.objects.exists():
        return
    people = {user.username: user for user in User.objects.all()}
    for story in STORIES:
        page = MinutesPage.objects.filter(slug=story.minutes, language="bn").first()
        if page is not None:
            tell(story, page, people)
    measuring.measure_all()


def tell(story: Story, page: MinutesPage, people: dict[str, User]) -> None:
    """Take a decision up, give it out, and tell what its offices did."""
    by = people["hq-moderator"]
    row = page.decisions.get(number=story.number)
    with clock.set_to(at(story.given_on)):
        followed = following.follow(by=by, minutes=page, decision_key=row.translation_key)
        hq = Office.objects.get(kind=Office.Kind.HQ)
        giving.give(
            by=by,
            followed=followed,
            whom=story.whom,
            due_on=story.due_on,
            chosen=[hq.pk] if story.whom == Whom.CHOSEN else [],
            role=story.role,
        )
    if story.is_public:
        following.show(by=by, followed=followed, is_public=True)
    later = MinutesPage.objects.get(slug=SECOND, language="bn")
    by_author: dict[str, list[Task]] = {}
    for task in followed.tasks.select_related("office__parent"):
        if task.office.code not in TRIED:
            by_author.setdefault(author_of(task.office), []).append(task)
    for author, tasks in by_author.items():
        report(story, tasks, people[author], by, later)


def author_of(office: Office) -> str:
    """Return who reports for an office: its division's editor, like for duties."""
    if office.kind == Office.Kind.HQ:
        return "hq-editor"
    division = office.parent if office.is_prison and office.parent is not None else office
    return f"{stem(division.code)}-editor"


def report(story: Story, tasks: list[Task], author: User, by: User, later: MinutesPage) -> None:
    """Tell what became of some tasks of one author: a step at a time, as the database's guards ask for."""
    ended: dict[str, list[Task]] = {state: [] for state in State.values}
    for task in tasks:
        ended[state_of(story, task)].append(task)
    done = [*ended[State.AGREED], *ended[State.REPORTED], *ended[State.RETURNED]]
    reported_at = at(min(story.due_on - 2 * DAY, clock.today() - DAY))
    say(done, 1, What.DONE, author, reported_at, words=WORDS, percent=100, link=PROOF)
    store(
        done, state=State.REPORTED, percent=100, reported_at=reported_at, reported_by=author, events_count=1
    )
    settled_at = at(later.meeting_on + 3 * DAY)
    say(ended[State.AGREED], 2, What.AGREE, by, settled_at, minutes=later)
    store(ended[State.AGREED], state=State.AGREED, closed_in=later, settled_at=settled_at, events_count=2)
    say(ended[State.RETURNED], 2, What.RETURN, by, settled_at, words=REASON)
    store(ended[State.RETURNED], state=State.RETURNED, reported_at=None, reported_by=None, events_count=2)
    say(ended[State.UNDER_WAY], 1, What.PROGRESS, author, reported_at, words=HALF, percent=40)
    store(ended[State.UNDER_WAY], state=State.UNDER_WAY, percent=40, events_count=1)


def state_of(story: Story, task: Task) -> str:
    """Return where a task has ended, by the names of decision and office."""
    luck = chance("decision", story.minutes, story.number, task.office.code)
    for state, part in (
        (State.AGREED, story.agreed),
        (State.REPORTED, story.reported),
        (State.RETURNED, story.returned),
        (State.UNDER_WAY, story.under_way),
    ):
        if luck < part:
            return state.value
        luck -= part
    return State.OPEN.value


def say(
    tasks: Iterable[Task], number: int, what: str, by: User, moment: datetime.datetime, **facts: object
) -> None:
    TaskEvent.objects.bulk_create(
        TaskEvent(task=task, number=number, what=what, by=by, at=moment, **facts) for task in tasks
    )


def store(tasks: Iterable[Task], **facts: object) -> None:
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(**facts)


def at(day: datetime.date) -> datetime.datetime:
    return clock.midnight(day) + datetime.timedelta(hours=10)
