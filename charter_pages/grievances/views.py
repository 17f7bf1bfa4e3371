"""Complaints as citizens meet them: written, followed, taken further. Pages of one reader, in no cache."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import throttle, tokens
from accounts.throttle import Limit
from bangla import digits
from charter_pages.grievances import filing, following, forms, levels, numbers, opened, story, words
from charter_pages.grievances.models import OUTSIDE, Grievance
from charter_pages.models import Post
from language.spoken import active
from offices.models import Office

AN_HOUR = 60 * 60
QUARTER_OF_AN_HOUR = 15 * 60
TOO_OLD = _("This page had been open for too long. Send your answers once more.")
TOO_MANY = _("Too many tries. Wait a quarter of an hour, then try again.")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def new(request: HttpRequest) -> HttpResponse:
    """Take a complaint: first the office, then what happened."""
    typed = request.POST if request.method == "POST" else request.GET
    code = typed.get("office", "")
    office = Office.objects.open().select_related("parent__parent").filter(code=code[:40]).first()
    if office is None:
        return _choose_office(request, asked=bool(code))
    language = active()
    promises = levels.services_of(office, language)
    posts = list(Post.objects.filter(office=office, abolished_on__isnull=True).order_by("rank_order", "pk"))
    if request.method != "POST":
        initial = _begun(request.GET.get("service", ""), promises)
        form = forms.ComplaintForm(promises=promises, posts=posts, initial=initial)
        return _asked(request, office, form)
    form = forms.ComplaintForm(request.POST, promises=promises, posts=posts)
    if not tokens.is_good(request):
        return _asked(request, office, form, said=TOO_OLD)
    if not form.is_valid():
        return _asked(request, office, form)
    if not _may_write(request, form.cleaned_data["phone"]):
        return _asked(
            request, office, form, said=_("Too many complaints were sent from here. Try again in an hour.")
        )
    data = form.cleaned_data
    try:
        grievance = filing.write(
            office=office,
            about=data["about"],
            text=data["text"],
            complainant=filing.Complainant(
                phone=data["phone"], name=data["name"], email=data["email"], language=language
            ),
            form_key=data["key"],
            service_name=form.service_name(),
            about_post=form.about_post(),
            happened_on=data["happened_on"],
        )
    except words.Refused as refused:
        _show(form, refused)
        return _asked(request, office, form)
    response = redirect(f"{reverse('grievances:mine')}?received")
    opened.open_to(response, grievance)
    return tokens.private(response)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def track(request: HttpRequest) -> HttpResponse:
    """Find a complaint by its number and phone. A wrong number and a wrong phone get the same answer."""
    posted = request.method == "POST"
    form = forms.TrackForm(request.POST if posted else None)
    said: object = ""
    status = 422 if posted else 200
    if posted and not tokens.is_good(request):
        said = TOO_OLD
    elif posted and form.is_valid():
        number = numbers.plain(form.cleaned_data["number"])
        if not _may_look(request, number):
            said, status = TOO_MANY, 429
        elif grievance := following.find(number, form.cleaned_data["phone"]):
            response = redirect("grievances:mine")
            opened.open_to(response, grievance)
            return tokens.private(response)
        else:
            said = _("We know no complaint with this number and this mobile number. Check both.")
    shown = render(request, "grievances/track.html", {"form": form, "said": said}, status=status)
    return tokens.private(shown, has_form=True)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def mine(request: HttpRequest) -> HttpResponse:
    """Show how far the complaint is that this browser has opened, and do what its writer asks."""
    grievance = opened.seen_by(request)
    if grievance is None:
        return tokens.private(redirect("grievances:track"))
    if request.method != "POST":
        return _shown(request, grievance)
    if not tokens.is_good(request):
        return _shown(request, grievance, said=TOO_OLD)
    step = request.POST.get("step", "")
    if step == "close":
        response = redirect("grievances:track")
        opened.close(response)
        return tokens.private(response)
    form = forms.MoreForm(request.POST) if step == "more" else None
    if form is not None and not form.is_valid():
        return _shown(request, grievance, form=form)
    verbs: dict[str, Callable[[], Any]] = {
        "more": lambda: following.add(grievance=grievance, text=request.POST.get("text", "")),
        "appeal": lambda: following.appeal(grievance=grievance),
        "solved": lambda: following.thank(grievance=grievance),
    }
    if step not in verbs:
        raise Http404
    try:
        verbs[step]()
    except words.Refused as refused:
        if form is not None:
            _show(form, refused)
        return _shown(request, grievance, form=form, said="" if form is not None else refused.messages[0])
    return tokens.private(redirect(f"{reverse('grievances:mine')}?done={step}"))


@require_safe
def copy(request: HttpRequest) -> HttpResponse:
    """Show the whole complaint as a sheet to be printed: what was written and what was answered."""
    grievance = opened.seen_by(request)
    if grievance is None:
        return tokens.private(redirect("grievances:track"))
    context = {**story.of(grievance), "text": grievance.words.text, "name": grievance.words.name}
    return tokens.private(render(request, "grievances/copy.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
@tokens.kept
def cabinet(request: HttpRequest) -> HttpResponse:
    """Tell where the third level is, outside the Department; a press of the button records that it is turned to."""
    grievance = opened.seen_by(request)
    if grievance is None:
        return tokens.private(redirect("grievances:track"))
    said: object = ""
    if request.method == "POST":
        if not tokens.is_good(request):
            said = TOO_OLD
        else:
            try:
                grievance = following.pass_on(grievance=grievance)
                return tokens.private(redirect("grievances:cabinet"))
            except words.Refused as refused:
                said = refused.messages[0]
    is_recorded = grievance.state == Grievance.State.PASSED_ON
    if not said and not is_recorded and not following.may_pass_on(grievance):
        return tokens.private(redirect("grievances:mine"))
    context = {
        **story.of(grievance),
        "outside": levels.in_words(grievance.office, active())[OUTSIDE - 1],
        "is_recorded": is_recorded,
        "said": said,
    }
    shown = render(request, "grievances/cabinet.html", context, status=422 if said else 200)
    return tokens.private(shown, has_form=True)


def _choose_office(request: HttpRequest, *, asked: bool) -> HttpResponse:
    form = forms.OfficeForm(request.GET if asked and request.method != "POST" else None)
    context = {"form": form}
    return tokens.private(render(request, "grievances/choose_office.html", context), has_form=True)


def _begun(service: str, promises: list[levels.Promise]) -> dict[str, str]:
    """Return what a link from a service's row has chosen already."""
    if any(promise.key == service for promise in promises):
        return {"about": str(Grievance.About.SERVICE), "service": service}
    return {}


