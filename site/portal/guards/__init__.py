"""What the database itself keeps of pages and papers, whoever speaks to it: a module for each kind of thing.

The triggers stand in the shop, whose ledger needed them first. Pages know nothing of the shop: so it is here that the
triggers are told of pages.
"""

from portal.guards import charters, decisions, duties, papers, plan, practices


def register() -> None:
    """Add the guards of all; called from PortalConfig.ready."""
    for kind in (charters, decisions, duties, papers, plan, practices):
        kind.register()
