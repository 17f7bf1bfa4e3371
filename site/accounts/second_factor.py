"""The code beside the password: an app on the phone counts with us from a seed, ten recovery codes stand in for it.

django-otp has the arithmetic. Seeds and recovery codes are ours to keep: encrypted the one, hashed the others.
"""

import base64
import datetime
import secrets
from urllib.parse import quote

import segno
from django.core.exceptions import ValidationError
from django.db import transaction
from django.dispatch import Signal
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_otp.oath import TOTP  # type: ignore[import-untyped]
from wagtail.log_actions import log

import clock
from accounts import access, sessions
from accounts.models import Authenticator, RecoveryCode, StaffSession, User
from accounts.roles import Role
from bangla import digits

STEP_SECONDS = 30
# A phone's clock may go a step wrong either way.
TOLERANCE = 1
RECOVERY_CODES = 10
MOST_FAILURES = 5
BLOCKED_FOR = datetime.timedelta(minutes=15)
ISSUER = "Department of Prisons"
# Sent with `user`, after their authenticator was taken away by somebody else.
was_reset = Signal()


def of(user: User) -> Authenticator | None:
    """Return the user's authenticator, once it has shown that it counts as we do."""
    return Authenticator.objects.filter(user_id=user.pk, confirmed_at__isnull=False).first()


@transaction.atomic
def begin(user: User) -> Authenticator:
    """Return the user's authenticator that is being set up, with a seed of its own. Raises if one stands."""
    found, _made = Authenticator.objects.select_for_update().get_or_create(
        user=user, defaults={"seed": secrets.token_hex(20), "begun_at": clock.now()}
    )
    if found.confirmed_at is not None:
        raise ValidationError(_("An app is set up already."))
    return found


def key_of(authenticator: Authenticator) -> str:
    """Return the seed as apps take it by hand: in groups of four letters."""
    text = base64.b32encode(bytes.fromhex(authenticator.seed)).decode()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def drawing_of(authenticator: Authenticator) -> SafeString:
    """Return the square that an app's camera reads."""
    label = quote(f"{ISSUER}:{authenticator.user.get_username()}")
    key = key_of(authenticator).replace(" ", "")
    address = f"otpauth://totp/{label}?secret={key}&issuer={quote(ISSUER)}"
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(drawn.svg_inline(scale=5, border=3, light="#fff", svgclass="qr", lineclass=None))  # noqa: S308 (lines alone)


@transaction.atomic
def confirm(*, user: User, code: str) -> list[str] | None:
    """Put the app into force if its code is right; return the recovery codes, to be shown this once."""
    authenticator = Authenticator.objects.select_for_update().get(user=user)
    if authenticator.confirmed_at is not None or not _takes(authenticator, code):
        return None
    authenticator.confirmed_at = clock.now()
    authenticator.save(update_fields=["confirmed_at"])
    log(instance=user, action="accounts.second_factor_set_up", user=user)
    return _new_codes(authenticator)


@transaction.atomic
def check(*, user: User, code: str) -> bool:
    """Return whether the code is the app's of this half minute, or a recovery code that was not used yet.

    After five wrong ones no code is taken for a quarter of an hour, the right one neither.
    """
    authenticator = (
        Authenticator.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    )
    if authenticator is None:
        return False
    if authenticator.failed_at is not None and clock.now() - authenticator.failed_at >= BLOCKED_FOR:
        authenticator.failures = 0
    if authenticator.failures >= MOST_FAILURES:
        return False
    right = _takes(authenticator, code) or _uses_up(authenticator, code)
    authenticator.failures = 0 if right else authenticator.failures + 1
    authenticator.failed_at = None if right else clock.now()
    authenticator.save(update_fields=["failures", "failed_at"])
    return right


def _takes(authenticator: Authenticator, code: str) -> bool:
    typed = digits.to_ascii(code).replace(" ", "")
    if len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return False
    counter = TOTP(bytes.fromhex(authenticator.seed), step=STEP_SECONDS)
    counter.time = clock.now().timestamp()
    if not counter.verify(int(typed), tolerance=TOLERANCE, min_t=authenticator.last_step + 1):
        return False
    authenticator.last_step = counter.t()
    authenticator.save(update_fields=["last_step"])
    return True


def _uses_up(authenticator: Authenticator, code: str) -> bool:
    used = authenticator.recovery_codes.filter(digest=_digest(code), used_at__isnull=True)
    return used.update(used_at=clock.now()) == 1


def _digest(code: str) -> str:
    plain = "".join(letter for letter in digits.to_ascii(code).casefold() if letter.isalnum())
    return salted_hmac("accounts.recovery", plain, algorithm="sha256").hexdigest()


def _new_codes(authenticator: Authenticator) -> list[str]:
    authenticator.recovery_codes.all().delete()
    # Fifty bits each; no letter that is taken for a digit.
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    codes = ["".join(secrets.choice(letters) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(authenticator=authenticator, digest=_digest(code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def renew_codes(*, user: User) -> list[str]:
    """Return new recovery codes, to be shown this once; the old ones open nothing more."""
    authenticator = Authenticator.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    log(instance=user, action="accounts.recovery_codes_renewed", user=user)
    return _new_codes(authenticator)


@transaction.atomic
def reset(*, by: User, user: User, reason: str) -> None:
    """Take away somebody's app and recovery codes, and end their sign-ins: the next one sets up anew."""
    access.require(by, Role.ADMINISTRATOR)
    if user.pk == by.pk:
        raise ValidationError(_("Another administrator does this for you."))
    if user.is_superuser and not by.is_superuser:
        raise ValidationError(_("Only a superuser does this for a superuser."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user, StaffSession.End.SECOND_FACTOR)
    log(instance=user, action="accounts.second_factor_reset", user=by, data={"why": reason.strip()})
    was_reset.send(sender=User, user=user)
