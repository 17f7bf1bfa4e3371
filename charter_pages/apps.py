from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CharterPagesConfig(AppConfig):
    name = "charter_pages"
    label = "charter_pages"
    verbose_name = _("Charters, minutes and practices")

    def ready(self) -> None:
        # The version of a charter comes first: what shows it as evidence finds it there.
        from charter_pages.charters import receivers  # noqa: F401
        from charter_pages.duties import publishing_shows  # noqa: F401
        from charter_pages.papers import receivers as of_papers  # noqa: F401
