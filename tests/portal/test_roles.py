"""The table of roles, the command that makes groups of it, and the accounts that it leaves to nobody's hand."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from accounts.roles import GROUPS, TABLE, Role
from portal import rights, tree
from tests import selling
from tests.staffed import signed_in


def test_every_role_has_its_line_in_the_table() -> None:
    assert set(TABLE) == set(Role)
    assert {group for terms in TABLE.values() for group in terms.groups} <= set(GROUPS)


@pytest.mark.parametrize(("language", "word"), [("bn", "সম্পাদক"), ("en", "Editor of an office's pages")])
def test_the_command_prints_the_table_in_either_language(language: str, word: str) -> None:
    out = io.StringIO()
    with translation.override(None):
        call_command("set_up_roles", "--list", "--language", language, stdout=out)
    assert word in out.getvalue()
    assert all(f"`{role}`" in out.getvalue() for role in Role)


@pytest.mark.django_db
def test_a_right_that_the_table_does_not_give_is_taken_away_again() -> None:
    tree.lay()
    rights.set_up()
    administrators = Group.objects.get(name="Administrators")
    stray = Permission.objects.get(codename="delete_user")
    administrators.permissions.add(stray)
    publish = Permission.objects.get(codename="publish_page")
    root = Page.objects.get(depth=1)
    GroupPagePermission.objects.create(group=administrators, page=root, permission=publish)
    rights.set_up()
    assert not administrators.permissions.filter(pk=stray.pk).exists()
    assert not GroupPagePermission.objects.filter(group=administrators).exists()


@pytest.mark.django_db
class TestAnAdministrator:
    @pytest.fixture
    def administrator(self) -> Client:
        tree.lay()
        rights.set_up()
        return signed_in(selling.staff(Role.ADMINISTRATOR, selling.headquarters()))

    def test_makes_accounts_and_neither_superusers_nor_members_of_groups(self, administrator: Client) -> None:
        group = Group.objects.get(name="HQ moderators")
        form = {
            "username": "new", "display_name": "নতুন", "email": "new@example.org", "is_superuser": "on",
            "groups": [group.pk], "password1": "a long enough phrase", "password2": "a long enough phrase",
        }  # fmt: skip
        shown = administrator.get("/admin/users/new/").content.decode()
        assert 'name="is_superuser"' not in shown
        assert 'name="groups"' not in shown
        assert administrator.post("/admin/users/new/", form).status_code == 302
        user = User.objects.get(username="new")
        assert not user.is_superuser
        assert not user.groups.exists()
        edit = f"/admin/users/edit/{user.pk}/"
        assert 'name="is_superuser"' not in administrator.get(edit).content.decode()
        assert administrator.post(edit, {**form, "is_active": "on"}).status_code == 302
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.groups.exists()

    def test_does_not_touch_a_superuser(self, administrator: Client) -> None:
        above = User.objects.create_superuser("above", "above@example.org", "a long enough phrase")
        form = {
            "username": "above", "display_name": "x", "email": "mine@example.org", "is_active": "on",
            "password1": "another long phrase", "password2": "another long phrase",
        }  # fmt: skip
        for answer in (
            administrator.get(f"/admin/users/edit/{above.pk}/"),
            administrator.post(f"/admin/users/edit/{above.pk}/", form),
        ):
            assert answer.status_code == 302
            assert answer["Location"] == "/admin/"
        above.refresh_from_db()
        assert above.check_password("a long enough phrase")

    def test_puts_nobody_into_a_group_by_many_at_once(self, administrator: Client) -> None:
        packer = selling.staff(Role.PARCELS, selling.prison())
        group = Group.objects.get(name="Administrators")
        answer = administrator.post(
            f"/admin/bulk/accounts/user/assign_role/?id={packer.pk}&next=/admin/", {"role": group.pk}
        )
        assert answer["Location"] == "/admin/"
        assert not packer.groups.filter(pk=group.pk).exists()
