"""Who hears of a notice: its own office, and where it is for the offices below, these too.

Nothing is copied or kept: it follows from the register as it stands when somebody reads. An office that was opened
or put below another one today meets the notices of today.
"""

from django.db.models import Q, QuerySet

import clock
from noticeboard.models import NoticePage
from offices.models import Office, not_closed


def heard_at(office: Office) -> Q:
    """Return the notices that count at an office: its own, and what those above say to all below.

    An office that was closed neither speaks to others any more nor is spoken to; its own papers stay its own.
    """
    own = Q(office_id=office.pk)
    today = clock.today()
    if office.is_closed(today):
        return own
    above = [each.pk for each in office.ancestors() if not each.is_closed(today)]
    return own | Q(for_below=True, office_id__in=above) if above else own


def reach(notice: NoticePage) -> QuerySet[Office]:
    """Return the offices at which a notice is heard: for letters to those who follow one of them."""
    office = notice.office
    if office is None:
        return Office.objects.none()
    today = clock.today()
    if not notice.for_below or office.is_closed(today):
        return Office.objects.filter(pk=office.pk)
    return Office.objects.within(office).filter(not_closed(today))
