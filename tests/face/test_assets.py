"""The built files: ours or free to use, small, and the same each time."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "var" / "build" / "static"


@pytest.fixture(scope="module", autouse=True)
def built() -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_assets.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def css() -> str:
    return (STATIC / "site.css").read_text("utf-8")


def test_css_carries_neither_the_crowns_font_nor_its_crest(css: str) -> None:
    assert "GDS Transport" not in css
    assert "crest" not in css
    assert re.findall(r"@font-face\s*\{[^}]*?font-family:([^;]+)", css) == ['"Noto Sans Bengali"']


@pytest.mark.parametrize("name", ["site.css", "admin.css"])
def test_css_asks_nothing_of_another_host(name: str) -> None:
    addresses = re.findall(r"url\(([^)]*)\)", (STATIC / name).read_text("utf-8"))
    assert addresses == ["fonts/noto-sans-bengali.woff2"]
    assert "@import" not in (STATIC / name).read_text("utf-8")


def test_layers_come_in_their_order(css: str) -> None:
    assert "@layer vendor, tokens, base, parts, pages;" in css
    starts = [css.index(f"@layer {name}{{") for name in ("vendor", "tokens", "base", "parts", "pages")]
    assert starts == sorted(starts)


def test_braces_of_the_css_pair_up(css: str) -> None:
    assert css.count("{") == css.count("}")


def test_no_text_sets_tighter_than_bangla_can_bear(css: str) -> None:
    vendor = css[css.index("@layer vendor{") : css.index("@layer tokens{")]
    assert re.findall(r"line-height:1\.[0-4]\d*", vendor) == []


def test_font_stays_within_its_promise() -> None:
    assert (STATIC / "fonts" / "noto-sans-bengali.woff2").stat().st_size <= 65 * 1024


def test_font_has_every_letter_of_bangladesh_and_their_conjuncts() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(STATIC / "fonts" / "noto-sans-bengali.woff2")
    letters = "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্০১২৩৪৫৬৭৮৯৳।"
    assert {ord(letter) for letter in letters} <= set(font.getBestCmap())
    features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"akhn", "rphf", "blwf", "half", "cjct", "pres", "init"} <= features
    (weight,) = font["fvar"].axes
    assert (weight.axisTag, weight.minValue, weight.maxValue) == ("wght", 400, 700)


def test_a_second_build_writes_nothing() -> None:
    before = {path: path.stat().st_mtime_ns for path in STATIC.rglob("*")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "build_assets.py")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "up to date" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in STATIC.rglob("*")} == before


def test_lock_file_names_no_place_to_download_from() -> None:
    assert "resolved" not in (ROOT / "package-lock.json").read_text()
