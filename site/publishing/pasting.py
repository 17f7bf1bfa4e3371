"""Bijoy in HTML: what is pasted from Word or a web page, an uploaded page, a rich text. Its fonts are believed.

No address in the HTML is followed, and nothing of it is run: it is read as a tree.
"""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from bangla import bijoy, bijoy_detection

MOST_LETTERS = 1_000_000
_RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
_FAMILY = re.compile(r"font(?:-family)?\s*:\s*([^;}]+)", re.IGNORECASE)
SILENT = ("script", "style", "head", "title", "template", "noscript")
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br caption dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "
        "header hr li main nav ol p pre section table tbody td tfoot th thead tr ul",
    )
)
_TAG = re.compile(r"(<[^<>]*>)")


@dataclass(frozen=True, slots=True)
class Pasted:
    html: str
    text: str
    changed: bool
    doubtful: tuple[str, ...] = ()


@dataclass(slots=True)
class _Piece:
    """A text of the tree: where it stands, in which font, and whether a block begins before it."""

    element: etree._Element
    is_tail: bool
    text: str
    font: str
    begins: bool
    said: str = field(default="")

    def put(self) -> None:
        if self.is_tail:
            self.element.tail = self.said
        else:
            self.element.text = self.said


def parse(text: str) -> etree._Element | None:
    """Return the tree of an HTML text, None where it holds no element; never fetches, whatever it names."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        # As bytes: a text that names an encoding of its own would be refused.
        tree: etree._Element = lxml.html.document_fromstring(
            text[:MOST_LETTERS].replace("\0", "").encode(errors="replace"), parser=parser
        )
    except (etree.ParserError, ValueError):
        return None
    return tree


def convert_tree(tree: etree._Element) -> bijoy_detection.Converted:
    """Make the Bijoy of a tree Unicode, in place; words that look like Bijoy too, where no font is named."""
    pieces = list(_pieces(tree, _fonts_of_classes(tree)))
    unsaid: list[list[_Piece]] = []
    changed = False
    for together in _joined(pieces):
        text = "".join(piece.text for piece in together)
        if together[0].font and not re.search("[\u0980-\u09ff]", text):
            changed |= _share(together, bijoy.to_unicode(text))
        else:
            unsaid.append(together)
    # All together: a table of which some cells prove themselves Bijoy proves its short ones.
    lines = [" ".join("".join(piece.text for piece in each).split("\n")) for each in unsaid]
    found = bijoy_detection.convert("\n".join(lines))
    if found.changed:
        for together, line, said in zip(unsaid, lines, found.text.split("\n"), strict=True):
            if line != said:
                changed |= _share(together, said)
    return bijoy_detection.Converted(text_of(tree), changed, found.doubtful)


def convert_html(text: str) -> Pasted:
    """Return an HTML text with its Bijoy as Unicode."""
    tree = parse(text)
    if tree is None:
        return Pasted(text, text, changed=False)
    found = convert_tree(tree)
    etree.strip_elements(tree, *SILENT, with_tail=False)
    body = tree.find("body")
    shown = "" if body is None else _inner(body)
    return Pasted(shown if found.changed else text, found.text, found.changed, found.doubtful)


def convert_rich_text(text: str) -> bijoy_detection.Converted:
    """Return a stored rich text with its Bijoy as Unicode, and every tag as it was."""
    parts = _TAG.split(text)
    words = [entities.unescape(part).replace("\n", " ") for part in parts[::2]]
    found = bijoy_detection.convert("\n".join(words))
    if not found.changed:
        return bijoy_detection.Converted(text, changed=False)
    said = found.text.split("\n")
    for place, (before, after) in enumerate(zip(words, said, strict=True)):
        if before != after:
            parts[place * 2] = entities.escape(after, quote=False)
    return bijoy_detection.Converted("".join(parts), changed=True, doubtful=found.doubtful)


def text_of(tree: etree._Element) -> str:
    """Return the words of a tree, a line for each block."""
    lines: list[str] = [""]
    for piece in _pieces(tree, {}):
        if piece.begins and lines[-1].strip():
            lines.append("")
        lines[-1] += " ".join(piece.text.split("\n"))
    return "\n".join(line for each in lines if (line := " ".join(each.split())))


def _inner(body: etree._Element) -> str:
    return entities.escape(body.text or "", quote=False) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in body
    )


def _fonts_of_classes(tree: etree._Element) -> dict[str, str]:
    """Return the Bijoy fonts that style sheets within the text give to classes and tags."""
    fonts: dict[str, str] = {}
    for sheet in tree.iter("style"):
        for selectors, rules in _RULE.findall((sheet.text or "")[:100_000]):
            family = _FAMILY.search(rules)
            for selector in selectors.split(",") if family else ():
                name = selector.strip().split()[-1:] or [""]
                fonts[name[0]] = family[1] if family else ""
    return fonts


def _font_of(element: etree._Element, inherited: str, classes: dict[str, str]) -> str:
    """Return the element's font where it is Bijoy's, empty where it is another or none is named above it."""
    family = _FAMILY.search(element.get("style") or "")
    named = family[1] if family else element.get("face") or ""
    if not named:
        for name in (element.get("class") or "").split():
            named = classes.get(f"{element.tag}.{name}") or classes.get(f".{name}") or named
        named = named or classes.get(str(element.tag), "")
    if not named:
        return inherited
    return named if bijoy.is_bijoy_font(named) else ""


def _pieces(tree: etree._Element, classes: dict[str, str]) -> Iterator[_Piece]:
    """Yield the texts of a tree in their order."""
    begins = True
    steps: list[tuple[str, etree._Element, str]] = [("enter", tree, "")]
    while steps:
        step, element, inherited = steps.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if step == "tail":
            begins = begins or tag in _BLOCKS
            if element.tail:
                yield _Piece(element, True, element.tail, inherited, begins)
                begins = False
            continue
        if tag in SILENT:
            continue
        font = _font_of(element, inherited, classes)
        begins = begins or tag in _BLOCKS
        if element.text:
            yield _Piece(element, False, element.text, font, begins)
            begins = False
        for child in reversed(element):
            steps.append(("tail", child, font))
            steps.append(("enter", child, font))


def _joined(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces that are read together: Word parts even a word by its spelling or its size."""
    together: list[_Piece] = []
    for piece in pieces:
        parts_a_word = (
            together
            and not piece.begins
            and bool(together[-1].font) == bool(piece.font)
            and not together[-1].text[-1:].isspace()
            and not piece.text[:1].isspace()
        )
        if together and not parts_a_word:
            yield together
            together = []
        together.append(piece)
    if together:
        yield together


def _share(together: list[_Piece], said: str) -> bool:
    """Put what is said where it was read, whole into the first piece; return whether it is another text."""
    before = "".join(piece.text for piece in together)
    for place, piece in enumerate(together):
        piece.said = said if place == 0 else ""
        piece.put()
    return before != said
