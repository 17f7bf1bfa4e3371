"""The database engine of that name: Django looks for `DatabaseWrapper` here."""

import sqlite3
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, which holds a kept connection to be good for ever.

    It is not where the file was taken away or another one put in its place, a restored copy say: what is written
    through it would be acknowledged, and lost.
    """

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def is_usable(self) -> bool:
        return self._file() == self._opened

    def _file(self) -> tuple[int, int] | None:
        """Return what tells the file that lies in the database's place from another; None for none, or one in memory."""
        try:
            found = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
