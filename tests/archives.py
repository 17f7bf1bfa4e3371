"""Archives as somebody may send them: files that are parcels of files."""

import io
import zipfile


def archive(**files: bytes) -> bytes:
    """Return a ZIP archive of files by their paths, `__` for a slash."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, content in files.items():
            parcel.writestr(name.replace("__", "/"), content)
    return held.getvalue()