def _asked(
    request: HttpRequest, office: Office, form: forms.ComplaintForm, *, said: object = ""
) -> HttpResponse:
    wrong = bool(said) or (form.is_bound and bool(form.errors))
    context = {"office": office, "form": form, "said": said}
    shown = render(request, "grievances/new.html", context, status=422 if wrong else 200)
    return tokens.private(shown, has_form=True)


def _shown(
    request: HttpRequest, grievance: Grievance, *, form: forms.MoreForm | None = None, said: object = ""
) -> HttpResponse:
    grievance.refresh_from_db()
    wrong = bool(said) or (form is not None and bool(form.errors))
    context = {
        **story.of(grievance),
        "form": form or forms.MoreForm(),
        "said": said,
        "is_received": "received" in request.GET,
        "done": request.GET.get("done", ""),
    }
    shown = render(request, "grievances/mine.html", context, status=422 if wrong else 200)
    return tokens.private(shown, has_form=True)


def _show(form: Any, refused: words.Refused) -> None:
    if hasattr(refused, "error_dict"):
        for field, errors in refused.error_dict.items():
            form.add_error(field if field in form.fields else None, errors)
    else:
        form.add_error(None, refused)


def _may_write(request: HttpRequest, phone: str) -> bool:
    return throttle.are_allowed(
        Limit("grievance-address", throttle.address_of(request), settings.GRIEVANCES_PER_ADDRESS),
        Limit("grievance-phone", phone, settings.GRIEVANCES_PER_PHONE),
        seconds=AN_HOUR,
    )


def _may_look(request: HttpRequest, number: str) -> bool:
    return throttle.are_allowed(
        Limit("grievance-look-up", throttle.address_of(request), settings.LOOKUPS_PER_ADDRESS),
        Limit("grievance-number", digits.to_ascii(number), settings.LOOKUPS_PER_NUMBER),
        seconds=QUARTER_OF_AN_HOUR,
    )
