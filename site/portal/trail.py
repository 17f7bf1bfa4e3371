"""Who did what: pages, registers and rights, sign-ins and failed tries, as one list.

It is read together from where each is kept: Wagtail's log, our sign-ins, django-axes. No inmate and no buyer is in
it: of a register that could name one only its kind is told.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from axes.models import AccessFailureLog
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, Page, PageLogEntry

import clock
from accounts.models import Appointment, StaffSession, User
from offices.models import Office
from portal.models import OfficePage

DAYS_SHOWN = 30
RIGHTS = ("accounts.appointment", "accounts.user")


class Kind(models.TextChoices):
    PAGES = "pages", gettext_lazy("pages")
    RIGHTS = "rights", gettext_lazy("people and rights")
    REGISTERS = "registers", gettext_lazy("registers and files")
    SIGN_INS = "sign_ins", gettext_lazy("sign-ins")
    FAILED = "failed", gettext_lazy("failed tries")


# Of these what is told of a row is shown; of any other only what kind of row it is.
NAMED = {
    "accounts.appointment", "accounts.user", "offices.office", "offices.holiday", "offices.workingweek",
    "production.trade", "production.workshop", "storefront.deliverycharge", "publishing.portalimage",
    "publishing.portaldocument", "charter_pages.post", "charter_pages.postholder",
}  # fmt: skip
# Where the row itself is found.
ADDRESSES = {
    "accounts.appointment": "appointments:edit", "accounts.user": "wagtailusers_users:edit",
    "offices.office": "offices:edit", "publishing.portalimage": "wagtailimages:edit",
    "publishing.portaldocument": "wagtaildocs:edit",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What of it is asked for. `offices`: None for all, else those whose people and pages may be told of."""

    since: datetime.date
    until: datetime.date
    offices: Sequence[int] | None = None
    person: int | None = None
    kinds: Sequence[str] = tuple(Kind.values)


@dataclass(frozen=True)
class Line:
    at: datetime.datetime
    who: str
    kind: str
    deed: str
    about: str
    why: str
    url: str


def rows(asked: Asked) -> QuerySet[Any, Any]:
    """Return the lines' places, the newest first, as dicts of `source`, `row`, `at` and `who`; one query."""
    begin, end = clock.midnight(asked.since), clock.midnight(asked.until + datetime.timedelta(days=1))
    parts = []
    for source, found, at, who in _sources(asked):
        found = found.filter(**{f"{at}__gte": begin, f"{at}__lt": end})
        if asked.person is not None:
            found = found.filter(**{who: asked.person})
        parts.append(
            found.order_by()
            .annotate(
                source=Value(source, output_field=CharField(max_length=12)),
                moment=F(at),
                person=Cast(F(who), IntegerField()),
                row=Cast(F("pk"), IntegerField()),
            )
            .values("source", "moment", "person", "row")
        )
    if not parts:
        parts = [ModelLogEntry.objects.none().values("pk")]
    return parts[0].union(*parts[1:], all=True).order_by("-moment", "source", "-row")


def _sources(asked: Asked) -> Iterator[tuple[str, QuerySet[Any], str, str]]:
    """Yield each place that is asked: its name, its rows in scope, and its fields of instant and person."""
    people = Q() if asked.offices is None else Q(user__in=_people(asked.offices))
    if Kind.PAGES in asked.kinds:
        scope = people if asked.offices is None else people | Q(page__in=_pages(asked.offices))
        yield "page", PageLogEntry.objects.filter(scope), "timestamp", "user_id"
    rights = Q(content_type__in=_types(RIGHTS))
    about_people = people
    if asked.offices is not None:
        texts = [str(pk) for pk in _people(asked.offices).values_list("pk", flat=True)]
        about_people = people | Q(content_type__in=_types(["accounts.user"]), object_id__in=texts)
    if Kind.RIGHTS in asked.kinds:
        yield "right", ModelLogEntry.objects.filter(rights & about_people), "timestamp", "user_id"
    if Kind.REGISTERS in asked.kinds:
        yield "register", ModelLogEntry.objects.filter(~rights & people), "timestamp", "user_id"
    if Kind.SIGN_INS in asked.kinds:
        yield "sign-in", StaffSession.objects.filter(people), "started_at", "user_id"
        ended = StaffSession.objects.filter(people, ended_at__isnull=False)
        yield "sign-out", ended, "ended_at", "user_id"
    if Kind.FAILED in asked.kinds:
        known = User.objects.filter(username=OuterRef("username")).values("pk")[:1]
        tried = AccessFailureLog.objects.annotate(user_id=Subquery(known))
        if asked.offices is not None:
            tried = tried.filter(user_id__in=_people(asked.offices))
        yield "failed", tried, "attempt_time", "user_id"


