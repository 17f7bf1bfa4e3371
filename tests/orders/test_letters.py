"""Every letter of an order can be rendered in both languages, says its number, and names nobody."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from bangla import digits
from letters import outbox
from letters.models import Letter
from letters.senders import MemorySms
from tests import selling

FOLDER = Path(settings.ROOT) / "templates" / "letters"
LETTERS = sorted(path.name.removesuffix(".subject.txt") for path in FOLDER.glob("order_*.subject.txt"))
CONTEXT = {
    "number": "1234 567 890",
    "total_poisha": 131000,
    "order_page": "http://127.0.0.1:8000/bn/shop/orders/",
    "hand_over_hours": 48,
    "same_city_days": 5,
    "elsewhere_days": 10,
    "refund_days": 10,
    "hold_minutes": 30,
    "refund_poisha": 131000,
    "courier": "A & B Courier",
    "tracking_number": "SB-1",
    "titles": "Stool",
    "cash_poisha": 131000,
    "code_minutes": 10,
    "complaint_hours": 72,
}


@pytest.mark.parametrize("language", ["bn", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_its_order_in_its_language(name, language):
    with translation.override(language):
        for part in ("subject.txt", "txt", "sms.txt"):
            text = " ".join(render_to_string(f"letters/{name}.{part}", CONTEXT).split())
            assert "1234 567 890" in digits.to_ascii(text)
            assert "&amp;" not in text
            assert not re.search(r"\{[{%]|%\(", text)


def test_every_moment_has_its_letter():
    moments = "to_pay paid placed_cash expired cancelled shipped delivered refund_due code complaint_answered"
    assert {f"order_{moment}" for moment in moments.split()} <= set(LETTERS)


@pytest.mark.django_db
def test_a_buyer_without_e_mail_is_told_by_sms_and_one_with_by_mail(mailoutbox):
    MemorySms.sent.clear()
    stool = selling.for_sale(selling.prison())
    by_mail = selling.placing.Buyer(
        name="Rahima", phone="+8801712345678", email="rahima@example.com", language="en"
    )
    selling.place(selling.basket((stool, 1)))
    purchase = selling.place(selling.basket((stool, 1)), buyer=by_mail)

    assert outbox.send_due() == 2

    assert [to for to, _text in MemorySms.sent] == ["+8801712345678"]
    (mail,) = mailoutbox
    assert mail.to == ["rahima@example.com"]
    assert "48 hours" in mail.body
    assert "Rahima" not in mail.body + mail.subject
    assert purchase.token not in mail.body
    assert not Letter.objects.filter(sent_at__isnull=True).exists()
