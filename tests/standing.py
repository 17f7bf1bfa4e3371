"""The department that many modules ask about: laid by the first of them, standing until a module that does not ask.

Each module lays what else it needs in a transaction of its own inside (`lay_once`), and each of its tests another inside
that, so that all find the department as it was laid. They are dealt one after the other (tests.dealing).
"""

import contextlib
import inspect
from typing import Any

import pytest

from tests import laying, publishing_samples

_around = contextlib.ExitStack()
_department: publishing_samples.Site | None = None


def wants(item: pytest.Item) -> bool:
    """Say whether a test stands in the department: by a fixture, or by its module's House that is built in it."""
    names = item.fixturenames  # type: ignore[attr-defined]
    return "department_laid" in names or ("house_laid" in names and is_built_in_it(item.module.House))  # type: ignore[attr-defined]


def is_built_in_it(house: type) -> bool:
    return "department" in inspect.signature(house).parameters


def department(blocker: Any) -> publishing_samples.Site:
    """Return the department, laid if it does not stand."""
    global _department
    if _department is None:
        _department = _around.enter_context(laying.laid(blocker, publishing_samples.whole_site))
    return _department


def take_back() -> None:
    """Leave the database as it was before the department was laid, if it stands."""
    global _department
    _department = None
    _around.close()
