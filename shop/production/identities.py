"""What makers are called: registered once, encrypted, and read only for a stated reason, which is noted."""

import re
import unicodedata
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from offices.models import Office
from shop.production.models import IdentityReading, Maker, MakerIdentity

MAY_READ = (Role.STATEMENT_READER, Role.WORKSHOP_RECORDER)
LONGEST_NAME = 120
SHORTEST_REASON = 10
LONGEST_REASON = 300


class Refused(ValidationError):
    """The register does not take this; the message says why, for people, and quotes nothing."""


@dataclass(frozen=True)
class Identity:
    """A name and a register number in the clear, for one screen or sheet; its repr says nothing."""

    name: str = field(repr=False)
    register_number: str = field(repr=False)


@transaction.atomic
def register(
    *, by: User, office: Office, name: str, register_number: str, form_key: uuid.UUID | None = None
) -> Maker:
    """Enter a convict who will work in an office's workshops; the maker gets a random id.

    `form_key` is the id to give, so that a form sent twice enters one maker. Raises Refused,
    PermissionDenied.
    """
    access.require(by, Role.WORKSHOP_RECORDER, office=office)
    # Two entries of one office follow each other, so that none overlooks the other's number.
    Office.objects.select_for_update().get(pk=office.pk)
    if form_key and (standing := Maker.objects.filter(pk=form_key, office=office).first()):
        return standing
    number = normal_number(register_number)
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused({"name": _("Enter the name, at most 120 letters.")})
    # Encrypted numbers cannot be compared in the database; an office has hundreds of makers, not millions.
    for identity in MakerIdentity.objects.filter(maker__office=office):
        if identity.register_number == number:
            raise Refused({"register_number": _("This register number is already in the office's register.")})
    maker = Maker.objects.create(id=form_key or uuid.uuid4(), office=office)
    MakerIdentity.objects.create(maker=maker, name=name, register_number=number)
    return maker


@transaction.atomic
def read(*, by: User, maker: Maker, why: str) -> Identity:
    """Return what a maker is called and note who asked, when and why. Staff of other prisons are refused."""
    access.require(by, *MAY_READ, office=maker.office)
    why = " ".join(why.split())
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise Refused({"why": _("Say why you need the name, in 10 to 300 letters.")})
    IdentityReading.objects.create(maker=maker, by=by, at=clock.now(), why=why)
    identity = MakerIdentity.objects.get(maker=maker)
    return Identity(name=identity.name, register_number=identity.register_number)


def normal_number(text: str) -> str:
    """Return a convict's register number in its one form, such as `1234/ক`: ASCII digits, a slash, a letter.

    Takes Bangla and ASCII digits and stray spaces; raises Refused.
    """
    plain = re.sub(r"\s+", "", digits.to_ascii(unicodedata.normalize("NFC", text))).upper()
    if not re.fullmatch(r"[0-9]{1,8}/[^\W\d_]", plain):
        raise Refused({"register_number": _("A register number is digits, a slash and a letter: ১২৩৪/ক.")})
    return plain
