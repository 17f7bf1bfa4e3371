"""Where originals, documents and scans lie: no address leads there."""

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """A folder without a URL. (Django's own takes MEDIA_URL where it is told of none.)"""

    def url(self, name: str | None) -> str:
        raise NotImplementedError("A private file has no URL: a view that asks who reads serves it.")
