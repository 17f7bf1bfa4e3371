"""Photographs that are as hard to make small as real ones, and reports full of them."""

import io
import random
from collections.abc import Sequence

from django.core.files.base import ContentFile
from PIL import Image, ImageFilter

from charter_pages.models import PracticeFigure, PracticePicture, PracticeReportPage
from portal.models import OfficePage
from publishing import picture_answers
from publishing.models import PortalImage
from tests import publishing_samples as samples

LEAD = "সপ্তাহে একবার নির্ধারিত বুথ থেকে পরিবারের সাথে কথা বলা যায়; উদ্বেগ কমেছে, শৃঙ্খলা বেড়েছে।"
PROSE = "<p>" + "প্রতি সপ্তাহে নির্ধারিত দিনে কথা বলার ব্যবস্থা আছে এবং সময় সবার জন্য সমান। " * 6 + "</p>"


def photograph(width: int, height: int, seed: int) -> bytes:
    """Return a JPEG with grain and shapes of all sizes, about as large as a telephone's of these sides."""
    chosen = random.Random(seed)
    picture = Image.new("RGB", (width, height), "#7a8f6a")
    for _shape in range(60):
        x, y = chosen.randrange(width), chosen.randrange(height)
        size = chosen.randrange(20, max(40, width // 4))
        colour = tuple(chosen.randrange(256) for _channel in range(3))
        picture.paste(colour, (x, y, x + size, y + size))
    grain = Image.effect_noise((width // 2, height // 2), 60).resize((width, height)).convert("RGB")
    written = io.BytesIO()
    Image.blend(picture.filter(ImageFilter.GaussianBlur(1)), grain, 0.25).save(written, "JPEG", quality=88)
    return written.getvalue()


def image(content: bytes, ending: str = "jpg") -> PortalImage:
    """Return a picture for which somebody has answered."""
    made = PortalImage.objects.create(title="ছবি", file=ContentFile(content, name=f"x.{ending}"))
    answered(made)
    return made


def answered(picture: PortalImage) -> None:
    somebody, _made = samples.User.objects.get_or_create(username="who-looked-at-samples", is_active=False)
    picture_answers.answer(
        by=somebody, picture=picture, shows_face=False, shows_name=False, shows_paper=False
    )


def report(
    parent: OfficePage,
    pictures: Sequence[PortalImage],
    *,
    title: str = "স্বজন লিংক",
    year: int = 2026,
    quarter: int = 1,
    **more: object,
) -> PracticeReportPage:
    """Publish a report with these pictures."""
    page = PracticeReportPage(
        title=title,
        fiscal_year=year,
        quarter=quarter,
        lead=LEAD,
        body=[("paragraph", PROSE)],
        **{"subject": "family", **more},
    )
    page.figures = [PracticeFigure(label="মাসে কল", before="১২০", after="৪৮০")]
    page.pictures = [
        PracticePicture(
            image=each,
            caption=f"{title}, ছবি {place}",
            alt_text="দেয়ালে একটি ফোন বুথ",
            moment="before" if place % 2 else "after",
        )
        for place, each in enumerate(pictures, 1)
    ]
    return samples.tree.add(parent, page)
