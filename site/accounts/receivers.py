"""When somebody signs in or out, changes the password or loses an appointment, their sign-ins follow."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

import clock
from accounts import sessions
from accounts.models import Appointment, StaffSession, User


@receiver(user_logged_in)
def write_the_sign_in_down(user: User, request: HttpRequest, **kwargs: Any) -> None:
    sessions.begin(request, user)


@receiver(user_logged_out)
def write_the_sign_out_down(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    standing = request.session.get(sessions.KEY)
    if standing is not None:
        sessions.end(StaffSession.objects.filter(pk=standing["row"]), StaffSession.End.SIGNED_OUT)


@receiver(post_save, sender=User)
def end_what_began_with_the_old_password(instance: User, created: bool, **kwargs: Any) -> None:
    """Django itself lets sessions of an old password go at their next use; here they go at once, but one.

    Whoever changes the own password stays signed in: their session gets a new key a moment later.
    """
    changed = getattr(instance, "_password", None) is not None
    if changed and not created:
        sessions.end_all(instance, StaffSession.End.PASSWORD)


@receiver([post_save, post_delete], sender=Appointment)
def end_what_an_appointment_opened(instance: Appointment, **kwargs: Any) -> None:
    gone = kwargs["signal"] is post_delete or (instance.until is not None and instance.until < clock.today())
    if gone and not kwargs.get("raw"):
        sessions.end_all(instance.user, StaffSession.End.APPOINTMENT)
