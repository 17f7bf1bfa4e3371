"""What everybody sees of their own way in: where they are signed in, their code app, and the proof asked again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from accounts import door, second_factor, sessions
from accounts.models import StaffSession, User
from accounts.roles import Role
from accounts.screens import FormScreen, Screen


class Fresh:
    """A screen for what cannot be undone: the reader has signed in, or shown a code, a short while ago."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return fresh(super().dispatch)(request, *args, **kwargs)  # type: ignore[misc]


def fresh(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Ask again for code or password before the view, where the last proof is some minutes old."""

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not sessions.is_fresh(request):
            return redirect(f"{reverse('confirm_it_is_me')}?{urlencode({'next': request.get_full_path()})}")
        return view(request, *args, **kwargs)

    return asked


class MySignIn(Screen):
    """Own sign-ins with a button each, and the code app."""

    roles = tuple(Role)
    template_name = "accounts/my_sign_in.html"
    title = gettext_lazy("My sign-in")
    icon = "key"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        assert isinstance(user, User)
        authenticator = second_factor.of(user)
        return {
            **super().get_context_data(**kwargs),
            "sign_ins": sessions.lasting(user),
            "this": self.request.session.get(sessions.KEY, {}).get("row"),
            "authenticator": authenticator,
            "codes_left": authenticator.recovery_codes.filter(used_at__isnull=True).count()
            if authenticator
            else 0,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """End one of the own sign-ins, all but this one, or make new recovery codes."""
        user = request.user
        assert isinstance(user, User)
        own = StaffSession.objects.filter(user=user)
        this = request.session.get(sessions.KEY, {}).get("row")
        if request.POST.get("codes") and second_factor.of(user) is not None:
            if not sessions.is_fresh(request):
                return redirect(f"{reverse('confirm_it_is_me')}?{urlencode({'next': request.path})}")
            return door.show_codes(request, second_factor.renew_codes(user=user), request.path)
        if request.POST.get("others"):
            sessions.end_all(user, StaffSession.End.BY_OWNER, but=this)
            messages.success(request, _("You are signed in here only."))
        elif request.POST.get("end", "").isdigit():
            row = get_object_or_404(own, pk=int(request.POST["end"]))
            sessions.end(own.filter(pk=row.pk), StaffSession.End.BY_OWNER)
            messages.success(request, _("This sign-in was ended."))
        return redirect("my_sign_in")


class ProofForm(forms.Form):
    proof = forms.CharField(widget=forms.PasswordInput({"autocomplete": "current-password"}), strip=False)

    def __init__(self, *args: Any, by_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["proof"].label = _("Code of the app") if by_code else _("Password")
        if by_code:
            self.fields["proof"].widget = forms.TextInput({"autocomplete": "one-time-code"})


class ConfirmItIsMe(FormScreen):
    """Code or password once more, then on to where the reader was going."""

    roles = tuple(Role)
    form_class = ProofForm
    title = gettext_lazy("Show once more that it is you")
    icon = "key"
    submit_label = gettext_lazy("Continue")
    submitting_label = gettext_lazy("Checking…")

    @cached_property
    def has_app(self) -> bool:
        return isinstance(self.request.user, User) and second_factor.of(self.request.user) is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by_code": self.has_app}

    def act(self, form: ProofForm) -> HttpResponse:
        user = self.request.user
        assert isinstance(user, User)
        proof = form.cleaned_data["proof"]
        if not sessions.may_try(user):
            raise ValidationError(_("Too many tries. Wait a quarter of an hour, then try again."))
        right = second_factor.check(user=user, code=proof) if self.has_app else user.check_password(proof)
        if not right:
            raise ValidationError({"proof": _("That is not right.")})
        sessions.prove(self.request)
        return redirect(door.safe_next(self.request, self.request.GET.get("next", "")))


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        min_length=3,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("E.g. the phone was lost. You have made sure who asks."),
    )


class ResetSecondFactor(Fresh, FormScreen):
    """An administrator takes somebody's app away: the next sign-in sets up a new one."""

    roles = (Role.ADMINISTRATOR,)
    form_class = ReasonForm
    icon = "key"
    submit_label = gettext_lazy("Reset the code app")
    submitting_label = gettext_lazy("Resetting…")

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["user_id"])

    def get_page_title(self) -> str:
        return _("Reset the code app of %(name)s") % {"name": self.person}

    def act(self, form: ReasonForm) -> HttpResponse:
        assert isinstance(self.request.user, User)
        if second_factor.of(self.person) is None:
            raise ValidationError(_("Nothing is set up here."))
        second_factor.reset(by=self.request.user, user=self.person, reason=form.cleaned_data["reason"])
        return self.done(
            _("Reset. At the next sign-in a new app is set up."), "wagtailusers_users:edit", self.person.pk
        )
