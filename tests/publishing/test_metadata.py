"""Where, when and by whom a photograph was taken: gone from the original and from every rendition."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from PIL import Image, ImageCms, PngImagePlugin

from publishing import pictures
from publishing.models import PortalImage

SECRET = b"Secret"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="23,43.2N" owner="SecretOwner"/>'
    b"</rdf:RDF></x:xmpmeta>"
)
# Of whatever would tell of the camera, the place, the day or the owner.
TRACES = (
    SECRET, b"Exif\0\0", b"GPS", b"xmpmeta", b"adobe.com", b"Photoshop 3.0", b"8BIM", b"MPF\0", b"ICC_PROFILE",
    b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"EXIF", b"XMP ", b"ftypqt",
)  # fmt: skip


def exif(orientation: int = 6) -> Image.Exif:
    """Return what a telephone writes: itself, its owner, the time, the place, and that it lay on its side."""
    found = Image.Exif()
    found.update({0x010F: "SecretMaker", 0x0110: "SecretModel", 0x013B: "SecretOwner", 0x0112: orientation})
    found.get_ifd(0x8769).update({0x9003: "2026:11:22 10:00:00", 0x927C: b"SecretMakerNote"})
    found.get_ifd(0x8825).update({1: "N", 2: (23.0, 43.0, 12.0), 3: "E", 4: (90.0, 23.0, 45.0)})
    return found


def drawn(mode: str = "RGB") -> Image.Image:
    """Return a picture whose upper left corner is red, wider than high."""
    picture = Image.new("RGB", (64, 40), "#2d6a4f")
    picture.paste("#c0392b", (0, 0, 32, 20))
    return picture.convert(mode)


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg() -> bytes:
    """Return a JPEG with EXIF, XMP, IPTC, a profile, a comment, a preview behind it and a film behind that."""
    written = io.BytesIO()
    drawn().save(
        written, "JPEG", exif=exif(), comment=b"SecretComment", icc_profile=b"\0" * 36 + b"acspSecretProfile"
    )
    plain = written.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x14\x1c\x02\x50\0\x0cSecretAuthor"
    more = (
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xED, iptc)
        + segment(0xFE, b"SecretRemark")
    )
    return plain[:2] + more + plain[2:] + plain + b"ftypqt SecretFilm"


def png() -> bytes:
    """Return a PNG with every kind of text chunk, EXIF, a time, and something behind its end."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "SecretAuthor")
    told.add_text("Comment", "SecretComment", zip=True)
    told.add_itxt("XML:com.adobe.xmp", XMP.decode())
    written = io.BytesIO()
    drawn().save(written, "PNG", pnginfo=told, exif=exif(), icc_profile=b"\0" * 36 + b"acspSecretProfile")
    content = written.getvalue()
    time = b"tIME" + bytes([7, 234, 11, 22, 10, 0, 0])
    chunk = struct.pack(">I", 7) + time + struct.pack(">I", zlib.crc32(time))
    return content[:33] + chunk + content[33:] + b"SecretTrailer"


def webp() -> bytes:
    written = io.BytesIO()
    drawn().save(written, "WEBP", exif=exif(), xmp=XMP, icc_profile=b"\0" * 36 + b"acspSecretProfile")
    return written.getvalue()


def avif() -> bytes:
    written = io.BytesIO()
    drawn().save(written, "AVIF", exif=exif(1), xmp=XMP)
    return written.getvalue()


def gif() -> bytes:
    written = io.BytesIO()
    frames = [drawn("P"), drawn("P").rotate(180)]
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:], comment=b"SecretComment")
    return written.getvalue()


KINDS: dict[str, Callable[[], bytes]] = {
    "jpg": jpeg, "png": png, "webp": webp, "avif": avif, "gif": gif,
}  # fmt: skip
LYING = ("jpg", "png", "webp")


def traces(content: bytes) -> list[bytes]:
    return [trace for trace in TRACES if trace in content]


@pytest.mark.parametrize("ending", list(KINDS))
def test_the_files_of_these_tests_tell_what_they_should_not(ending: str) -> None:
    assert traces(KINDS[ending]())


@pytest.mark.parametrize("ending", list(KINDS))
@pytest.mark.django_db
def test_neither_original_nor_renditions_tell_of_camera_place_time_or_owner(ending: str) -> None:
    image = PortalImage.objects.create(
        title="কারখানা", file=ContentFile(KINDS[ending](), name=f"SecretName-23.72N.{ending}")
    )
    with storages["private"].open(image.file.name) as file:
        kept = {image.file.name: file.read()}
    specs = (
        "fill-32x32",
        "width-20|format-webp",
        "width-20|format-avif",
        "width-20|format-jpeg",
        "max-48x48",
    )
    for spec in specs:
        rendition = image.get_rendition(spec)
        with default_storage.open(rendition.file.name) as file:
            kept[rendition.file.name] = file.read()
    assert len(kept) == 1 + len(specs)
    for name, content in kept.items():
        assert "Secret" not in name
        assert traces(content) == [], name
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
            assert not picture.getexif(), name
            assert not {"exif", "xmp", "icc_profile", "comment", "mp", "photoshop"} & set(picture.info), name
            assert not getattr(picture, "text", {}), name


@pytest.mark.parametrize("ending", list(KINDS))
def test_a_picture_is_turned_upright_before_its_orientation_is_forgotten(ending: str) -> None:
    with Image.open(io.BytesIO(pictures.strip(KINDS[ending]()).data)) as picture:
        lay = ending in LYING
        assert picture.size == ((40, 64) if lay else (64, 40))
        # Turned to the right, what was upper left is upper right.
        corner = picture.convert("RGB").getpixel((35, 5) if lay else (5, 5))
    assert isinstance(corner, tuple)
    assert corner[0] > corner[1]


def test_a_moving_picture_is_kept_as_its_first_frame() -> None:
    with Image.open(io.BytesIO(pictures.strip(gif()).data)) as picture:
        assert getattr(picture, "n_frames", 1) == 1


def test_a_second_photograph_behind_the_first_is_not_kept() -> None:
    """Telephones put a preview, or the uncropped photograph, behind the one that is looked at."""
    written = io.BytesIO()
    drawn().save(written, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 40), "#000000")])
    stripped = pictures.strip(written.getvalue())
    assert stripped.extension == "jpg"
    assert stripped.data.count(b"\xff\xd8\xff") == 1
    assert traces(stripped.data) == []


def with_red_and_green_exchanged() -> bytes:
    """Return a profile by which what is stored as red is seen as green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"____", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"____", b"gXYZ", 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_outlive_the_profile_that_said_how_to_read_them(kind: str) -> None:
    """A telephone's photograph is in colours of its own, and looks dull to whoever does not know which."""
    written = io.BytesIO()
    Image.new("RGB", (20, 20), (0, 200, 0)).save(written, kind, icc_profile=with_red_and_green_exchanged())
    stripped = pictures.strip(written.getvalue()).data
    assert b"acsp" not in stripped
    with Image.open(io.BytesIO(stripped)) as picture:
        seen = picture.convert("RGB").getpixel((10, 10))
    assert isinstance(seen, tuple)
    assert seen[0] > 150 > 60 > seen[1]


def test_a_profile_that_is_none_keeps_nobody_from_uploading() -> None:
    written = io.BytesIO()
    drawn().save(written, "JPEG", icc_profile=b"SecretProfile" * 20)
    assert traces(pictures.strip(written.getvalue()).data) == []
