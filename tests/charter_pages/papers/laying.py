"""A paper's text laid out as offices lay it out in a PDF: lines, tables with borders, in the font of our own papers."""

import html

from printing import pdf

_STYLE = (
    "@font-face { font-family: Paper; src: url(/static/fonts/noto-sans-bengali.woff2) format('woff2') }"
    "@page { size: A4; margin: 2cm; @bottom-center { content: counter(page) } }"
    "body { font: 11pt/1.4 Paper } p { margin: 1pt 0 } .gap { height: 10pt }"
    "table { border-collapse: collapse; width: 100% } td { border: 1px solid; padding: 3pt 6pt; vertical-align: top }"
)


def pdf_of(text: str) -> bytes:
    """Return a PDF of a text: lines with two tabs or more are rows of tables."""
    parts: list[str] = []
    table: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip("\t").count("\t") >= 2:
            table.append("".join(f"<td>{html.escape(cell)}</td>" for cell in line.split("\t")))
            continue
        if table:
            parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in table)}</table>")
            table = []
        said = html.escape(" ".join(line.split()))
        parts.append(f"<p>{said}</p>" if said else "<div class=gap></div>")
    return rendered("".join(parts))


def rendered(body: str, style: str = "") -> bytes:
    return pdf.render(f"<html lang=bn><head><style>{_STYLE}{style}</style></head><body>{body}</body></html>")
