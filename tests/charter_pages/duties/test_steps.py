"""Any order of showing, endorsing, returning, accepting and closing keeps a duty on its steps."""

import copy
import datetime
import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

import clock
from charter_pages.duties import deciding, raising
from charter_pages.models import Duty, DutyEvent, Evidence
from offices.models import Office
from tests.charter_pages.duties import country
from tests.charter_pages.duties.country import Country

NEXT = {
    "open": {"submitted", "waived"},
    "submitted": {"submitted", "endorsed", "returned", "accepted"},
    "endorsed": {"submitted", "returned", "accepted"},
    "returned": {"submitted", "waived"},
    "accepted": set(),
    "waived": set(),
}
PEOPLE = st.sampled_from(["editor", "reviewer", "second_reviewer", "moderator", "second_moderator", "policy"])


class Steps(RuleBasedStateMachine):
    def __init__(self, laid: Country) -> None:
        super().__init__()
        self.laid = laid
        self.around = transaction.atomic()
        self.around.__enter__()
        self.now = country.WITHIN
        self.before = "open"

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @initialize(office=st.sampled_from(["a", "division", "hq"]))
    def lay(self, office: str) -> None:
        self.country = copy.deepcopy(self.laid)
        self.duty = self.country.duty("training", office)

    def ask(self, verb: object, **given: object) -> None:
        """Ask a verb; what it refuses changes nothing."""
        state, events = self.state(), DutyEvent.objects.count()
        with clock.set_to(self.now):
            try:
                with transaction.atomic():
                    verb(**given)  # type: ignore[operator]
            except (ValidationError, PermissionDenied):
                assert (self.state(), DutyEvent.objects.count()) == (state, events)
                return
        after = self.state()
        assert after in NEXT[state] or after == state, (state, after)

    def state(self) -> str:
        return Duty.objects.get(pk=self.duty.pk).state

    @rule(who=st.sampled_from(["editor", "reviewer", "moderator"]), again=st.booleans())
    def show(self, who: str, again: bool) -> None:
        words = "same" if again else uuid.uuid4().hex
        self.ask(country.show, by=getattr(self.country, who), duty=self.duty, words=words)

    @rule(who=PEOPLE, verb=st.sampled_from(["endorse", "accept"]), behind=st.integers(0, 1))
    def decide(self, who: str, verb: str, behind: int) -> None:
        number = Evidence.objects.filter(duty=self.duty).count() - behind
        self.ask(getattr(deciding, verb), by=getattr(self.country, who), duty=self.duty, number=number)

    @rule(who=PEOPLE, reason=st.sampled_from(["", "কারণ আছে"]))
    def give_back(self, who: str, reason: str) -> None:
        number = Evidence.objects.filter(duty=self.duty).count()
        self.ask(
            deciding.give_back, by=getattr(self.country, who), duty=self.duty, number=number, reason=reason
        )

    @rule(days=st.integers(1, 9))
    def wait(self, days: int) -> None:
        self.now += datetime.timedelta(days=days)

    @rule()
    def close(self) -> None:
        Office.objects.filter(pk=self.duty.office_id).update(closed_on=clock.local(self.now).date())
        self.ask(raising.waive_closed)

    @invariant()
    def the_story_and_the_state_agree(self) -> None:
        if not hasattr(self, "duty"):
            return
        duty = Duty.objects.get(pk=self.duty.pk)
        told = list(duty.events.order_by("pk").values_list("what", flat=True))
        last = {"raised": "open", "shown": "submitted"}.get(told[-1], told[-1])
        assert duty.state == last
        assert (duty.settled_at is not None) == (duty.state in ("accepted", "waived"))
        assert told.count("shown") == duty.evidence.count()
        assert list(duty.evidence.order_by("number").values_list("number", flat=True)) == list(
            range(1, duty.evidence.count() + 1)
        )
        for event in duty.events.filter(what__in=("endorsed", "returned", "accepted")):
            assert event.evidence is not None
            assert event.by_id != event.evidence.by_id
        if duty.office.is_prison:
            self._accepted_with_its_division_or_after_its_silence(duty)

    @staticmethod
    def _accepted_with_its_division_or_after_its_silence(duty: Duty) -> None:
        accepted = duty.events.filter(what="accepted").first()
        if accepted is not None and accepted.evidence is not None:
            endorsed = duty.events.filter(what="endorsed", evidence=accepted.evidence).exists()
            assert endorsed or accepted.at - accepted.evidence.made_at >= datetime.timedelta(days=7)


def test_a_duty_keeps_to_its_steps_whatever_is_asked_of_it(owing: Country) -> None:
    run_state_machine_as_test(
        lambda: Steps(owing),
        settings=settings(
            max_examples=25, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
