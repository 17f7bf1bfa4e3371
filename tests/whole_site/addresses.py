"""Every address there is, from the resolver, and which of them are ours."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from portal import walled

OURS = {
    "shop", "portal", "charter_pages", "publishing", "printing", "search", "language", "accounts", "offices",
    "letters", "subscriptions", "demonstration", "config", "bangla", "opendata",
}  # fmt: skip
# Wagtail's own screens of files and people: their models are ours in name only.
WAGTAILS = ("wagtailusers", "wagtailimages", "wagtaildocs")


def walk(
    resolver: Any = None, spaces: tuple[str, ...] = (), above: tuple[Any, ...] = ()
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the name (the route, where it has none) and the patterns of every address, outermost first."""
    for pattern in (resolver or get_resolver()).url_patterns:
        way = (*above, pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from walk(pattern, inner, way)
        else:
            route = "/" + "".join(str(step.pattern) for step in way)
            yield ":".join((*spaces, pattern.name)) if pattern.name else route, way


def is_ours(name: str, pattern: URLPattern) -> bool:
    """Return whether an address shows a view of ours, one of Wagtail's on a model of ours, or stands in our
    own list of addresses; what the wall knows is Wagtail's, even where we mended its view.
    """
    if name in walled.ADDRESSES:
        return False
    view = getattr(pattern.callback, "view_class", pattern.callback)
    module = getattr(view, "__module__", None) or type(view).__module__
    model = getattr(pattern.callback, "view_initkwargs", {}).get("model")
    own = {module, "" if name.startswith(WAGTAILS) else getattr(model, "__module__", "")}
    return bool({each.split(".")[0] for each in own} & OURS) or pattern in get_resolver().url_patterns


def ours() -> set[str]:
    return {name for name, way in walk() if is_ours(name, way[-1])}


def arguments(way: tuple[Any, ...]) -> set[str]:
    """Return the names of the arguments that an address takes."""
    return {
        argument
        for step in way
        for argument in (
            step.pattern.converters if hasattr(step.pattern, "_route") else step.pattern.regex.groupindex
        )
    }


def of_wagtails_back_office() -> dict[str, set[str]]:
    """Return the names of Wagtail's own addresses below /admin/, each with the arguments it takes."""
    return {
        name: arguments(way)
        for name, way in walk()
        if str(way[0].pattern) == "admin/" and not is_ours(name, way[-1])
    }
