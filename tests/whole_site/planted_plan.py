"""A promise of the plan with a measure in the small world, and what is asked of it."""

from typing import Any

from django.db.models import Model

import clock
from portal.models import Measure, Progress
from tests import publishing_samples

KEPT: tuple[type[Model], ...] = (Measure, Progress)


def plant(world: Any) -> dict[str, list[object]]:
    register = publishing_samples.initiatives()
    world.promise = register.initiatives.get().translation_key
    return {"measure": [Measure.objects.get().pk], "unsigned": ["not-of-ours"]}


def forms(world: Any) -> dict[str, dict[str, Any]]:
    words = {"unit_bn": "কক্ষ", "unit_en": "rooms", "counted_by": "hand", "long_of": "prisons"}
    return {
        "plan_measure_new": {**words, "initiative": world.promise},
        "plan_measure": {"reached": "১৯", "measured_on": clock.today(), "address": "https://example.org/"},
        "plan_measure_edit": words,
    }
