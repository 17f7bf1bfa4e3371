"""The condition that keeps a row on its way from state to state."""

from collections.abc import Iterable, Mapping


def none_of(allowed: Mapping[str, Iterable[str]]) -> str:
    """Return the condition, in SQL, under which a state follows that is none of those allowed after the one before."""
    return " OR ".join(
        f"(OLD.state = '{state}' AND NEW.state NOT IN ({', '.join(map(repr, others))}))"
        for state, others in allowed.items()
    )
