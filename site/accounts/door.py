"""The one door of staff: name and password, then a code. Nobody is signed in before both were right.

Between the two steps the session holds who it is about, for ten minutes, and opens nothing.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.account import LoginView

import clock
from accounts import access, second_factor, sessions
from accounts.models import User

PENDING = "staff-at-the-door"
PENDING_SECONDS = 10 * 60


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True, "spellcheck": "false"}
        ),
    )


class InEitherLanguage:
    """Pages before the sign-in: `?language=` chooses, and nothing is remembered."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asked = request.GET.get("language")
        if asked in dict(settings.LANGUAGES):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked  # type: ignore[attr-defined]
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "no-store"
        return response


class SignIn(InEitherLanguage, LoginView):  # type: ignore[misc]
    """Wagtail's page; whoever has a code, or must have one, goes on to it."""

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        has_app = second_factor.of(user) is not None
        if not has_app and not access.needs_code(user):
            return super().form_valid(form)  # type: ignore[no-any-return]
        self.request.session.cycle_key()
        self.request.session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            "at": int(clock.now().timestamp()),
            "remember": bool(form.cleaned_data.get("remember")),
            "next": self.get_redirect_url(),
        }
        return redirect("sign_in_code" if has_app else "sign_in_set_up")


class _SecondStep(InEitherLanguage, FormView):  # type: ignore[type-arg, misc, unused-ignore]
    """A step after the password: about who stands at the door, or who is signed in already."""

    form_class = CodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.person is None:
            return redirect("wagtailadmin_login")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def pending(self) -> dict[str, Any] | None:
        told: dict[str, Any] | None = self.request.session.get(PENDING)
        if told is None or clock.now().timestamp() - told["at"] > PENDING_SECONDS:
            return None
        return told

    @cached_property
    def person(self) -> User | None:
        if self.pending is None:
            return None
        return get_user_model().objects.filter(pk=self.pending["user"], is_active=True).first()

    def let_in(self) -> str:
        """Sign the person in; return where they were going."""
        pending, user = self.pending, self.person
        assert pending is not None
        assert user is not None
        del self.request.session[PENDING]
        login(self.request, user, backend=pending["backend"])
        sessions.mark_verified(self.request)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if pending["remember"] else 0)
        return safe_next(self.request, pending["next"])

    def refuse(self, form: CodeForm, text: str) -> HttpResponse:
        form.add_error("code", text)
        return self.form_invalid(form)


class EnterCode(_SecondStep):
    """The code of the app, or a recovery code."""

    template_name = "accounts/door_code.html"

    def form_valid(self, form: CodeForm) -> HttpResponse:
        assert self.person is not None
        if second_factor.check(user=self.person, code=form.cleaned_data["code"]):
            return redirect(self.let_in())
        # Counted as a wrong password is, and told to headquarters.
        user_login_failed.send(
            sender=__name__, credentials={"username": self.person.get_username()}, request=self.request
        )
        return self.refuse(
            form,
            _(
                "This code is wrong, was used already, or came too late. After five wrong ones, wait a quarter of an hour."
            ),
        )


class SetUp(_SecondStep):
    """Setting the app up: a square to be read, a first code back, then the recovery codes, shown once."""

    template_name = "accounts/door_set_up.html"

    @cached_property
    def person(self) -> User | None:
        if self.request.user.is_authenticated:
            return self.request.user if isinstance(self.request.user, User) else None
        return super().person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # Whoever has an app shows its code; a second one is set up after the first was reset.
        if self.person is not None and second_factor.of(self.person) is not None:
            return redirect("my_sign_in" if request.user.is_authenticated else "sign_in_code")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assert self.person is not None
        authenticator = second_factor.begin(self.person)
        return {
            **super().get_context_data(**kwargs),
            "drawing": second_factor.drawing_of(authenticator),
            "key": second_factor.key_of(authenticator),
        }

    def form_valid(self, form: CodeForm) -> HttpResponse:
        assert self.person is not None
        codes = second_factor.confirm(user=self.person, code=form.cleaned_data["code"])
        if codes is None:
            return self.refuse(form, _("This code is wrong. Is the clock of the phone right?"))
        if self.request.user.is_authenticated:
            sessions.mark_verified(self.request)
            to = reverse("my_sign_in")
        else:
            to = self.let_in()
        return show_codes(self.request, codes, to)


def show_codes(request: HttpRequest, codes: list[str], to: str) -> HttpResponse:
    """Show recovery codes, this once: on the screen and, by the browser, on paper."""
    response = render(request, "accounts/door_recovery_codes.html", {"codes": codes, "to": to})
    response["Cache-Control"] = "no-store"
    return response


def safe_next(request: HttpRequest, address: str) -> str:
    """Return the address if it is one of this site, else the back office's home."""
    if address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return address
    return reverse("wagtailadmin_home")
