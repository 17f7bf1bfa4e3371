"""A prison is one Oscar Partner: the partner's code is the office's code."""

from collections.abc import Collection

from django.db import models
from oscar.core.loading import get_model

from offices.models import Office

Partner = get_model("partner", "Partner")
StockRecord = get_model("partner", "StockRecord")


def for_office(office: Office) -> models.Model:
    """Return the office's partner, made on first use."""
    partner, _ = Partner._default_manager.get_or_create(
        code=office.code, defaults={"name": office.name_bn[:128]}
    )
    return partner


def offices_of(stockrecord_ids: Collection[int]) -> dict[int, Office]:
    """Return the prison of each stock record, in two queries."""
    codes = dict(
        StockRecord._default_manager.filter(pk__in=stockrecord_ids).values_list("pk", "partner__code")
    )
    offices = {office.code: office for office in Office.objects.filter(code__in=set(codes.values()))}
    return {pk: offices[code] for pk, code in codes.items() if code in offices}
