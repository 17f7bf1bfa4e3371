import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from shop.storefront import pictures
from shop.storefront.models import ListingPicture
from tests.storefront import shelf

pytestmark = pytest.mark.django_db


def published(file: io.BytesIO, name: str = "picture.jpg") -> ListingPicture:
    return pictures.add(listing=shelf.listed(units=0), file=file, name=name, alt_bn="টুল", alt_en="A stool")


def with_a_place() -> io.BytesIO:
    """A photograph that says where and with what it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (23.0, 43.0, 12.0)
    return shelf.photograph(exif=exif, comment=b"SECRET-COMMENT")


def test_a_published_picture_carries_nothing_of_the_camera() -> None:
    picture = published(with_a_place())
    for width in picture.widths:
        for extension in ListingPicture.FORMATS:
            with default_storage.open(f"{picture.folder}/{width}.{extension}") as file:
                data = file.read()
            assert b"SECRET" not in data
            assert b"Exif" not in data
            image = Image.open(io.BytesIO(data))
            assert not image.getexif()
            assert image.width == width


def test_a_picture_that_lay_on_its_side_stands_upright() -> None:
    picture = published(with_a_place())
    assert (picture.width, picture.height) == (700, 900)


def test_sizes_are_cut_at_upload_and_none_is_larger_than_the_original() -> None:
    assert published(shelf.photograph(900, 700)).widths == [320, 640, 900]
    assert published(shelf.photograph(2600, 2000)).widths == [320, 640, 1280]
    assert published(shelf.photograph(300, 300)).widths == [300]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_other_kinds_of_picture_are_taken(kind: str) -> None:
    assert published(shelf.photograph(kind=kind), f"picture.{kind.lower()}").width == 900


def test_what_is_transparent_lies_on_white() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(file, "PNG")
    plain = pictures.read(file, name="a.png")
    assert plain.getpixel((10, 10)) == (255, 255, 255)


def bomb() -> io.BytesIO:
    """A PNG of a few bytes that says it has 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


REFUSED = {
    "a script with a picture's name": (lambda: io.BytesIO(b"<script>alert(1)</script>" * 50), "a.jpg"),
    "a drawing that can hold scripts": (
        lambda: io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "a.svg",
    ),
    "a file that is not what it says": (shelf.photograph, "a.png"),
    "a picture with a page's name": (shelf.photograph, "a.html"),
    "half a picture": (lambda: io.BytesIO(shelf.photograph().read()[:2000]), "a.jpg"),
    "nothing": (io.BytesIO, "a.jpg"),
    "a bomb of pixels": (bomb, "a.png"),
    "a stamp": (lambda: shelf.photograph(100, 100), "a.jpg"),
    "thirty megabytes": (lambda: io.BytesIO(shelf.photograph().read() + b"\0" * 30_000_000), "a.jpg"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_picture_for_the_shop_is_refused_with_a_reason(what: str) -> None:
    make, name = REFUSED[what]
    with pytest.raises(pictures.Refused) as refused:
        published(make(), name)
    assert len(str(refused.value.messages[0])) > 20
    assert not ListingPicture.objects.exists()


def test_a_removed_picture_leaves_no_copy() -> None:
    picture = published(shelf.photograph())
    folder = picture.folder
    pictures.remove(picture=picture)
    assert not any(default_storage.exists(f"{folder}/{width}.jpg") for width in (320, 640, 900))


@pytest.mark.parametrize(
    ("name", "data"),
    [("big.jpg", shelf.photograph().read() + b"\0" * 30_000_000), ("fake.jpg", b"GIF89a, or so it says")],
)
def test_a_bad_upload_in_the_screen_is_said_and_what_was_typed_stays(
    client: Client, name: str, data: bytes
) -> None:
    listing = shelf.listed(units=0)
    client.force_login(User.objects.get(username="boss"))
    sent = {"picture": SimpleUploadedFile(name, data), "alt_bn": "একটি টুল", "alt_en": "A stool"}
    answer = client.post(f"/admin/products/{listing.pk}/pictures/", sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors["picture"]
    assert 'value="একটি টুল"' in answer.content.decode()
    assert not ListingPicture.objects.exists()
