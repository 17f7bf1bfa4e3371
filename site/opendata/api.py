"""The addresses of open data below /api/v1/, made of the table of collections, and their description in OpenAPI."""

import functools
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Query
from ninja.errors import ValidationError
from pydantic import BaseModel, create_model

from opendata import answers, asking, collections, keyset, schemas
from opendata.collections import COLLECTIONS, Collection
from publishing.models import Withdrawal

DESCRIPTION = """
What the portal of the Department of Prisons of Bangladesh publishes, for machines. No key is needed; every answer may
be kept by any cache and read by any site's script. Lists are paged: follow `next` until it is null. A CSV file is the
whole list, without what hangs on an item (`decisions` of minutes are a collection of their own). The licence is
Creative Commons Attribution 4.0; name the Department of Prisons as the source. Addresses, identifiers and fields stay
as they are while the address says v1; new fields may be added.
"""

api = NinjaAPI(
    title="Open data of the Department of Prisons, Bangladesh",
    version="1.0.0",
    description=DESCRIPTION.strip(),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    openapi_extra={
        "info": {"license": {"name": "Creative Commons Attribution 4.0", "url": answers.LICENCE_URL}}
    },
)
PROBLEMS = {400: schemas.Problem, 404: schemas.Problem}


class NotFound(Exception):
    """There is no such item."""


@api.exception_handler(ValidationError)
def _bad_parameters(request: HttpRequest, error: ValidationError) -> HttpResponseBase:
    names = sorted({_name_of(each["loc"]) for each in error.errors})
    with translation.override(_language(request)):
        if names == ["id"]:
            return _not_found(request, NotFound())
        return _refuse(request, [(name, asking.taken(name)) for name in names])


@api.exception_handler(asking.Refused)
def _refused(request: HttpRequest, error: asking.Refused) -> HttpResponseBase:
    with translation.override(_language(request)):
        # Said again: it may have been raised where another language was active.
        return _refuse(request, [(error.parameter, error.message)])


@api.exception_handler(NotFound)
def _not_found(request: HttpRequest, error: Exception) -> HttpResponseBase:
    with translation.override(_language(request)):
        return answers.problem(request, "not-found", _("There is nothing with this identifier."), status=404)


def _refuse(request: HttpRequest, parameters: list[tuple[str, str]]) -> HttpResponseBase:
    message = _("A parameter of the address cannot be understood.")
    return answers.problem(request, "bad-parameter", message, status=400, parameters=parameters)


def _name_of(place: Any) -> str:
    return str(place[-1]) if place else ""


def _language(request: HttpRequest) -> str:
    return "en" if request.GET.get("language") == "en" else "bn"


def _said_in_the_language_asked(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> Any:
        with translation.override(_language(request)):
            return view(request, **kwargs)

    return answer


def _refuse_unknown(request: HttpRequest, *known: type[BaseModel]) -> None:
    """Refuse what nobody asks for: a filter with a slip in its name would give the whole list."""
    names = {name for schema in known for name in schema.model_fields}
    for name in request.GET:
        if name not in names:
            raise asking.Refused(name[:60], _("There is no such parameter here."))


def envelope(request: HttpRequest, following: str | None) -> dict[str, Any]:
    """Return what stands around the items of a list."""
    return {
        "licence": answers.LICENCE_URL,
        "source": _("Department of Prisons, Bangladesh"),
        "documentation": request.build_absolute_uri(reverse("open-data")),
        "next": following,
    }


def _mount(collection: Collection) -> None:
    """Give a collection its addresses: the list, the file, and each item."""
    name, asks = collection.name, collection.asks
    listed: Any = create_model(
        f"ListOf{collection.item.__name__}",
        __base__=schemas.Envelope,
        items=(list[collection.item], ...),  # type: ignore[name-defined]
    )
    paged: Any = create_model(f"AskedPageOf{collection.item.__name__}", __base__=(asks, asking.Paged))
    as_file: Any = create_model(f"AskedFileOf{collection.item.__name__}", __base__=(asks, asking.AsFile))

    @_said_in_the_language_asked
    def many(request, asked: Query[paged]):  # type: ignore[no-untyped-def]
        _refuse_unknown(request, paged)
        place = None
        if asked.after is not None:
            try:
                place = keyset.read(collection.steps, asked.after)
            except ValueError as wrong:
                raise asking.Refused("after", asking.taken("after")) from wrong
        part = collection.part(asked, place, asked.limit)
        following = answers.next_address(request, keyset.write(part.place)) if part.place else None
        response = answers.as_json(request, listed(**envelope(request, following), items=list(part.items)))
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        return response

    @_said_in_the_language_asked
    def file(request, asked: Query[as_file]):  # type: ignore[no-untyped-def]
        _refuse_unknown(request, as_file)
        return answers.as_csv(
            request,
            f"{name}-{asked.language}",
            collection.item,
            collection.every(asked),
            mark=bool(asked.bom),
        )

    about = str(collection.item.__doc__ or "").strip()
    api.get(
        f"/{name}.json", response={200: listed, 400: schemas.Problem}, url_name=name, operation_id=name,
        summary=f"{name.capitalize()}, page by page", description=about, tags=[name],
    )(many)  # fmt: skip
    api.get(
        f"/{name}.csv", response={400: schemas.Problem}, url_name=f"{name}_csv", operation_id=f"{name}_csv",
        summary=f"All {name} as a CSV file", description=_columns(collection), tags=[name], openapi_extra=A_FILE,
    )(file)  # fmt: skip
    if collection.key:
        _mount_one(collection)


def _mount_one(collection: Collection) -> None:
    kind: Any = str if collection.item is schemas.Office else UUID
    converter = "slug" if kind is str else "uuid"
    name = collection.name

    @_said_in_the_language_asked
    def one(request, id: Path[kind], asked: Query[OneIsAsked]):  # type: ignore[no-untyped-def]
        _refuse_unknown(request, OneIsAsked)
        item = collection.one(collection.asks(language=asked.language), id)
        if item is not None:
            return answers.as_json(request, item)
        if kind is UUID and (gone := _withdrawn(id)):
            return answers.problem(request, "withdrawn", gone.reason, status=410)
        raise NotFound

    api.get(
        f"/{name}/{{{converter}:id}}.json", response={200: collection.item, **PROBLEMS, 410: schemas.Problem},
        url_name=f"{name}_one", operation_id=f"{name}_one", summary=f"One of {name}", tags=[name],
        description="410: it was withdrawn; the message says why.",
    )(one)  # fmt: skip


def _withdrawn(key: UUID) -> Withdrawal | None:
    found = collections.withdrawn().filter(translation_key=key)
    return found.first()


class OneIsAsked(asking.Schema):
    language: asking.Language = "bn"


def _columns(collection: Collection) -> str:
    return "Columns: " + ", ".join(f"`{name}`" for name in answers.columns(collection.item)) + "."


A_FILE = {
    "responses": {
        200: {"description": "The file.", "content": {"text/csv": {"schema": {"type": "string"}}}},
    }
}


@functools.cache
def description() -> str:
    """Return the OpenAPI document of all addresses."""
    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=1)


def openapi(request: HttpRequest) -> HttpResponseBase:
    """Answer with the description of all addresses."""
    return answers.as_text(request, description())


def patterns() -> list[URLPattern]:
    """Return the addresses, each open to everybody's scripts."""
    found = [path("openapi.json", openapi, name="openapi")]
    found += [each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"]
    for pattern in found:
        pattern.callback = answers.for_everybody(pattern.callback)
    return found


for _each in COLLECTIONS:
    _mount(_each)
