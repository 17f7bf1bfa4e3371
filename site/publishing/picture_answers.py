"""What was answered about the pictures of a page, and that none is published about which nobody was asked (ADR 0046).

A photograph of a prisoner is never public. No program sees that reliably, so a person is asked, picture by picture,
and what they said is kept with the hash of the file they looked at.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import ReferenceIndex

import clock
from accounts.models import User
from bangla import digits
from language.spoken import active
from publishing.models import PictureAnswer, PortalImage

# The questions, in the order in which they stand in the form.
QUESTIONS = ("shows_face", "shows_name", "shows_paper")


class Unasked(ValidationError, PermissionDenied):
    """The page has pictures that nobody has answered for, or that show what must not be public.

    A form shows it; where there is no form, Wagtail's back office turns it into a refusal.
    """


@dataclass(frozen=True)
class Looked:
    """A picture of a page with the last answer about its file."""

    picture: PortalImage
    answer: PictureAnswer | None

    @property
    def is_clear(self) -> bool:
        return self.answer is not None and self.answer.is_clear


def answer(
    *, by: User, picture: PortalImage, shows_face: bool, shows_name: bool, shows_paper: bool
) -> PictureAnswer:
    """Keep what somebody saw in a picture's file; the same again, by the same person, is said once."""
    told = {"shows_face": shows_face, "shows_name": shows_name, "shows_paper": shows_paper}
    last = last_answers([picture]).get(picture.file.name)
    if last is not None and last.by_id == by.pk and all(getattr(last, name) == told[name] for name in told):
        return last
    with picture.file.storage.open(picture.file.name) as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return PictureAnswer.objects.create(
        file_name=picture.file.name, sha256=sha256, by=by, answered_at=clock.now(), **told
    )


def last_answers(pictures: Iterable[PortalImage]) -> dict[str, PictureAnswer]:
    """Return the last answer about each picture's file by the file's name; one query."""
    names = {picture.file.name for picture in pictures}
    if not names:
        return {}
    answers = PictureAnswer.objects.filter(file_name__in=names).select_related("by").order_by("pk")
    return {each.file_name: each for each in answers}


def pictures_of(page: Model) -> list[PortalImage]:
    """Return the pictures that a page names as it is given, with its rows and its prose, each once, in order."""
    kind = ContentType.objects.get_for_model(PortalImage).pk
    found = ReferenceIndex._extract_references_from_object(page)
    return in_order(int(pk) for content_type, pk, *_path in found if content_type == kind)


def in_order(numbers: Iterable[int]) -> list[PortalImage]:
    """Return the pictures of these numbers, each once, in the order in which they were named first."""
    wanted = list(dict.fromkeys(numbers))
    known = PortalImage.objects.in_bulk(wanted) if wanted else {}
    return [known[number] for number in wanted if number in known]


def look_at(pictures: Iterable[PortalImage]) -> list[Looked]:
    """Return the pictures with what was answered about each."""
    shown = list(pictures)
    known = last_answers(shown)
    return [Looked(picture, known.get(picture.file.name)) for picture in shown]


def is_clear(page: Model) -> bool:
    """Return whether every picture of a page was looked at, and none shows what must not be public."""
    return all(each.is_clear for each in look_at(pictures_of(page)))


def require(page: Model) -> None:
    """Raise Unasked unless every picture of a page was looked at and shows nothing that must not be public."""
    open_ones = [each for each in look_at(pictures_of(page)) if not each.is_clear]
    if open_ones:
        raise Unasked(told(len(open_ones)))


def told(count: int) -> str:
    """Return what is said where so many pictures keep a page from being published."""
    return ngettext(
        "Look at the pictures before this page is published: of %(number)s it is not said that it shows no face, "
        "name, number or paper.",
        "Look at the pictures before this page is published: of %(number)s it is not said that they show no face, "
        "name, number or paper.",
        count,
    ) % {"number": digits.in_language(str(count), active())}


def seen(each: PictureAnswer) -> list[str]:
    """Return in words what somebody saw in a picture that must not be public."""
    words = {
        "shows_face": _("a face that can be recognised"),
        "shows_name": _("a name or a number that can be read"),
        "shows_paper": _("a paper of a ward or a court"),
    }
    return [words[name] for name in QUESTIONS if getattr(each, name)]
