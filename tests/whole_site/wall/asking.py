"""Every address of Wagtail's back office about the things of one office, and what an answer tells."""

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Locale, Site, Task, Workflow, WorkflowPage
from wagtail_localize.models import OverridableSegment, StringSegment

from portal import walled
from publishing.models import PortalDocument, PortalImage
from tests.whole_site import addresses, readers
from tests.whole_site.wall.world import Place, Thing, World

API_ACTIONS = (
    "convert_alias", "copy", "delete", "publish", "unpublish", "move", "copy_for_translation", "create_alias",
    "revert_to_page_revision",
)  # fmt: skip
WORKFLOW_ACTIONS = ("approve", "reject", "unlock")


def patterns() -> set[tuple[str, frozenset[str]]]:
    """Return each address of Wagtail's below /admin/: its name and its arguments. (One name may have two.)"""
    return {
        (name, frozenset(addresses.arguments(way)))
        for name, way in addresses.walk()
        if str(way[0].pattern) == "admin/" and not addresses.is_ours(name, way[-1])
    }


PATTERNS = sorted((name, sorted(arguments)) for name, arguments in patterns())


def of_thing(world: World, place: Place, thing: Thing, own: Place) -> Iterator[tuple[str, str]]:
    """Yield name and address of everything that can be asked about a page of a place, by somebody of `own`."""
    page = thing.page.pk
    given = {
        "page_id": [page], "parent_page_id": [page], "page_to_move_id": [page], "pk": [page],
        "destination_id": [own.page.pk], "revision_id": [thing.second], "revision_id_a": [thing.first, "live"],
        "revision_id_b": [thing.second, "latest"], "task_state_id": [thing.task_state or 1],
        "workflow_state_id": [thing.workflow_state or 1], "task_id": [world.task.pk],
        "content_type_app_name": ["charter_pages"], "content_type_model_name": ["minutespage"],
        "app_label": ["charter_pages"], "model_name": ["minutespage"], "object_id": [page],
        "session_id": [place.session.pk if hasattr(place, "session") else 1],
    }  # fmt: skip
    for name, arguments in PATTERNS:
        if not arguments or not is_about_a_page(name, arguments):
            continue
        given["action_name"] = list(API_ACTIONS if name.startswith("wagtailadmin_api") else WORKFLOW_ACTIONS)
        for values in itertools.product(*(given[argument] for argument in arguments)):
            yield name, reverse(name, kwargs=dict(zip(arguments, values, strict=True)))
    for action in bulk_actions("wagtailcore", "page"):
        yield "wagtail_bulk_action", f"/admin/bulk/wagtailcore/page/{action}/?id={page}&next=/admin/"
        yield (
            "wagtail_bulk_action",
            f"/admin/bulk/wagtailcore/page/{action}/?id={own.page.pk}&id={page}&next=/admin/",
        )
        yield "wagtail_bulk_action", f"/admin/bulk/wagtailcore/page/{action}/?id=all&childOf={place.page.pk}"
    yield "wagtailadmin_choose_page_chosen_multiple", f"/admin/choose-page/chosen-multiple/?id={page}"
    yield "wagtailadmin_pages:move_confirm", f"/admin/pages/{own.page.pk}/move/{page}/confirm/"
    # An own page, and what hangs on another's.
    mixed = [
        f"revisions/{thing.second}/view/", f"revisions/{thing.second}/revert/",
        f"revisions/{thing.second}/unschedule/", f"revisions/compare/{thing.first}...{thing.second}/",
        f"revisions/compare/live...{thing.second}/", f"workflow_history/detail/{thing.workflow_state}/",
    ]  # fmt: skip
    for rest in mixed:
        yield "wagtailadmin_pages:", f"/admin/pages/{own.page.pk}/{rest}"
    for action in WORKFLOW_ACTIONS:
        step = f"{own.page.pk}/{action}/{thing.task_state}/"
        yield "wagtailadmin_pages:workflow_action", f"/admin/pages/workflow/action/{step}"
        yield (
            "wagtailadmin_pages:collect_workflow_action_data",
            f"/admin/pages/workflow/collect_action_data/{step}",
        )


def bulk_actions(app: str, model: str) -> list[str]:
    return sorted(
        action.action_type for action in bulk_action_registry.get_bulk_actions_for_model(app, model)
    )


def is_about_a_page(name: str, arguments: list[str]) -> bool:
    spaces = (
        "wagtailadmin_pages:",
        "wagtailadmin_explore",
        "wagtailadmin_choose_page",
        "wagtailadmin_api:pages:",
    )
    return (
        name.startswith((*spaces, "wagtailadmin_editing_sessions:ping")) or "page_id" in arguments
    ) and name not in ("wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results",
                       "wagtailadmin_pages:choose_parent")  # fmt: skip


