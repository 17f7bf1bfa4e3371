"""A browser that is asked hundreds of addresses, and what each answer leaves for the page after it."""

from typing import Any

from django.http import HttpRequest
from django.test import Client
from django.test.client import ClientHandler

from accounts.models import User


class KnowsWhoAsks(ClientHandler):
    """Django's, told who asks: the person and what they may do is read once, and not for each address.

    `accounts.sessions.user_of` keeps whom it has found on the request; here it finds them there.
    """

    def __init__(self, user: User) -> None:
        super().__init__(enforce_csrf_checks=False)
        self.user = user

    def get_response(self, request: HttpRequest) -> Any:
        request._staff_user = self.user  # type: ignore[attr-defined]
        return super().get_response(request)


class Reader(Client):
    """Somebody who asks many addresses while what they may do stays the same.

    The messages that an answer leaves are told with it (`messages_of`) and do not gather in a cookie, to be read and
    signed again with each answer.
    """

    def __init__(self, user: User | None, **more: Any) -> None:
        super().__init__(**more)
        if user is not None:
            self.force_login(user)
            self.handler = KnowsWhoAsks(User.objects.get(pk=user.pk))

    def request(self, **asked: Any) -> Any:
        answer = super().request(**asked)
        self.cookies.pop("messages", None)
        return answer


def messages_of(answer: Any) -> list[str]:
    """Return the messages that an answer leaves for the page after it."""
    waiting = getattr(getattr(answer, "wsgi_request", None), "_messages", ())
    return [str(message) for message in getattr(waiting, "_queued_messages", ())]
