from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401


class PeopleConfig(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's screens of users, with our forms."""

    user_viewset = "accounts.people.PeopleViewSet"
