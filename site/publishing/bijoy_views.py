"""What a browser asks when Bijoy may have been pasted in the back office."""

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bangla import bijoy_detection
from publishing import pasting


@require_POST
def convert(request: HttpRequest) -> JsonResponse:
    """Return what was pasted as Unicode: {"changed", "text", "html", "doubtful"}. Nothing of it is kept."""
    try:
        sent = json.loads(request.body)
        text, html = str(sent.get("text", "")), str(sent.get("html", ""))
    except (ValueError, AttributeError):
        return JsonResponse({"changed": False}, status=400)
    if len(text) + len(html) > pasting.MOST_LETTERS:
        return JsonResponse({"changed": False}, status=413)
    answer: dict[str, Any]
    if html.strip():
        made = pasting.convert_html(html)
        answer = {"changed": made.changed, "text": made.text, "html": made.html, "doubtful": made.doubtful}
    else:
        plain = bijoy_detection.convert(text)
        answer = {"changed": plain.changed, "text": plain.text, "html": "", "doubtful": plain.doubtful}
    return JsonResponse(answer)


def script() -> SafeString:
    """Return the script that looks at what is pasted, with all that it says, for Wagtail's hook."""
    told = {
        "address": reverse("bijoy"),
        "mayBe": bijoy_detection.MAY_BE,
        "converted": _("The text that you pasted was in Bijoy. It was made Unicode."),
        "doubtful": _("These words stayed as they were:"),
        "keep": _("Keep as pasted"),
    }
    return format_html(
        '<script type="module" src="{}" data-bijoy="{}"></script>',
        static("js/bijoy_paste.js"),
        json.dumps(told, ensure_ascii=False),
    )
