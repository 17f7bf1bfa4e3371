"""Charters of any shape, for properties."""

import uuid

from hypothesis import strategies as st

from charter_pages.charters.content import SECTIONS, Charter, Level, Line, Officer
from charter_pages.charters.inheriting import Origin

WORDS = st.sampled_from(["", "সাক্ষাৎ", "পিসি জমা", "৩ ঘণ্টা", "Visit", "“ব্যাখ্যা”\n২য় সারি"])
KEYS = [str(uuid.UUID(int=number)) for number in range(6)]

officers = st.none() | st.builds(
    Officer,
    title=st.sampled_from(["জেলার", "জেল সুপার"]),
    office=st.sampled_from(["", "রাজশাহী"]),
    holder=st.sampled_from(["", "ক", "খ"]),
    phone=st.sampled_from(["", "১"]),
)


def line(key: str) -> st.SearchStrategy[Line]:
    return st.builds(
        Line,
        key=st.just(key),
        section=st.sampled_from([*SECTIONS]),
        number=st.sampled_from(["১", "২", "(ক)"]),
        is_part=st.booleans(),
        task=st.sampled_from(["", "visit"]),
        name=WORDS,
        method=WORDS,
        papers=WORDS,
        fee=WORDS,
        time=WORDS,
        origin=st.sampled_from([*Origin]),
        officer=officers,
        superior=officers,
        headquarters=st.dictionaries(st.sampled_from(["fee", "time"]), WORDS, max_size=1),
        withheld_because=WORDS,
        figures=st.fixed_dictionaries(
            {"time_kind": st.just("hours"), "time_amount": st.none() | st.integers(1, 9)}
        ),
    )


lines = st.lists(st.sampled_from(KEYS), unique=True).flatmap(lambda keys: st.tuples(*map(line, keys)))
levels = st.lists(
    st.builds(Level, when=WORDS, working_days=st.integers(1, 3), officer=officers, whom=WORDS, address=WORDS),
    max_size=3,
).map(tuple)
charters = st.builds(
    Charter,
    title=WORDS,
    office=st.just("নাটোর"),
    language=st.just("bn"),
    vision=WORDS,
    mission=WORDS,
    warning=WORDS,
    lines=lines,
    expectations=st.lists(WORDS, max_size=4).map(tuple),
    levels=levels,
)
