"""The wages' screens: a policy through the form, a statement with its reason."""

import datetime
import uuid
from typing import Any

import pytest
from django.urls import reverse

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from shop.production.models import IdentityReading
from shop.wages import policy, shares
from shop.wages.models import SharePolicy
from tests.production.conftest import NOON, Prison, person
from tests.staffed import signed_in


def filled(**more: Any) -> dict[str, Any]:
    tomorrow = clock.today() + datetime.timedelta(days=1)
    return {
        "form_key": str(uuid.uuid4()),
        "rate_bp": "৬০",
        "in_force_from": f"{tomorrow} 00:00",
        "memo_number": "৫৮.০৪.০০০০.০২১.০৩.০২০.২৬-১",
        "rounding": "half_up",
        "return_days": "৭",
        "refund_bearer": "prison",
        "smallest_payout_poisha": "১",
        "deduct_discounts": "on",
        "deduct_materials": "on",
        "deduct_other_costs": "on",
        **more,
    }


def test_sixty_percent_from_tomorrow_is_proposed_by_one_and_approved_by_another(
    proposer: User, approver: User
) -> None:
    data = filled()
    one = signed_in(proposer)
    assert one.get(reverse("wages_propose_policy")).status_code == 200
    answer = one.post(reverse("wages_propose_policy"), data)
    one.post(reverse("wages_propose_policy"), data)
    proposal = SharePolicy.objects.get(founding=False)
    assert answer["Location"] == reverse("wages_policy", args=[proposal.pk])
    midnight = clock.midnight(clock.today() + datetime.timedelta(days=1))
    assert (proposal.rate_bp, proposal.in_force_from) == (6000, midnight), "midnight in Dhaka"
    assert one.post(answer["Location"])["Location"] == reverse("wagtailadmin_home"), (
        "a proposer approves nothing"
    )
    proposal.refresh_from_db()
    assert not proposal.is_approved

    other = signed_in(approver)
    assert "<button" in other.get(answer["Location"]).content.decode()
    assert other.post(answer["Location"]).status_code == 302
    assert policy.in_force(at=midnight).rate_bp == 6000
    assert "৬০%" in other.get(reverse("wages_policies")).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_bp": "49.99"},
        {"rate_bp": "৭০.০১"},
        {"rate_bp": "ষাট"},
        {"rate_bp": ""},
        {"rate_bp": "60.001"},
        {"in_force_from": "2024-07-02 00:00"},
        {"in_force_from": "আগামীকাল"},
        {"memo_number": ""},
        {"memo_number": "x" * 121},
        {"return_days": "৯১"},
        {"as_wider": "on"},
    ],
)
def test_an_unlawful_policy_is_refused_in_the_form_which_keeps_what_was_typed(
    proposer: User, wrong: dict[str, str]
) -> None:
    data = filled(**wrong)
    answer = signed_in(proposer).post(reverse("wages_propose_policy"), data)
    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == list(wrong)
    assert form[next(iter(wrong))].value() == (True if "as_wider" in wrong else next(iter(wrong.values())))
    assert SharePolicy.objects.count() == 1


def test_a_superuser_reads_in_the_form_that_another_approves(db: None) -> None:
    client = signed_in(User.objects.create_superuser("root"))
    page = client.post(reverse("wages_propose_policy"), filled())["Location"]
    answer = client.post(page)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert policy.in_force(at=clock.now() + datetime.timedelta(days=3)).rate_bp == 5000


def test_policies_are_for_those_appointed(dhaka: Prison, proposer: User, approver: User, hq: Office) -> None:
    home = reverse("wagtailadmin_home")
    assert signed_in(dhaka.recorder).get(reverse("wages_policies"))["Location"] == home
    assert signed_in(approver).get(reverse("wages_propose_policy"))["Location"] == home
    auditor = signed_in(person("auditor", hq, Role.AUDITOR))
    assert auditor.get(reverse("wages_policies")).status_code == 200
    founding = SharePolicy.objects.get()
    assert "৫৮.০৪.০০০০" in auditor.get(reverse("wages_policy", args=[founding.pk])).content.decode()
    assert auditor.get(reverse("wages_statements"))["Location"] == home


@pytest.fixture
def paid(dhaka: Prison) -> Any:
    """A maker to whom 212.50 taka were credited on the first of March."""
    (maker,) = dhaka.makers(1)
    shares.credit(
        shares.Sale(
            key="share:x",
            line_ref="x",
            office_code="cj-dhaka",
            at=NOON,
            delivered_at=NOON,
            policy_id=policy.in_force(at=NOON).pk,
            net_poisha=42_500,
            costs={},
            pieces=[{"quantity": 1, "makers": [{"maker": str(maker.pk), "weight": 1}]}],
        )
    )
    return maker


def test_a_statement_is_shown_after_a_reason_that_is_noted(dhaka: Prison, paid: Any) -> None:
    reader = person("reader", dhaka.office, Role.STATEMENT_READER)
    client = signed_in(reader)
    assert paid.code in client.get(reverse("wages_statements")).content.decode()
    url = reverse("wages_statement", args=[paid.pk])
    asked = {"start": "2026-03-01", "end": "২০২৬-০৩-৩১", "why": "মাসিক বিবরণী হস্তান্তর"}
    for short in ({**asked, "why": "x"}, {**asked, "end": "2026-02-01"}, {**asked, "start": ""}):
        assert "গোপন নাম" not in client.post(url, short).content.decode()
    assert not IdentityReading.objects.exists()
    shown = client.post(url, asked)
    text = shown.content.decode()
    assert "গোপন নাম" in text
    assert text.count("৳২১২.৫০") >= 3
    assert "no-store" in shown["Cache-Control"]
    assert IdentityReading.objects.get().why == asked["why"]


def test_another_prisons_statement_does_not_exist(natore: Prison, paid: Any) -> None:
    client = signed_in(person("reader", natore.office, Role.STATEMENT_READER))
    url = reverse("wages_statement", args=[paid.pk])
    asked = {"start": "2026-03-01", "end": "2026-03-31", "why": "মাসিক বিবরণী হস্তান্তর"}
    for answer in (client.get(url), client.post(url, asked)):
        assert answer.status_code == 404
        assert paid.code not in answer.content.decode()
    assert paid.code not in client.get(reverse("wages_statements")).content.decode()
    assert not IdentityReading.objects.exists()


@pytest.mark.parametrize("wrong", [{"start": "0001-01-01"}, {"end": "9999-12-31"}, {"end": "31/12/9999"}])
def test_days_at_the_ends_of_the_calendar_are_refused_in_the_form(
    dhaka: Prison, paid: Any, wrong: dict[str, str]
) -> None:
    client = signed_in(person("reader", dhaka.office, Role.STATEMENT_READER))
    asked = {"start": "2026-03-01", "end": "2026-03-31", "why": "মাসিক বিবরণী হস্তান্তর", **wrong}
    answer = client.post(reverse("wages_statement", args=[paid.pk]), asked)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == set(wrong)
    assert not IdentityReading.objects.exists()
