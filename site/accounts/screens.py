"""What our own screens in Wagtail's admin share: who may come in, and forms that ask a verb."""

import datetime
import unicodedata
from collections.abc import Collection
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from django.views.generic.edit import FormMixin
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

import clock
from accounts import access
from accounts.models import User
from accounts.roles import Role
from bangla import digits
from offices.models import Office

PER_PAGE = 50
# Outside of these years a date is a slip of the finger; near the ends of the calendar sums of days fail.
FIRST_YEAR, LAST_YEAR = 1900, 2199

# What an uploaded file may load: nothing; for a PDF, nothing but what the browser shows it with.
NOTHING_AT_ALL = "default-src 'none'"
ITS_VIEWER = f"{NOTHING_AT_ALL}; object-src 'self'; style-src 'unsafe-inline'"


def user_of(request: HttpRequest) -> User:
    """Return who is signed in, to a screen that lets in nobody else."""
    user: Any = request.user
    return user


class DayField(forms.DateField):
    """A date, typed or chosen, in Bangla or ASCII digits."""

    widget = AdminDateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = digits.to_ascii(unicodedata.normalize("NFKC", value)).strip()
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class MomentField(forms.DateTimeField):
    """A date and a time on Dhaka's clocks, in Bangla or ASCII digits, whatever zone a reader has set."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%d", "%d/%m/%Y"], **kwargs)

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        text = digits.to_ascii(unicodedata.normalize("NFKC", str(value))).strip()
        for format_ in self.input_formats or []:
            try:
                naive = datetime.datetime.strptime(text, str(format_))  # noqa: DTZ007 (Dhaka's zone follows)
            except ValueError:
                continue
            if not FIRST_YEAR <= naive.year <= LAST_YEAR:
                break
            return naive.replace(tzinfo=clock.DHAKA)
        raise ValidationError(self.error_messages["invalid"], code="invalid")


class Screen(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc, unused-ignore]
    """A page of the back office for holders of certain roles; all others are sent away without a word."""

    roles: ClassVar[tuple[Role, ...]] = ()
    title: Any = ""
    icon: ClassVar[str] = "list-ul"
    # The screens above this one: (title, name of its address).
    above: ClassVar[tuple[tuple[Any, str], ...]] = ()
    # What may be begun from here: (label, name of its address), for holders of a role.
    begins: ClassVar[tuple[Any, str, Role] | None] = None
    # Its templates write the digits of the reader's language; language.numerals leaves them alone.
    writes_its_digits: ClassVar[bool] = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may_enter(request.user):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response  # type: ignore[no-any-return, unused-ignore]

    def may_enter(self, user: object) -> bool:
        """Return whether the screen opens to a user at all."""
        return access.may(user, *self.roles)

    def offices(self, *roles: Role) -> QuerySet[Office]:
        """Return the offices where the reader holds one of the roles (of the screen, unless named)."""
        return access.offices_for(self.request.user, *(roles or self.roles))

    def chosen_shelf(self, shelves: Collection[str], first: str) -> str:
        """Return which part of a list is asked for; the first one where it is none of them."""
        asked = self.request.GET.get("shelf", first)
        return asked if asked in shelves else first

    def get_page_title(self) -> Any:
        return self.title

    def get_header_icon(self) -> str:
        return self.icon

    def get_header_buttons(self) -> list[HeaderButton]:
        if self.begins is None or not access.may(self.request.user, self.begins[2]):
            return []
        return [HeaderButton(str(self.begins[0]), url=reverse(self.begins[1]), icon_name="plus")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = [
            {"url": reverse_lazy("wagtailadmin_home"), "label": gettext_lazy("Home")}
        ]
        items += [{"url": reverse(name), "label": label} for label, name in self.above]
        return [*items, {"url": "", "label": self.get_page_title()}]


def held_at_headquarters(user: object, *roles: Role) -> bool:
    """Return whether the user holds one of the roles at headquarters; at a prison it opens its part only."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return access.appointments_of(user, roles).filter(office__kind=Office.Kind.HQ).exists()


class HeadquartersScreen(Screen):
    """A page of the back office about the whole Department: it opens to roles that were given at headquarters."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not held_at_headquarters(request.user, *self.roles):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class FormScreen(FormMixin, Screen):  # type: ignore[type-arg, unused-ignore]
    """A screen whose form asks one verb. What the verb refuses stands in the form, with what was typed."""

    template_name = "accounts/form.html"
    submit_label: Any = gettext_lazy("Save")
    submitting_label: Any = gettext_lazy("Saving…")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "action_url": self.request.get_full_path(),
            "submit_button_label": self.submit_label,
            "submit_button_active_label": self.submitting_label,
            "media": context["form"].media,
        }
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            return self.act(form)
        except ValidationError as error:
            show(form, error)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.validation_error(self.request, _("Something is missing or wrong. See below."), form)
        return self.render_to_response(self.get_context_data(form=form))

    def act(self, form: Any) -> HttpResponse:
        """Ask the verb and answer where to go next; raises ValidationError where the verb refuses."""
        raise NotImplementedError

    def done(self, text: str, to: str, *args: Any) -> HttpResponse:
        """Say what was done and go to the screen of that name."""
        messages.success(self.request, text)
        return redirect(to, *args)


def uploaded(
    file: FieldFile, name: str, content_type: str = "application/pdf", *, policy: str = ITS_VIEWER
) -> FileResponse:
    """Answer with a file that somebody uploaded, to be looked at under a name of ours; it runs nothing."""
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    return response


class ForRoles(MenuItem):  # type: ignore[misc]
    """A menu item that only holders of the screen's roles see."""

    def __init__(self, *args: Any, roles: tuple[Role, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles = roles

    @classmethod
    def to(cls, screen: type[Screen], address: str, *, order: int, name: str = "") -> Self:
        """Return the item that leads to a screen, by its title, its icon and its roles."""
        return cls(
            screen.title,
            reverse(address),
            name=name or address.replace("_", "-"),
            icon_name=screen.icon,
            order=order,
            roles=screen.roles,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return any(role in self.roles for role, _at_headquarters in self.held(request))

    @staticmethod
    def held(request: Any) -> frozenset[tuple[str, bool]]:
        """Return what `access.held_by` says of the reader, asked once for all items of the menu."""
        if not hasattr(request, "roles_held"):
            request.roles_held = access.held_by(request.user)
        held: frozenset[tuple[str, bool]] = request.roles_held
        return held


class ForRolesAtHeadquarters(ForRoles):
    """A menu item that only those see who hold one of the screen's roles at headquarters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return any(at_headquarters and role in self.roles for role, at_headquarters in self.held(request))


def show(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what a verb refused into its form: at the field where the form has it, else above all."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