def of_place(place: Place, own: Place) -> Iterator[tuple[str, str]]:
    """Yield name and address of what a place keeps beside pages: pictures, documents, uploads, translations."""
    source = place.translation.source
    strings, overrides = (
        StringSegment.objects.filter(source=source),
        OverridableSegment.objects.filter(source=source),
    )
    given: dict[str, Any] = {
        "filter_spec": "original", "translation_id": place.translation.pk, "translation_source_id": source.pk,
        "string_segment_id": strings.values_list("pk", flat=True).first(),
        "overridable_segment_id": overrides.values_list("pk", flat=True).first() or 1, "mode": "",
        "session_id": place.session.pk if hasattr(place, "session") else 1,
    }  # fmt: skip
    for model, kept in (
        (PortalImage, place.image),
        (PortalDocument, place.document),
        (PortalDocument, place.sheet),
    ):
        spaces = ("wagtailimages", "wagtailadmin_api:images") if model is PortalImage else (
            "wagtaildocs", "wagtailadmin_api:documents")  # fmt: skip
        ids = dict.fromkeys(("pk", "image_id", "document_id", "doc_id"), kept.pk)
        upload = {"uploaded_file_id": place.uploads[model].pk}
        yield from _filled(spaces, {**given, **ids, **upload})
        space = spaces[0].removeprefix("wagtail")
        # Read as another number by Python than by Wagtail: an own one, and another's.
        for odd in (kept.pk, f"1_{ord(str(kept.pk)[0]):X}{str(kept.pk)[1:]}"):
            yield (
                f"{spaces[0]}_chooser:chosen",
                f"/admin/{'documents' if space == 'docs' else space}/chooser/chosen/{odd}/",
            )
        folder = "images" if model is PortalImage else "documents"
        yield f"{spaces[0]}_chooser:chosen_multiple", f"/admin/{folder}/chooser/chosen-multiple/?id={kept.pk}"
        for action in bulk_actions("publishing", model._meta.model_name):
            yield (
                "wagtail_bulk_action",
                f"/admin/bulk/publishing/{model._meta.model_name}/{action}/?id={kept.pk}&next=/admin/",
            )
        if model is PortalDocument:
            yield "wagtaildocs_serve", f"/documents/{kept.pk}/{kept.filename}"
    yield from _filled(("wagtail_localize:",), {**given, "page_id": place.english.pk})
    mine = StringSegment.objects.filter(source=own.translation.source).values_list("pk", flat=True).first()
    for translation, segment in (
        (own.translation.pk, given["string_segment_id"]),
        (place.translation.pk, mine),
    ):
        yield (
            "wagtail_localize:edit_string_translation",
            f"/admin/localize/translate/{translation}/strings/{segment}/edit/",
        )
    snippet = {
        "app_label": "charter_pages",
        "model_name": "minutespage",
        "pk": place.things["never published"].page.pk,
    }
    yield from _filled(("wagtail_localize:s",), {**given, **snippet, "page_id": place.english.pk})


def _filled(spaces: tuple[str, ...], given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, arguments in PATTERNS:
        if name.startswith(spaces) and arguments and set(arguments) <= set(given):
            try:
                yield name, reverse(name, kwargs={argument: given[argument] for argument in arguments})
            except NoReverseMatch:
                continue


def of_keeping(world: World, place: Place) -> Iterator[tuple[str, str]]:
    """Yield name and address of what is headquarters' alone: people, groups, sites, workflows, reports."""
    keepers = {
        "wagtailusers_users": place.keeper.pk, "wagtailusers_groups": place.keeper.groups.all()[0].pk,
        "wagtailsites": Site.objects.all()[0].pk, "wagtaillocales": Locale.objects.all()[0].pk,
        "wagtailadmin_collections": place.collection.pk, "wagtailadmin_workflows": Workflow.objects.all()[0].pk,
        "wagtailredirects": 1,
    }  # fmt: skip
    given = {
        "collection_id": place.collection.pk, "page_pk": WorkflowPage.objects.all()[0].page_id,
        "workflow_pk": Workflow.objects.all()[0].pk, "task_id": Task.objects.all()[0].pk, "redirect_id": 1,
        "app_label": "charter_pages", "model_name": "minutespage", "content_type_app_name": "charter_pages",
        "content_type_model_name": "minutespage", "app_name": "taggit",
    }  # fmt: skip
    for name, arguments in PATTERNS:
        if walled.of(name).opens is not walled.Opens.TO_NOBODY or name.startswith(
            ("wagtail_localize:s", "wagtail_localize:edit", "wagtailadmin_api")
        ):
            continue
        known = {
            **given,
            "pk": keepers.get(name.split(":")[0], 1),
            **({"model_name": "tag"} if "app_name" in arguments else {}),
        }
        yield name, reverse(name, kwargs={argument: known[argument] for argument in arguments})
    for model in ("accounts/user", "charter_pages/post"):
        for app, name in (model.split("/"),):
            for action in bulk_actions(app, name):
                yield (
                    "wagtail_bulk_action",
                    f"/admin/bulk/{app}/{name}/{action}/?id={place.page.pk}&id={place.keeper.pk}",
                )


def told(answer: Any, hidden: dict[str, str]) -> list[str]:
    """Return what an answer tells of the hidden words: in its body, its headers, its cookies, its messages."""
    text = "\n".join((
        answer.getvalue().decode(errors="replace"), str(answer.headers), str(answer.cookies),
        *readers.messages_of(answer),
    ))  # fmt: skip
    return sorted({what for mark, what in hidden.items() if mark in text}) if "qz" in text else []


def is_refused(answer: Any) -> bool:
    to = answer.headers.get("Location", "")
    return answer.status_code in (403, 404, 405) or (
        answer.status_code == 302 and (to == "/admin/" or to.startswith("/admin/login/?next="))
    )


def ask_all(
    client: Client,
    asked: Iterable[tuple[str, str]],
    hidden: dict[str, str],
    verbs: Iterable[str] = ("get", "post", "head"),
) -> list[str]:
    """Ask every address, which must be refused and tell nothing; return what is wrong."""
    wrong = []
    for name, address in asked:
        for verb in verbs:
            answer = getattr(client, verb)(address)
            if not is_refused(answer):
                to = answer.headers.get("Location", "")
                wrong.append(f"{verb.upper()} {address} ({name}) answers {answer.status_code} {to}")
            if found := told(answer, hidden):
                wrong.append(f"{verb.upper()} {address} ({name}) tells the {found}")
    if found := told(client.get("/admin/"), hidden):
        wrong.append(f"the page after them tells the {found}")
    return wrong
