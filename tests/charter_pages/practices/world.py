"""Two prisons of one division and one of another, with an editor each, and a practice of the first."""

from accounts.models import User
from accounts.roles import Role
from charter_pages.models import PracticeReportPage
from offices.models import Office
from portal.models import OfficePage
from tests import publishing_samples as samples
from tests.charter_pages.practices import photographs
from tests.staffed import person


class House:
    """The portal, its people, and one published practice."""

    def __init__(self) -> None:
        self.offices = samples.offices_with_pages()
        self.editor = person("editor-a", Role.PRISON_EDITOR, self.offices.a)
        self.other = person("editor-b", Role.PRISON_EDITOR, self.offices.b)
        self.reviewer = person("reviewer", Role.DIVISION_REVIEWER, self.offices.division)
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.offices.hq)
        self.auditor = person("auditor", Role.AUDITOR, self.offices.hq)
        self.practice = self.report(self.offices.a)

    def page_of(self, office: Office) -> OfficePage:
        found: OfficePage = OfficePage.objects.get(register_entry=office, language="bn")
        return found

    def report(self, office: Office, title: str = "স্বজন লিংক", **more: object) -> PracticeReportPage:
        picture = photographs.image(samples.photograph())
        return photographs.report(self.page_of(office), [picture], title=title, **more)  # type: ignore[arg-type]


def colleague(house: House, name: str, role: str, office: Office) -> User:
    return person(name, role, office)
