import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/bn/%00/", "/bn/?page=%00", "/en/shop/products/%00/", "/bn/search/?q=a%00"]
)
def test_a_nul_in_an_address_is_a_bad_request_in_the_pages_language(address: str) -> None:
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 400
    assert f'<html lang="{address[1:3]}"' in answer.content.decode()


@pytest.mark.django_db
def test_the_policy_of_public_pages_is_strict_and_that_of_staffs_stays_at_home() -> None:
    public = Client().get("/bn/shop/").headers["Content-Security-Policy"]
    staffs = Client().get("/admin/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in public
    assert "default-src 'none'" in public
    for policy in (public, staffs):
        assert "http:" not in policy
        assert "*" not in policy
