"""The tests' settings, on tables made straight from the models: migrating them takes longer than measuring."""

from config.settings.testing import *  # noqa: F403


class _WithoutMigrations:
    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _WithoutMigrations()
