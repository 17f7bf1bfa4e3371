"""Pictures and documents: nothing but what may be shown leaves the house."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from charter_pages.models import Attachment
from publishing import papers, pictures
from publishing.models import PortalDocument, PortalImage
from tests import publishing_samples as samples

SECRETS = (b"SecretCamera", b"SecretComment", b"GPS", b"Exif", b"SecretName")


def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright() -> None:
    stripped = pictures.strip(samples.photograph())
    with Image.open(io.BytesIO(stripped.data)) as picture:
        assert picture.size == (300, 400)
        assert not picture.getexif()
        assert "comment" not in picture.info
    assert not any(secret in stripped.data for secret in SECRETS)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "AVIF"])
def test_other_kinds_are_stripped_too(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    written = io.BytesIO()
    picture = Image.new("RGBA" if kind != "GIF" else "P", (20, 10))
    picture.info["comment"] = b"SecretComment"
    picture.save(written, kind, **({"comment": b"SecretComment"} if kind == "GIF" else {"exif": exif}))
    assert any(secret in written.getvalue() for secret in SECRETS)
    assert not any(secret in pictures.strip(written.getvalue()).data for secret in SECRETS)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"\xff\xd8\xff\xe0 torn"]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValidationError):
        pictures.strip(data)


@pytest.mark.django_db
def test_original_and_rendition_bear_no_metadata_and_no_name() -> None:
    image = samples.picture()
    with storages["private"].open(image.file.name) as file:
        original = file.read()
    rendition = image.get_rendition("width-200")
    with default_storage.open(rendition.file.name) as file:
        shown = file.read()
    for data in (original, shown):
        assert not any(secret in data for secret in SECRETS)
    assert (image.width, image.height) == (300, 400)
    assert "SecretName" not in image.file.name + rendition.file.name


@pytest.mark.django_db
def test_originals_and_documents_have_no_address(client: Client) -> None:
    image = samples.picture()
    document = PortalDocument.objects.create(title="x", file=ContentFile(b"%PDF-1.4 x", name="x.pdf"))
    for file in (image.file, document.file):
        with pytest.raises(NotImplementedError, match="URL"):
            assert file.url
        assert client.get(f"/media/{file.name}").status_code == 404
    answer = client.get(image.get_rendition("width-100").url)
    assert answer.status_code == 200
    assert content_of(answer)


def content_of(answer: Any) -> bytes:
    """Read a file to its end and close it, not the connection that the test goes on with."""
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    return content


@pytest.mark.django_db
def test_a_document_is_read_by_the_public_only_where_a_public_page_shows_it(client: Client) -> None:
    site = samples.whole_site()
    shown, sheet, draft = (
        PortalDocument.objects.create(title=name, file=ContentFile(b"%PDF-1.4 x", name="x.pdf"))
        for name in ("shown", "sheet", "draft")
    )
    assert client.get(shown.url).status_code == 404
    site.minutes.attachments = [Attachment(title="নথি", document=shown)]
    site.minutes.signature_sheet = sheet
    site.minutes.change_note = "সংযুক্তি বাদ পড়েছিল"
    site.minutes.save_revision().publish()
    answer = client.get(shown.url)
    assert answer.status_code == 200
    assert content_of(answer) == b"%PDF-1.4 x"
    assert client.get(sheet.url).status_code == 404
    assert client.get(draft.url).status_code == 404
    client.force_login(User.objects.create_superuser("root", password="x"))
    answer = client.get(sheet.url)
    assert answer.status_code == 200
    assert content_of(answer)


@pytest.mark.parametrize(
    ("name", "content", "is_so"),
    [
        ("a.pdf", b"%PDF-1.7 x", True),
        ("a.pdf", b"MZ executable", False),
        ("a.txt", "কারাগার".encode(), True),
        ("a.txt", b"\x00\x01", False),
        ("a.docx", b"PK no zip", False),
        ("a.exe", b"MZ", False),
    ],
)
def test_a_document_is_what_its_name_says(name: str, content: bytes, is_so: bool) -> None:
    assert papers.is_what_it_says(io.BytesIO(content), name) is is_so


@pytest.fixture
def root(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


@pytest.mark.parametrize(
    ("address", "name", "content"),
    [
        ("/admin/images/add/", "x.jpg", b"%PDF-1.4"),
        ("/admin/images/add/", "x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("/admin/images/add/", "x.png", samples.photograph()),
        ("/admin/images/add/", "x.jpg", samples.photograph() + b"\0" * 30_000_000),
        ("/admin/documents/add/", "x.pdf", b"MZ executable"),
        ("/admin/documents/add/", "x.html", b"<script>"),
        ("/admin/documents/add/", "x.pdf", b"%PDF-1.4" + b"\0" * 30_000_000),
    ],
)
def test_false_or_large_uploads_are_refused_in_the_form(
    root: Client, address: str, name: str, content: bytes
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = root.post(address, {"title": "শিরোনাম", "file": file, "collection": 1, "description": "বর্ণনা"})
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert "শিরোনাম" in answer.content.decode()
    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()
