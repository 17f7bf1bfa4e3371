"""Oscar's models and offers, without its public views and its dashboard: neither is mounted (docs/adr)."""

import oscar.apps.dashboard.apps
import oscar.config


class Shop(oscar.config.Shop):
    """Oscar's app, which must not ask for the dashboard's parts because they are not installed."""

    def ready(self) -> None:
        import oscar.checks  # noqa: F401

    def get_urls(self) -> list[object]:
        return []


class Dashboard(oscar.apps.dashboard.apps.DashboardConfig):
    """Installed because Oscar's template tags import its menu; it has no address."""

    def ready(self) -> None:
        pass

    def get_urls(self) -> list[object]:
        return []
