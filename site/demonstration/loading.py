"""The order in which the parts of the demonstration are laid."""

from demonstration import goods, marks, offices, papers, people, reports, sales


def load_all() -> None:
    """Lay every part that does not stand yet. Each part is whole or not there at all."""
    offices.load()
    people.load_staff()
    people.load_makers()
    papers.load()
    reports.load()
    goods.load()
    sales.load()
    marks.mark_all()
