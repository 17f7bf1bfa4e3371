"""Before a live paper is stored, what it says is kept; or the storing is refused."""

from typing import Any

from django.db.models.signals import pre_save

from charter_pages.circulation import corrigenda
from charter_pages.models.papers import OfficialPaper


def keep_the_version(
    instance: OfficialPaper, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    # Page.save has opened the transaction: page and version are stored together or not at all.
    if not raw:
        corrigenda.keep(instance, update_fields)


def connect() -> None:
    for model in OfficialPaper.__subclasses__():
        pre_save.connect(keep_the_version, sender=model, dispatch_uid=f"circulation.{model.__name__}")
