import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/bn/%00/", "/bn/?page=%00", "/en/shop/products/%00/", "/bn/search/?q=a%00"]
)
def test_a_nul_in_an_address_fails_on_no_database(address: str) -> None:
    assert Client().get(address).status_code in {200, 400, 404}


@pytest.mark.django_db
def test_the_policy_of_public_pages_is_strict_and_that_of_staffs_stays_at_home() -> None:
    public = Client().get("/bn/shop/").headers["Content-Security-Policy"]
    staffs = Client().get("/admin/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in public
    assert "default-src 'none'" in public
    for policy in (public, staffs):
        assert "http:" not in policy
        assert "*" not in policy
