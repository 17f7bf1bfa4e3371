"""A department whose offices all keep something that is not published yet; each word of it stands nowhere else.

Two divisions, two prisons in the first and one in the second. At each office lie pages of every type and in every
state, with revisions, comments, a reviewer's note, translations, a picture and a document. `Place.marks` are the
words that only those may meet who edit that office's pages.
"""

import dataclasses
import datetime
import itertools
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import IntegrityError, models, transaction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin.models import EditingSession
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    CommentReply,
    Page,
    PageSubscription,
    PageViewRestriction,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
    get_page_models,
)
from wagtail_localize.models import Translation, TranslationSource

import clock
from accounts.models import User
from accounts.roles import Role
from charter_pages.models import MinutesPage, PracticeReportPage
from offices.models import Office
from portal import rights, tree
from portal.models import HomePage, OfficePage
from publishing.models import PortalDocument, PortalImage
from tests import publishing_samples as samples
from tests import selling

# What lies at the root of the tree or is an office's own page is laid apart.
APART = {HomePage, OfficePage}
_numbers = itertools.count(1)
# What every unpublished title begins with.
SHARED = "hushed"
# The office at which every type and every state lies; at the others a few.
FULL = "dj-b"


@dataclasses.dataclass
class Thing:
    """One page with all that hangs on it: the numbers that addresses ask for."""

    state: str
    page: Page
    first: int = 0
    second: int = 0
    task_state: int = 0
    workflow_state: int = 0


class Place:
    """An office, its page, and what lies unpublished there."""

    def __init__(self, office: Office, page: OfficePage, keeper: User) -> None:
        self.office, self.page, self.keeper = office, page, keeper
        self.collection = rights.collection_of(office)
        self.marks: dict[str, str] = {}
        self.things: dict[str, Thing] = {}
        self.types: dict[str, Page] = {}
        self.english: Page | None = None

    def mark(self, what: str) -> str:
        """Return a word that stands nowhere else, and remember what it is about; a title begins with one word that
        all share, so that a search can find them without naming one.
        """
        word = f"qz{self.office.code.replace('-', '')}n{next(_numbers)}qz"
        self.marks[word] = f"{what} of {self.office.code}"
        return f"{SHARED} {word}" if "title" in what else word

    def all_pages(self) -> list[Page]:
        return [*(thing.page for thing in self.things.values()), *self.types.values()]


def office(code: str, kind: str, parent: Office | None) -> Office:
    return Office.objects.create(
        code=code, kind=kind, parent=parent, name_bn=f"দপ্তর {code}", name_en=f"Office {code}"
    )


def _asked_for(model: type[Page]) -> dict[str, Any]:
    """Return something for each date and number that a page of this type cannot do without."""
    needed = [
        field
        for field in model._meta.local_fields
        if not field.null and not field.has_default() and field.editable
    ]
    dates = {field.name: clock.today() for field in needed if isinstance(field, models.DateField)}
    return dates | {field.name: 1 for field in needed if isinstance(field, models.IntegerField)}


class World:
    """All offices, and people of every role at each of them."""

    def __init__(self) -> None:
        tree.lay()
        hq = office("hq", "hq", None)
        first, second = (office(code, "division", hq) for code in ("div-one", "div-two"))
        prisons = [office(*each) for each in (
            ("dj-a", "district_prison", first), ("dj-b", "district_prison", first), ("dj-c", "district_prison", second),
        )]  # fmt: skip
        self.offices = {each.code: each for each in (hq, first, second, *prisons)}
        pages = {each.code: samples.office_page(each) for each in self.offices.values()}
        rights.set_up()
        self.task = Workflow.objects.get(
            workflow_pages__page=HomePage.objects.get(language="bn", depth=2)
        ).tasks[0]
        self.english = HomePage.objects.get(language="en", depth=2).locale
        self.moderator = selling.staff(Role.HQ_MODERATOR, hq, "moderator")
        self.people: dict[tuple[str, str], User] = {}
        self.places: dict[str, Place] = {}
        for code, each in self.offices.items():
            keeper = self.person(Role.PRISON_EDITOR, code)
            self.places[code] = Place(each, pages[code], keeper)
        for role in Role:
            for code in ("dj-b", "hq"):
                self.person(role, code)
        for code in ("div-one", "div-two"):
            self.person(Role.DIVISION_REVIEWER, code)
        for place in self.places.values():
            Filling(self, place).fill()
        tree.sync()
        # The English pages are the offices', too.
        rights.set_up()

    def person(self, role: Role, code: str) -> User:
        """Return who holds the role at the office."""
        if (role, code) not in self.people:
            self.people[role, code] = selling.staff(role, self.offices[code], f"{role}-{code}")
        return self.people[role, code]

    def hidden_from(self, *seen: str) -> dict[str, str]:
        """Return the marks of all places but those, each with what it is about."""
        return {
            mark: what
            for code, place in self.places.items()
            if code not in seen
            for mark, what in place.marks.items()
        }


