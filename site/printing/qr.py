"""A QR code for a paper: read by a telephone, it opens an address of ours."""

import segno
from django.utils.safestring import SafeString, mark_safe

# Of a paper that was folded or stained a seventh may be lost.
ERROR = "m"


def svg(address: str) -> SafeString:
    """Return the drawing of an address, with its quiet margin, as large as the paper's style makes it."""
    drawn = segno.make(address, error=ERROR, micro=False)
    return mark_safe(drawn.svg_inline(omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308 (lines alone)
