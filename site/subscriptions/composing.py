"""The mails as they go out: looked up at that minute, so that what was withdrawn is not told, nor who left written to."""

import smtplib
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

import clock
from letters.looked_up import Mail
from letters.models import Letter
from subscriptions import keys, papers, subscribing
from subscriptions.models import Announcement, Ask, Subscription

# What a mail server says for good: there is no such mailbox, or it is shut.
FOR_GOOD = range(500, 600)


def confirmation(letter: Letter) -> Mail | None:
    """Compose the mail that asks whether the address wants to be told."""
    asked = subscribing.standing_asks().filter(pk=letter.context["ask"]).first()
    if asked is None:
        return None
    context = {
        "page": _page("subscriptions:confirm", keys.token(keys.CONFIRM, asked.key)),
        "hours": settings.SUBSCRIPTION_CONFIRM_HOURS,
    }
    return _mail(letter, asked.address, context)


def news(letter: Letter) -> Mail | None:
    """Compose the mail that tells of one paper or several."""
    reader = Subscription.objects.filter(key=letter.context["reader"], paused_at__isnull=True).first()
    if reader is None:
        return None
    rows = Announcement.objects.filter(pk__in=letter.context["announcements"]).order_by("made_at", "pk")
    told = papers.of(list(rows), letter.language)
    if not told:
        return None
    token = keys.token(keys.MINE, reader.key)
    leave = _page("subscriptions:leave", token)
    context = {
        "papers": told,
        "first": told[0],
        "number": len(told),
        "mine": _page("subscriptions:mine", token),
        "leave": leave,
    }
    # RFC 2369 and 8058: mail programs show a button of their own, which leaves without another question.
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
    }
    return _mail(letter, reader.address, context, headers)


def _mail(letter: Letter, to: str, context: dict[str, Any], headers: dict[str, str] | None = None) -> Mail:
    name = f"letters/{letter.template}"
    context = {**context, "language": letter.language}
    return Mail(
        to=to,
        subject=" ".join(render_to_string(f"{name}.subject.txt", context).split()),
        text=render_to_string(f"{name}.txt", context),
        html=render_to_string(f"{name}.html", context),
        headers={**(headers or {}), "Message-ID": _message_id(letter)},
    )


def _message_id(letter: Letter) -> str:
    """Return the same for the same letter: where a worker dies between the mail server's yes and our note of it, the
    second mail is known for the first one's copy.
    """
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<{salted_hmac('subscriptions.letter', letter.key, algorithm='sha256').hexdigest()[:40]}@{host}>"


def _page(name: str, token: str) -> str:
    return urljoin(settings.SITE_URL, reverse(name, args=[token]))


def failed(letter: Letter, error: Exception) -> bool:
    """Count what a mail server refused for good, and pause the reader after several; return whether it was so."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    if not any(code in FOR_GOOD for code, _said in error.recipients.values()):
        return False
    if "ask" in letter.context:
        Ask.objects.filter(pk=letter.context["ask"]).delete()
        return True
    reader = Subscription.objects.filter(key=letter.context["reader"])
    reader.update(refusals=F("refusals") + 1)
    reader.filter(refusals__gte=settings.SUBSCRIPTION_PAUSE_AFTER, paused_at__isnull=True).update(
        paused_at=clock.now()
    )
    return True


def sent(letter: Letter) -> None:
    """A mail that was taken ends the count of refusals."""
    if "reader" in letter.context:
        Subscription.objects.filter(key=letter.context["reader"], refusals__gt=0).update(refusals=0)
