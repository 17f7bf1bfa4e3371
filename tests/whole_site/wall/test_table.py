"""Each address that there is stands in one table, once; the table is the one that the wall goes by."""

from portal import walled
from portal.walled import Opens, Sort
from tests.whole_site import access_table, addresses
from tests.whole_site.wall import asking

HOW = """
Not in a table. An address of ours wants a line in tests/whole_site/access_table.py:
    Row("{name}", {{Role.…}}, changes={{Role.…}}, of="…", tells=True)
with the object in tests/whole_site/planted.py and the form in planted_forms.py. One of Wagtail's, or of a library below
/admin/, wants its name in site/portal/walled.py, by what it shows (Sort) and to whom of the offices it opens (Opens;
TO_NOBODY unless an office needs it). Any other library's wants a line in access_table.OTHERS, with why it holds
nothing."""


def test_every_address_stands_in_one_table_and_no_table_names_another() -> None:
    tables = [{row.name for row in access_table.TABLE}, set(walled.ADDRESSES), set(access_table.OTHERS)]
    found = {name for name, _way in addresses.walk()}
    missing = sorted(found - set().union(*tables))
    assert not missing, HOW.format(name=missing[0]) + "\n" + "\n".join(missing)
    assert sum(map(len, tables)) == len(set().union(*tables)), "an address stands in two tables"
    assert not set().union(*tables) - found, "no such address"


def test_the_wall_knows_every_address_of_wagtails_back_office() -> None:
    names = {name for name, _arguments in asking.PATTERNS}
    assert len(names) > 200
    assert names == set(walled.ADDRESSES), HOW.format(name=sorted(names ^ set(walled.ADDRESSES)))


def test_what_is_not_known_is_shut_and_what_shows_one_object_asks_whose_it_is() -> None:
    assert walled.of("wagtailadmin_something_new:edit").opens is Opens.TO_NOBODY
    for name, arguments in asking.PATTERNS:
        known = walled.of(name)
        numbered = [argument for argument in arguments if argument == "pk" or argument.endswith("_id")]
        # What takes the number of a thing asks whose it is, unless it is the reader's own by Wagtail's own query.
        if known.sort is Sort.OBJECT or (numbered and known.sort not in (Sort.DOOR, Sort.ACCOUNT)):
            assert known.opens not in (Opens.TO_ALL, Opens.TO_EDITORS), name