class Filling:
    """What is laid at one place."""

    def __init__(self, world: World, place: Place) -> None:
        self.world, self.place = world, place
        self.task = world.task

    def fill(self) -> None:
        self._files()
        self._state("never published", live=False)
        self._state("live with a newer draft", live=True)
        self._in_workflow("in workflow")
        self._translated()
        self._office_page()
        if self.place.office.code == FULL:
            for model in get_page_models():
                if model not in APART and not model._meta.abstract and model is not Page:
                    self._draft(model)
            self._scheduled()
            self._withdrawn()
            self._in_workflow("returned", note=True)
            self._locked()

    def _files(self) -> None:
        place = self.place
        self.place.image = PortalImage.objects.create(
            title=place.mark("title of a picture"),
            description=place.mark("description of a picture"),
            file=ContentFile(samples.photograph(), name=f"{place.mark('file of a picture')}.jpg"),
            collection=place.collection,
            uploaded_by_user=place.keeper,
        )
        for name in ("document", "sheet"):
            made = PortalDocument.objects.create(
                title=place.mark(f"title of a {name}"),
                file=ContentFile(b"%PDF-1.4 " + place.mark(f"text of a {name}").encode(), name=f"{name}.pdf"),
                collection=place.collection,
                uploaded_by_user=place.keeper,
            )
            setattr(place, name, made)
        self.place.uploads = {
            model: UploadedFile.objects.create(
                for_content_type=ContentType.objects.get_for_model(model),
                file=ContentFile(data, name=f"{place.mark('upload')}.{suffix}"),
                uploaded_by_user=place.keeper,
            )
            for model, data, suffix in (
                (PortalImage, samples.photograph(), "jpg"),
                (PortalDocument, b"%PDF-1.4", "pdf"),
            )
        }

    def _draft(self, model: type[Page]) -> None:
        """Lay an unpublished page of any type below the office's; of some there is one in the whole country."""
        word = self.place.mark(f"title of a draft {model.__name__}")
        page = model(
            title=word, slug=f"s{next(_numbers)}", live=False, owner=self.place.keeper, **_asked_for(model)
        )
        try:
            with transaction.atomic():
                self._below(page)
        except IntegrityError:
            self.place.marks.pop(word.split()[-1])
            return
        page.save_revision(user=self.place.keeper, clean=False, log_action=True)
        self.place.types[model.__name__] = page

    def _below(self, page: Page) -> Page:
        parent = self.place.page
        parent.refresh_from_db(fields=["path", "depth", "numchild"])
        parent.add_child(instance=page)
        return page

    def _minutes(self, state: str) -> MinutesPage:
        place = self.place
        page = samples.unsaved_minutes(
            memo=f"৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-{next(_numbers)}", title=place.mark(f"title, {state}")
        )
        page.slug = f"s{next(_numbers)}"
        page.owner = place.keeper
        page.venue = place.mark(f"venue, {state}")
        page.agenda.all()[0].discussion = f"<p>{place.mark(f'discussion, {state}')}</p>"
        page.decisions.all()[0].text = place.mark(f"decision, {state}")
        page.signature_sheet = place.sheet
        return page

    def _hang_on(self, page: Page, state: str, *, title: str = "") -> Thing:
        """Save two revisions, the second with a comment, an answer to it and a line of the log."""
        place, thing = self.place, Thing(state, page)
        thing.first = page.save_revision(user=place.keeper, clean=False, log_action=True).pk
        page.title = place.mark(f"new title, {state}")
        page.venue = place.mark(f"new venue, {state}")
        thing.second = page.save_revision(user=place.keeper, clean=False, log_action=True, changed=True).pk
        comment = Comment.objects.create(
            page=page.page_ptr, user=place.keeper, text=place.mark(f"comment, {state}"), contentpath="title"
        )
        CommentReply.objects.create(comment=comment, user=place.keeper, text=place.mark(f"answer, {state}"))
        PageSubscription.objects.create(page=page.page_ptr, user=place.keeper, comment_notifications=True)
        told = {"comment": {"text": place.mark(f"log, {state}"), "field_label": "x"}}
        log(instance=page, action="wagtail.comments.create", user=place.keeper, data=told)
        place.things[state] = thing
        return thing

    def _state(self, state: str, *, live: bool) -> Thing:
        page = self._minutes(state)
        if live:
            # What was published is no secret.
            for word in [word for word, what in self.place.marks.items() if f", {state} of" in what]:
                del self.place.marks[word]
            page.title = f"published {next(_numbers)}"
        page.live = live
        self._below(page)
        page.save_revision(user=self.place.keeper, clean=False).publish() if live else None
        page.refresh_from_db()
        return self._hang_on(page, state)

    def _scheduled(self) -> None:
        thing = self._state("scheduled", live=False)
        page = thing.page
        page.go_live_at = clock.now() + datetime.timedelta(days=3)
        revision = page.save_revision(
            user=self.place.keeper, clean=False, approved_go_live_at=page.go_live_at, log_action=True
        )
        revision.publish()
        thing.second = revision.pk

    def _withdrawn(self) -> None:
        page = self._minutes("withdrawn")
        self._below(page)
        page.save_revision(user=self.place.keeper, clean=False).publish()
        page.refresh_from_db()
        UnpublishPageAction(page, user=self.world.moderator).execute(skip_permission_checks=True)
        self._hang_on(page, "withdrawn")

    def _in_workflow(self, state: str, *, note: bool = False) -> None:
        thing = self._state(state, live=False)
        kind = type(self.task.specific).task_state_class or TaskState
        flow = WorkflowState.objects.create(
            content_type=ContentType.objects.get_for_model(thing.page),
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(thing.page.pk),
            workflow=Workflow.objects.get(workflow_pages__page=HomePage.objects.get(language="bn", depth=2)),
            status="needs_changes" if note else "in_progress",
            requested_by=self.place.keeper,
        )
        step = kind(
            workflow_state=flow,
            task=self.task,
            revision_id=thing.second,
            status="rejected" if note else "in_progress",
        )
        if hasattr(step, "office"):
            step.office = self.place.office
        step.comment = self.place.mark(f"reviewer's note, {state}")
        step.finished_by = self.world.moderator if note else None
        step.save()
        WorkflowState.objects.filter(pk=flow.pk).update(current_task_state=step.pk)
        thing.task_state, thing.workflow_state = step.pk, flow.pk

    def _locked(self) -> None:
        """A page that its keeper locked, edits and restricts to a password."""
        page = self._state("locked", live=False).page
        Page.objects.filter(pk=page.pk).update(
            locked=True, locked_by=self.place.keeper, locked_at=clock.now()
        )
        self.place.restriction = PageViewRestriction.objects.create(
            page=page.page_ptr, restriction_type="password", password=self.place.mark("password")
        )
        self.place.session = EditingSession.objects.create(
            user=self.place.keeper,
            content_type=ContentType.objects.get_for_model(page),
            object_id=str(page.pk),
            last_seen_at=clock.now(),
            is_editing=True,
        )

    def _translated(self) -> None:
        """An English page of the draft, made by wagtail-localize, with strings of its own."""
        page = self.place.things["never published"].page.specific
        source, _made = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=self.world.english)
        translation.save_target(user=self.place.keeper, publish=False)
        self.place.translation = translation
        self.place.english = translation.get_target_instance()
        Page.objects.filter(pk=self.place.english.pk).update(draft_title=self.place.mark("English title"))

    def _office_page(self) -> None:
        """The office's own page has a newer draft, which waits for its reviewer."""
        page = OfficePage.objects.get(pk=self.place.page.pk)
        page.title = self.place.mark("new title of the office's page")
        page.intro = f"<p>{self.place.mark('new words of the office')}</p>"
        revision = page.save_revision(user=self.place.keeper, clean=False, log_action=True, changed=True)
        comment = Comment.objects.create(
            page=page.page_ptr,
            user=self.place.keeper,
            text=self.place.mark("comment, office"),
            contentpath="title",
        )
        self.place.own = Thing("the office's page", page, revision.pk, revision.pk)
        assert comment.pk


__all__ = ["APART", "Place", "PracticeReportPage", "Thing", "World", "settings"]
