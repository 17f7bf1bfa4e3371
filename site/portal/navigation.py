"""What every public page shows around its content. It knows no reader."""

from django.conf import settings
from django.http import HttpRequest


def for_templates(request: HttpRequest) -> dict[str, object]:
    return {"demonstration": settings.DEMONSTRATION}
