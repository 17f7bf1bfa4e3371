"""The register of offices: headquarters, divisions, prisons."""

from demonstration import reading
from demonstration.progress import track
from offices.models import Office

GIVEN = (
    "kind", "name_bn", "name_en", "division_code", "district_code",
    "address_bn", "address_en", "phone", "email", "rollout_stage",
)  # fmt: skip


def rows() -> list[dict[str, str]]:
    """Return the register's rows, an office above always before those below it."""
    return list(reading.read("register")["offices"])


def load() -> None:
    """Enter the offices that are not in the register yet; the others keep what staff have made of them."""
    standing = {office.code: office for office in Office.objects.all()}
    for row in track("offices", rows()):
        if row["code"] in standing:
            continue
        above = standing.get(row.get("parent", ""))
        given = {name: row.get(name, "") for name in GIVEN}
        standing[row["code"]] = Office.objects.create(code=row["code"], parent=above, **given)
