"""Every file that the demonstration stored is asked for by its path: only renditions and stripped pictures are served."""

import http.client
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from PIL import Image

from tests.served import Served


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_nothing_private_has_an_address(site: Served) -> None:
    private = files(site.private)
    assert len(private) >= 8, "the demonstration stores originals"
    with httpx.Client(base_url=site.address, timeout=30) as client:
        for path in private:
            inside = quote(str(path.relative_to(site.private)))
            for prefix in (
                "/media/",
                "/documents/",
                "/private/",
                "/static/",
                "/var/private/",
                "/media/../private/",
                "/",
            ):
                response = client.get(f"{prefix}{inside}")
                assert response.status_code in {301, 302, 404}, f"{prefix}{inside}"
                assert response.content != path.read_bytes()


def test_under_media_lie_only_pictures_without_what_cameras_write(site: Served) -> None:
    public = files(site.media)
    assert len(public) > 100
    with httpx.Client(base_url=site.address, timeout=30) as client:
        for path in public:
            response = client.get(f"/media/{quote(str(path.relative_to(site.media)))}")
            assert response.status_code == 200
            with Image.open(BytesIO(response.content)) as picture:
                assert len(picture.getexif()) == 0, path
                assert not set(picture.info) & {"exif", "xmp", "photoshop", "comment", "XML:com.adobe.xmp"}, (
                    path
                )


@pytest.mark.parametrize("path", ["../db.sqlite3", "..%2f..%2f.env", "%2e%2e/%2e%2e/manage.py", "../../.env"])
def test_no_path_leads_out_of_the_folder(site: Served, path: str) -> None:
    # httpx would resolve the dots itself; a reader who means harm does not.
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    connection.request("GET", f"/media/{path}")
    response = connection.getresponse()
    said = response.read()
    connection.close()
    assert response.status in {400, 404}
    assert b"SECRET_KEY" not in said
    assert b"SQLite format" not in said
    assert b"execute_from_command_line" not in said