def _people(offices: Sequence[int]) -> QuerySet[User]:
    """Return who holds or held a role at these offices."""
    return User.objects.filter(pk__in=Appointment.objects.filter(office__in=offices).values("user_id"))


def _pages(offices: Sequence[int]) -> QuerySet[Page]:
    below = Q(pk__in=[])
    for path in OfficePage.objects.filter(register_entry__in=offices).values_list("path", flat=True):
        below |= Q(path__startswith=path)
    return Page.objects.filter(below)


def _types(labels: Iterable[str]) -> list[int]:
    pairs = (label.split(".") for label in labels)
    return [ContentType.objects.get_by_natural_key(app, model).pk for app, model in pairs]


def told(places: Sequence[dict[str, Any]]) -> list[Line]:
    """Return the lines of these places, in their order; as many queries for a hundred as for one."""
    found: dict[str, dict[int, Any]] = {}
    for names, manager in (
        (("page",), PageLogEntry.objects),
        (("right", "register"), ModelLogEntry.objects.select_related("content_type")),
        (("sign-in", "sign-out"), StaffSession.objects),
        (("failed",), AccessFailureLog.objects),
    ):
        ids = {place["row"] for place in places if place["source"] in names}
        loaded = manager.in_bulk(ids)
        found |= dict.fromkeys(names, loaded)
    people = User.objects.in_bulk({place["person"] for place in places if place["person"]})
    standing = set(
        Page.objects.filter(pk__in=[entry.page_id for entry in found["page"].values()]).values_list(
            "pk", flat=True
        )
    )
    return [
        _line(place, found[place["source"]][place["row"]], people.get(place["person"]), standing)
        for place in places
        if place["row"] in found[place["source"]]
    ]


def _line(place: dict[str, Any], row: Any, person: User | None, standing: set[int]) -> Line:
    who = str(person) if person is not None else ""
    at = place["moment"]
    match place["source"]:
        case "sign-in":
            return Line(at, who, str(Kind.SIGN_INS.label), _("signed in"), str(row), "", "")
        case "sign-out":
            return Line(
                at,
                who,
                str(Kind.SIGN_INS.label),
                _("signed out"),
                str(row),
                row.get_ended_because_display(),
                "",
            )
        case "failed":
            # A name that is nobody's may be a password typed into the wrong field.
            about = who or _("a name that nobody has")
            return Line(at, "", str(Kind.FAILED.label), _("could not sign in"), about, "", "")
        case "page":
            url = reverse("wagtailadmin_pages:history", args=[row.page_id]) if row.page_id in standing else ""
            return Line(at, who or _("the site itself"), str(Kind.PAGES.label), *_deed(row), url)
        case _:
            label = f"{row.content_type.app_label}.{row.content_type.model}"
            deed, about, why = _deed(row)
            kind = Kind.RIGHTS if label in RIGHTS else Kind.REGISTERS
            named = label in NAMED
            name = row.content_type.name
            address = ADDRESSES.get(label) if named and not row.deleted else None
            return Line(
                at,
                who or _("the site itself"),
                str(kind.label),
                deed,
                f"{name}: {about}" if named else name,
                why if named else "",
                reverse(address, args=[row.object_id]) if address else "",
            )


def _deed(entry: Any) -> tuple[str, str, str]:
    """Return what was done, to what, and why, as Wagtail's log tells it."""
    formatter = registry.get_formatter(entry)
    if formatter is None:
        return entry.action, entry.label, ""
    return str(formatter.label), entry.label, str(formatter.format_comment(entry) or "")


def superusers() -> QuerySet[User]:
    """Return who may do everything: made by a command alone, and shown here to whoever reads the trail."""
    return User.objects.filter(is_superuser=True, is_active=True).order_by("username")


def scope_of(offices: QuerySet[Office]) -> list[int]:
    return sorted(offices.values_list("pk", flat=True))
