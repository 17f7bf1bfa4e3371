"""What became of the papers: one was corrected, and went to every division and prison, of which some have answered."""

from django.db import transaction
from wagtail.models import Locale, Page

import clock
from accounts.models import Appointment
from charter_pages.circulation import acknowledging, circulating, corrigenda
from charter_pages.circulation.models import Addressed, Circulated, PaperVersion
from charter_pages.models import MinutesPage
from letters.models import Letter

CORRECTED = "charter-committee-2026-2027-2"
WHY = "প্রদর্শনীর সংশোধনী: সভার সময় ভুল ছাপা হয়েছিল"
MEMO = "৫৮.০৪.০০০০.০২১.০৬.০১২.২৬-৪২৩"
# Its editor still finds the paper waiting.
WAITS = "dj-natore"


@transaction.atomic
def load() -> None:
    """Correct and send one paper, once; the others went out on paper before there was this site."""
    corrigenda.keep_founding()
    page = MinutesPage.objects.filter(slug=CORRECTED, language="bn", alias_of__isnull=True).first()
    if page is not None and not PaperVersion.objects.filter(page_id=page.pk, number__gt=1).exists():
        correct(page)
    let_lie(besides=page)
    if page is not None and not Addressed.objects.filter(page_id=page.pk).exists():
        send(page)


def correct(page: MinutesPage) -> None:
    page.meeting_time = "বেলা ১২.০০ ঘটিকা"
    corrigenda.plan(page=page, why=WHY, memo_number=MEMO, dated_on=page.issued_on)
    page.save_revision(clean=False).publish()
    translated = page.get_translation_or_none(Locale.objects.get(language_code="en"))
    if translated is not None:
        # Its translation follows, as an editor would do; the versions are those of the Bangla paper.
        translated.meeting_time = "12 noon"
        translated.save_revision(clean=False).publish()


def let_lie(*, besides: Page | None) -> None:
    found = PaperVersion.objects.filter(circulated__isnull=True)
    newest = corrigenda.last_of(besides.pk) if besides is not None else None
    if newest is not None:
        found = found.exclude(pk=newest.pk)
    Circulated.objects.bulk_create([Circulated(version=version, at=version.made_at) for version in found])


def send(page: MinutesPage) -> None:
    newest = corrigenda.last_of(page.pk)
    if newest is None or not circulating.circulate(newest.pk):
        return
    # Nobody gets mail of the demonstration.
    Letter.objects.filter(key__startswith=f"paper:{page.pk}:").update(sent_at=clock.now())
    for row in Addressed.objects.filter(page_id=page.pk).exclude(office__code=WAITS).select_related("office"):
        held = Appointment.objects.filter(
            office=row.office, role__in=[str(role) for role in acknowledging.RECEIVERS]
        )
        first = held.select_related("user").order_by("pk").first()
        if first is not None and acknowledging.own_offices(first.user).filter(pk=row.office_id).exists():
            acknowledging.acknowledge(by=first.user, addressed=row)
