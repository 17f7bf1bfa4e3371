"""A published paper and those who may change it, for tests of what a change does."""

from accounts.roles import Role
from portal.models import OfficePage
from tests import publishing_samples as samples
from tests.staffed import person


class EditedMinutes:
    """Minutes that the first prison published, its editor, and headquarters' moderator."""

    def __init__(self, title: str = samples.MINUTES_TITLE) -> None:
        self.offices = samples.offices_with_pages()
        self.editor = person("editor", Role.PRISON_EDITOR, self.offices.a)
        self.moderator = person("moderator", Role.HQ_MODERATOR, self.offices.hq)
        self.parent = OfficePage.objects.get(register_entry=self.offices.a, language="bn")
        self.page = samples.minutes(self.parent, title=title)
