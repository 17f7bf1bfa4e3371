"""The WSGI application that Granian serves."""

import os
import sys
from pathlib import Path

# See manage.py: `site/` is a source root, so it goes on the path wherever Python starts.
sys.path.insert(1, str(Path(__file__).resolve().parents[1]))

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

from config import frames, starting

with starting.uncollected():
    from django.core.wsgi import get_wsgi_application

    application = frames.with_room(get_wsgi_application())
    # The addresses, too, and all screens with them: else the first reader waits until they are loaded.
    from config import urls  # noqa: F401
