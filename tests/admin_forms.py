"""What a browser would send of a form of the back office."""

from html.parser import HTMLParser

from django.test import Client


class Fields(HTMLParser):
    """Collects what a browser would send of the editor's form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        name = found.get("name") or ""
        if tag == "input" and found.get("type") not in (
            "submit",
            "button",
            "file",
            "search",
            "checkbox",
            "radio",
        ):
            self.values.setdefault(name, found.get("value") or "")
        elif tag == "input" and found.get("type") == "radio" and "checked" in found:
            self.values[name] = found.get("value") or ""
        elif tag == "select":
            self._select = name
            self.values.setdefault(name, "")
        elif tag == "option" and self._select and "selected" in found:
            self.values[self._select] = found.get("value") or ""
        elif tag == "textarea":
            self._area = name
            self.values.setdefault(name, "")

    def handle_data(self, data: str) -> None:
        if self._area:
            # Browsers leave out the line break that follows the tag.
            self.values[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def form_of(client: Client, address: str) -> dict[str, str]:
    return fields_of(client.get(address).content.decode())


def fields_of(page: str) -> dict[str, str]:
    parser = Fields()
    parser.feed(page)
    return {name: value for name, value in parser.values.items() if name and "__prefix__" not in name}
