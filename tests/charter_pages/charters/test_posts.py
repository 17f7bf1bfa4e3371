"""One master row names the right officer of every office: its own, or that of the nearest office above."""

import itertools
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charter_pages.charters import posts
from charter_pages.models import CharterPage, Post
from offices.models import Office
from tests import publishing_samples

ROLES = ["jailer", "superintendent"]
codes = itertools.count()


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_kind_of_post_is_found_at_the_nearest_office_of_a_generated_tree(
    data: st.DataObject, department: publishing_samples.Site
) -> None:
    with transaction.atomic():
        _is_found_at_the_nearest_office(data, department)
        transaction.set_rollback(True)


def _is_found_at_the_nearest_office(data: st.DataObject, department: publishing_samples.Site) -> None:
    offices = [department.offices.hq, department.offices.division]
    for _number in range(data.draw(st.integers(1, 4))):
        above = data.draw(st.sampled_from([each for each in offices if not each.is_prison]))
        code = f"generated-{next(codes)}"
        kinds = ["division", "district_prison"] if above.kind == "hq" else ["district_prison"]
        kind = data.draw(st.sampled_from(kinds))
        offices.append(Office.objects.create(code=code, kind=kind, parent=above, name_bn=code, name_en=code))
    made: dict[int, list[Post]] = {}
    for office in offices:
        for rank, role in enumerate(data.draw(st.lists(st.sampled_from(ROLES), max_size=2, unique=True))):
            title = f"{office.code}-{next(codes)}"
            post = Post.objects.create(
                office=office, role=role, title_bn=title, title_en=title, rank_order=rank
            )
            made.setdefault(office.pk, []).append(post)
    # The deepest offices are the ones that have something to look up.
    here = data.draw(st.sampled_from(offices[2:]))
    role = data.draw(st.sampled_from(["jailer", "superintendent"]))
    row = SimpleNamespace(responsible_role=role)
    found = posts.Posts(CharterPage(office_id=here.pk), [row]).post(row, "responsible")
    expected: Post | None = None
    above_here: Office | None = Office.objects.get(pk=here.pk)
    while above_here is not None and expected is None:
        expected = next((post for post in made.get(above_here.pk, []) if post.role == role), None)
        above_here = above_here.parent
    assert found == expected
