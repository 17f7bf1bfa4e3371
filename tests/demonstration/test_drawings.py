"""Pictures drawn by our own code: quick, of one size, and with what a camera writes in them."""

import io
import itertools

import pytest
from PIL import Image

from demonstration import drawings
from demonstration.drawings import canvas


@pytest.mark.parametrize("name", sorted(drawings.DRAWINGS))
def test_each_picture_shows_something_and_its_closer_view_something_else(name: str) -> None:
    whole, closer = drawings.draw(name), drawings.draw(name, closer=True)
    assert whole.size == closer.size == (canvas.WIDTH, canvas.HEIGHT)
    assert len(whole.getcolors(maxcolors=1_000_000) or []) > 3
    assert whole.tobytes() != closer.tobytes()


def test_no_two_pictures_are_the_same() -> None:
    assert len({drawings.draw(name).tobytes() for name in drawings.DRAWINGS}) == len(drawings.DRAWINGS)


def test_originals_carry_a_place_and_a_remark_so_that_a_crawl_can_miss_them() -> None:
    with Image.open(io.BytesIO(drawings.file_of("stool"))) as picture:
        exif = picture.getexif()
    assert exif[0x010E] == "DEMONSTRATION-EXIF-REMARK"
    assert exif.get_ifd(0x8825)[1] == "N"


def test_a_stitch_is_sewn_in_dashes_of_equal_length() -> None:
    board = canvas.Canvas("#ffffff")
    board.stitch([(20, 90), (220, 90)], "#000000", 2, dash=10, gap=10)
    row = [board.finished().getpixel((x * 4, 360)) != (255, 255, 255) for x in range(240)]
    starts = sum(now and not before for before, now in itertools.pairwise(row))
    assert starts == 10
