import re

from tests.databases import ROOT

SETTINGS = ROOT / "site" / "config" / "settings"


def test_every_name_that_the_settings_read_is_documented() -> None:
    read = {
        name
        for path in SETTINGS.glob("*.py")
        for name in re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text())
    }
    assert len(read) > 15
    documented = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert read - documented == set()
    assert documented - read - {"PORT"} == set()
