"""How tests are dealt to the processes that run them: a file at a time, so that what a file lays is laid once.

pytest-xdist's own groups (`--dist loadgroup`) are told by the names of tests, which pytest 9.2 no longer lets it change:
there they are ignored without a word, and each process served a site and read the whole of it.
"""

import functools
import re
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

# One served site, and one crawl of it, for all of these.
WHOLE_SITE = (
    "tests/journeys/",
    "tests/whole_site/test_accessibility.py",
    "tests/whole_site/test_nobody_is_named.py",
    "tests/whole_site/test_public_pages.py",
    "tests/whole_site/test_storage.py",
)
# One department, laid once, for all of these.
THE_WALL = "tests/whole_site/wall/"
# What asks for the department that stands between modules (tests.standing): by its name, or by a world built in it.
THE_DEPARTMENT = ("tests/opendata/", "tests/portal/finding/")
DEPARTMENT_WANTED = re.compile(r"\bdepartment(_laid)?: ")
# They change what all others would see, each on a site of its own.
OWN_SITE = (
    "tests/journeys/test_raise_the_share.py",
    "tests/journeys/test_keep_a_quarter.py",
    "tests/journeys/test_change_a_row_of_all_charters.py",
    "tests/journeys/test_a_draft_survives_a_power_cut.py",
)
# Long tests that share nothing.
EACH_BY_ITSELF = ("tests/proof/test_histories.py", "tests/proof/test_the_proof_can_fail.py")
# What takes long begins early, so that no process is left alone with it at the end: seconds of one core, roughly.
SECONDS = {
    "the whole site": 600,
    "tests/whole_site/test_access.py": 125,
    "tests/whole_site/test_marks.py": 40,
    "tests/journeys/test_raise_the_share.py": 40,
    "tests/journeys/test_keep_a_quarter.py": 40,
    "tests/journeys/test_change_a_row_of_all_charters.py": 30,
    "tests/journeys/test_a_draft_survives_a_power_cut.py": 30,
    "the department": 150,
    "the wall": 75,
    "tests/faults/test_database_away.py": 35,
    "tests/faults/test_payment_events.py": 20,
    "tests/faults/test_payment_forgeries.py": 15,
    "tests/proof/test_histories.py": 40,
    "tests/faults/test_killed_writers.py": 25,
    "tests/races/test_soak.py": 25,
    "tests/races/test_compare.py": 25,
    "tests/whole_site/test_other_prisons.py": 25,
    "tests/whole_site/test_stock_admin.py": 25,
    "tests/charter_pages/taking/test_forms_at_once.py": 20,
    "tests/portal/test_pages.py": 15,
    "tests/charter_pages/taking/test_screens.py": 12,
    "tests/faults/test_backup.py": 15,
    "tests/proof/test_at_once.py": 15,
}


@functools.cache
def wants_the_department(file: str) -> bool:
    path = Path(__file__).resolve().parents[1] / file
    return file.startswith(THE_DEPARTMENT) or DEPARTMENT_WANTED.search(path.read_text()) is not None


def scope_of(nodeid: str) -> str:
    """Return what a test is dealt together with."""
    file = nodeid.split("::")[0]
    if file.startswith(WHOLE_SITE) and not file.startswith(OWN_SITE):
        return "the whole site"
    if file.startswith(THE_WALL):
        return "the wall"
    if wants_the_department(file):
        return "the department"
    return nodeid if file in EACH_BY_ITSELF else file


class Dealing(LoadScopeScheduling):
    """Deals scopes, the longest first."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)

    def _assign_work_unit(self, node: object) -> None:
        longest = max(self.workqueue, key=self._seconds)
        self.workqueue.move_to_end(longest, last=False)
        super()._assign_work_unit(node)

    def _seconds(self, scope: str) -> float:
        return SECONDS.get(scope.split("::")[0], len(self.workqueue[scope]) / 100)
