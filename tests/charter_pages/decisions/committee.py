"""A small country with a committee: its minutes of two meetings, who keeps its decisions, and who carries them out."""

import datetime
import itertools
from dataclasses import dataclass

import clock
from accounts.models import User
from accounts.roles import Role
from charter_pages.decisions import following, giving, reporting
from charter_pages.decisions.models import Followed, Giving, Task
from charter_pages.models import Decision, MinutesPage, Post, PostHolder
from offices.models import Office
from portal import rights, tree
from portal.models import OfficePage
from tests import publishing_samples, selling

SERIES = "সেবা প্রদান প্রতিশ্রুতি পরিবীক্ষণ কমিটি"
FIRST = datetime.date(2026, 8, 3)
SECOND = datetime.date(2026, 11, 3)
# A Sunday, on which offices work, in the quarter of the first meeting.
NOW = datetime.datetime(2026, 8, 9, 6, 0, tzinfo=datetime.UTC)
DUE = datetime.date(2026, 9, 15)
_numbers = itertools.count(1)


@dataclass
class Committee:
    offices: publishing_samples.Offices
    first: MinutesPage
    second: MinutesPage
    moderator: User
    second_moderator: User
    hq_editor: User
    reviewer: User
    editor: User
    other_editor: User
    head: User
    auditor: User

    @property
    def keys(self) -> list[object]:
        return [row.translation_key for row in self.first.decisions.all()]

    def follow(self, place: int = 0) -> Followed:
        return following.follow(by=self.moderator, minutes=self.first, decision_key=self.keys[place])

    def give(self, followed: Followed | None = None, *, due_on: datetime.date = DUE) -> Followed:
        """Give a decision to both prisons; at the time of the story."""
        found = followed or self.follow()
        with clock.set_to(NOW):
            giving.give(by=self.moderator, followed=found, whom=Giving.Whom.PRISONS, due_on=due_on)
        return found

    def task(self, followed: Followed, office: str = "a") -> Task:
        return Task.objects.get(followed=followed, office=getattr(self.offices, office))

    def report_done(self, task: Task, by: User | None = None) -> Task:
        """Report a task done, by the editor of its office, with an address as evidence."""
        person = by or (self.editor if task.office_id == self.offices.a.pk else self.other_editor)
        reporting.report(
            by=person,
            task=task,
            words="কাজটি শেষ হয়েছে।",
            percent=100,
            is_done=True,
            shown=reporting.Shown(link="https://example.org/proof"),
        )
        task.refresh_from_db()
        return task


def lay() -> Committee:
    """Publish the minutes of two meetings of headquarters' committee, and appoint its people."""
    tree.lay()
    offices = publishing_samples.offices()
    pages = {office.code: publishing_samples.office_page(office) for office in offices}
    first = minutes(
        pages["hq"],
        FIRST,
        ("(৬.১)", "প্রতিটি কারাগারে অভিযোগ বাক্স বসাতে হবে"),
        ("(৬.৩)", "ত্রৈমাসিক প্রতিবেদন পাঠাতে হবে"),
    )
    second = minutes(pages["hq"], SECOND, ("(২.১)", "পরবর্তী সভা জানুয়ারিতে হবে"))
    made = Committee(
        offices=offices,
        first=first,
        second=second,
        moderator=selling.staff(Role.HQ_MODERATOR, offices.hq, "moderator"),
        second_moderator=selling.staff(Role.HQ_MODERATOR, offices.hq, "moderator-2"),
        hq_editor=selling.staff(Role.PRISON_EDITOR, offices.hq, "hq-editor"),
        reviewer=selling.staff(Role.DIVISION_REVIEWER, offices.division, "reviewer"),
        editor=selling.staff(Role.PRISON_EDITOR, offices.a, "natore-editor"),
        other_editor=selling.staff(Role.PRISON_EDITOR, offices.b, "pabna-editor"),
        head=User.objects.create_user("natore-super"),
        auditor=selling.staff(Role.AUDITOR, offices.hq, "auditor"),
    )
    hold(made.head, offices.a, Post.Role.SUPERINTENDENT)
    for user in (made.editor, made.other_editor):
        user.email = f"{user.username}@example.org"
        user.save()
    rights.set_up()
    return made


def hold(user: User, office: Office, role: str) -> Post:
    """Let a user hold a post of a kind at an office."""
    post = Post.objects.create(office=office, title_bn=f"{role} {next(_numbers)}", title_en=role, role=role)
    PostHolder.objects.create(post=post, user=user, name_bn="নমুনা", since=datetime.date(2024, 1, 1))
    return post


def minutes(
    parent: OfficePage, on: datetime.date, *decisions: tuple[str, str], series: str = SERIES
) -> MinutesPage:
    """Publish minutes of the committee."""
    page = MinutesPage(
        title=f"পরিবীক্ষণ কমিটির সভার কার্যবিবরণী, {on:%Y-%m-%d}",
        meeting_kind=MinutesPage.Meeting.COMMITTEE,
        series=series,
        meeting_on=on,
        issued_on=on,
    )
    page.decisions = [
        Decision(number=number, text=text, owner="জেল সুপার (সকল)", due_text="প্রতি ত্রৈমাসিক")
        for number, text in decisions
    ]
    found: MinutesPage = tree.add(parent, page)
    return found
