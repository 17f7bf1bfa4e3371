"""How open data are answered: by JSON or as a file, to any site and through any cache, the same for every reader."""

import csv
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args, get_origin
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from pydantic import BaseModel

from language.spoken import active
from opendata import schemas
from printing import exports
from publishing.pages import PUBLIC_FOR_A_WHILE

JSON = "application/json; charset=utf-8"
CSV = "text/csv; charset=utf-8"
METHODS = "GET, HEAD, OPTIONS"
# Above this a file waits on the disk instead of in memory.
MOST_IN_MEMORY = 1024 * 1024
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
BETWEEN_VALUES = "\n"


def for_everybody(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return the view for any site's script: GET, HEAD and OPTIONS, and nothing in the answer of who asked."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204)
            response["Allow"] = response["Access-Control-Allow-Methods"] = METHODS
            response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            response["Access-Control-Max-Age"] = "86400"
        else:
            # What answers GET answers HEAD; the server leaves the body out.
            asked = request.method
            request.method = "GET" if asked == "HEAD" else asked
            try:
                response = view(request, *args, **kwargs)
            finally:
                request.method = asked
            if response.status_code == 405:
                response["Allow"] = METHODS
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Last-Modified"
        if response.status_code < 400:
            response.headers.setdefault("Cache-Control", PUBLIC_FOR_A_WHILE)
        else:
            response["Cache-Control"] = "no-cache"
        return response

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing changes here
    return answer


def as_json(request: HttpRequest, told: BaseModel, *, status: int = 200) -> HttpResponseBase:
    """Answer with what a schema holds, or with 304 where the reader has it already."""
    content = told.model_dump_json(indent=1)
    if status != 200:
        return HttpResponse(content, content_type=JSON, status=status)
    return as_text(request, content, changed_at=_last_changed(told))


def as_text(request: HttpRequest, content: str, *, changed_at: float | None = None) -> HttpResponseBase:
    """Answer with JSON that is written already."""
    response = HttpResponse(content, content_type=JSON)
    response["ETag"] = etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if changed_at:
        response["Last-Modified"] = http_date(changed_at)
    # Asked by day alone, a list from which something was withdrawn would look as it did: only the tag is trusted.
    conditional: HttpResponseBase = (
        get_conditional_response(request, etag=etag, response=response) or response
    )
    return conditional


def _last_changed(told: BaseModel) -> float | None:
    items = getattr(told, "items", None)
    times = [at for each in ([told] if items is None else items) if (at := getattr(each, "changed_at", None))]
    return max(times).timestamp() if times else None


def as_csv(
    request: HttpRequest, name: str, item: type[BaseModel], items: Iterable[BaseModel], *, mark: bool
) -> HttpResponseBase:
    """Answer with all items as a file. It is whole before its first letter is sent, and its tag known."""
    file = tempfile.SpooledTemporaryFile(max_size=MOST_IN_MEMORY)  # noqa: SIM115 (the response closes it)
    known = hashlib.sha256()
    for lines in _lines(item, items, mark):
        part = lines.encode()
        known.update(part)
        file.write(part)
    etag = f'"{known.hexdigest()[:32]}"'
    unchanged: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        file.close()
        unchanged["ETag"] = etag
        return unchanged
    length = file.tell()
    file.seek(0)
    response = FileResponse(file, content_type=CSV, as_attachment=True, filename=f"{name}.csv")
    response["Content-Length"] = str(length)
    response["ETag"] = etag
    return response


def columns(item: type[BaseModel]) -> list[str]:
    """Return what of an item stands in a line of a file: its single values, and lists of words in one cell."""
    return [
        name
        for name, field in item.model_fields.items()
        if not _is_structure(field.annotation)
    ]  # fmt: skip


def _is_structure(kind: Any) -> bool:
    inner = [each for each in get_args(kind) if each is not type(None)]
    if get_origin(kind) is list or (inner and not isinstance(kind, type)):
        return any(_is_structure(each) for each in inner)
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _lines(item: type[BaseModel], items: Iterable[BaseModel], mark: bool) -> Iterator[str]:
    writer, names = csv.writer(exports.Line(), lineterminator="\r\n"), columns(item)
    yield (exports.BYTE_ORDER_MARK if mark else "") + writer.writerow(names)
    for each in items:
        told = each.model_dump(mode="json", include=set(names))
        yield writer.writerow([_cell(told[name]) for name in names])


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    if isinstance(value, list):
        value = BETWEEN_VALUES.join(value)
    return exports.text(value)


def problem(
    request: HttpRequest,
    code: str,
    message: str,
    *,
    status: int,
    parameters: Iterable[tuple[str, str]] = (),
) -> HttpResponseBase:
    """Answer with why there is no answer, in the active language."""
    wrong = [schemas.Wrong(parameter=name, message=said) for name, said in parameters]
    told = schemas.Problem(code=code, message=message, parameters=wrong)  # type: ignore[arg-type]
    response = as_json(request, told, status=status)
    response["Content-Language"] = active()
    return response


def next_address(request: HttpRequest, after: str) -> str:
    """Return the address of the page behind a place, with everything else that was asked."""
    asked = [(name, value) for name, value in request.GET.items() if name != "after"]
    return request.build_absolute_uri(f"{request.path}?{urlencode([*asked, ('after', after)])}")
