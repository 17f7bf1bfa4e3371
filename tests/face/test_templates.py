"""What every template keeps: no inline script or style, nothing from elsewhere, every name translated."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# Letters are mail, `printing` goes to WeasyPrint, and Wagtail's admin has a policy of its own.
PUBLIC = [
    path
    for path in sorted(TEMPLATES.rglob("*"))
    if path.suffix in {".html", ".svg"}
    and path.parts[len(TEMPLATES.parts)] not in {"letters", "printing", "wagtailadmin"}
]


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_template_has_no_inline_script_or_style(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\sstyle\s*=", text)
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/)[^>]*>", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_template_loads_nothing_from_another_host(path: Path) -> None:
    assert not re.search(r"(?:src|srcset|href)=[\"'](?:https?:)?//", path.read_text("utf-8"))


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_template_compiles(path: Path) -> None:
    get_template(name(path))


def test_every_component_stands_on_the_style_guide() -> None:
    guide = (TEMPLATES / "styleguide.html").read_text("utf-8")
    shown = set(re.findall(r"_components/([a-z_]+)/", guide))
    for _ in range(3):
        for component in list(shown):
            for part in (TEMPLATES / "_components" / component).glob("*.html"):
                shown |= set(re.findall(r"_components/([a-z_]+)/", part.read_text("utf-8")))
    folders = {path.name for path in (TEMPLATES / "_components").iterdir() if path.is_dir()}
    assert folders - shown - {"frame"} == set()
