"""Raising over generated offices, rules and days: complete, and never twice."""

import datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bangla import fiscal
from charter_pages.duties import raising, rules
from charter_pages.models import Duty, DutyKind, DutyRule
from offices.models import Office

pytestmark = pytest.mark.django_db


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_raising_is_complete_and_idempotent_over_any_offices_rules_and_days(data: st.DataObject) -> None:
    days = st.none() | st.dates(datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))
    with transaction.atomic():
        DutyRule.objects.all().delete()
        hq = Office.objects.create(code="hq", kind="hq", name_bn="হ", name_en="H")
        for number in range(data.draw(st.integers(0, 4))):
            opened, closed = data.draw(days), data.draw(days)
            if opened and closed and closed < opened:
                opened, closed = closed, opened
            Office.objects.create(
                code=f"o-{number}", kind=data.draw(st.sampled_from(["division", "district_prison"])), parent=hq,
                name_bn="ক", name_en="K", opened_on=opened, closed_on=closed,
            )  # fmt: skip
        begins = st.integers(0, 7).map(lambda n: fiscal.FiscalYear(2026 + n // 4).quarters[n % 4].first_day)
        for kind, begin in data.draw(
            st.sets(st.tuples(st.sampled_from(DutyKind.values), begins), max_size=8)
        ):
            until = data.draw(st.none() | st.just(begin + datetime.timedelta(days=200)))
            DutyRule.objects.create(
                kind=kind, due_days=data.draw(st.integers(-30, 30)), in_force_from=begin, in_force_until=until,
                for_headquarters=data.draw(st.booleans()), for_divisions=data.draw(st.booleans()),
                for_prisons=data.draw(st.booleans()), source="s",
            )  # fmt: skip
        quarter = fiscal.quarter(data.draw(st.dates(datetime.date(2026, 7, 1), datetime.date(2027, 12, 31))))
        binding = rules.in_force(quarter)
        expected = {
            (office.pk, kind, quarter.last_day + datetime.timedelta(days=rule.due_days))
            for office in Office.objects.all()
            if (office.opened_on is None or office.opened_on <= quarter.last_day)
            and (office.closed_on is None or office.closed_on >= quarter.first_day)
            for kind, rule in binding.items()
            if rule.binds(office)
        }
        for kind, rule in binding.items():
            assert rule.in_force_from <= quarter.first_day
            assert rule.in_force_until is None or rule.in_force_until >= quarter.first_day
            later = DutyRule.objects.filter(
                kind=kind, in_force_from__gt=rule.in_force_from, in_force_from__lte=quarter.first_day
            )
            assert all(each.in_force_until and each.in_force_until < quarter.first_day for each in later)
        assert raising.raise_for(quarter) == len(expected)
        assert raising.raise_for(quarter) == 0
        found = Duty.objects.of_quarter(quarter).values_list("office_id", "kind", "due_on")
        assert set(found) == expected
        assert len(found) == len(expected)
        transaction.set_rollback(True)
