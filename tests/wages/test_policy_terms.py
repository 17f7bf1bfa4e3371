"""A policy's terms, its paper, and where it stands among the others: for staff and in public."""

import datetime
import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection, GroupCollectionPermission

import clock
from accounts.models import User
from accounts.roles import Role
from offices.models import Office
from publishing.models import PortalDocument
from shop.production.models import Trade
from shop.wages import policy, terms
from shop.wages.models import SharePolicy
from tests.production.conftest import Prison, person
from tests.staffed import signed_in
from tests.wages.test_screens import filled

PDF = b"%PDF-1.4 the order"


def propose(by: User, days: int, **facts: Any) -> SharePolicy:
    begins = clock.midnight(clock.today() + datetime.timedelta(days=days))
    return policy.propose(
        by=by, **{"rate_bp": 6000, "in_force_from": begins, "memo_number": f"স্মারক-{days}", **facts}
    )


def decide(proposer: User, approver: User, days: int, **facts: Any) -> SharePolicy:
    return policy.approve(by=approver, policy=propose(proposer, days, **facts))


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def photograph() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "planted-words"
    written = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(written, "JPEG", exif=exif)
    assert b"planted-words" in written.getvalue()
    return written.getvalue()


def test_all_that_a_policy_says_is_proposed_through_the_form_and_shown(proposer: User) -> None:
    client = signed_in(proposer)
    data = filled(
        deduct_discounts="", deduct_delivery="on", deduct_fee="on", rounding="down", return_days="৯০",
        refund_bearer="hq", smallest_payout_poisha="৫০০.৫০", memo_on="2024-03-10",
    )  # fmt: skip
    page = client.post(reverse("wages_propose_policy"), data)["Location"]
    proposed = SharePolicy.objects.get(founding=False)
    assert (
        proposed.deduct_discounts, proposed.deduct_materials, proposed.deduct_delivery, proposed.deduct_fee,
        proposed.rounding, proposed.return_days, proposed.refund_bearer, proposed.smallest_payout_poisha,
        proposed.memo_on, proposed.document,
    ) == (False, True, True, True, "down", 90, "hq", 500_50, datetime.date(2024, 3, 10), None)  # fmt: skip
    shown = client.get(page).content.decode()
    for words in ("কারা সদর দপ্তর", "৫০০.৫০", "৯০", "১০ মার্চ ২০২৪", "ছাড় কেবল অধিদপ্তর বহন করে", "অনুমোদনের অপেক্ষায়"):
        assert words in shown


@pytest.mark.parametrize(
    "wrong",
    [
        {"return_days": "-১"},
        {"return_days": "91"},
        {"refund_bearer": "maker"},
        {"refund_bearer": ""},
        {"smallest_payout_poisha": "0"},
        {"smallest_payout_poisha": "০.০০৫"},
        {"smallest_payout_poisha": "10000.01"},
        {"rounding": "sideways"},
        {"memo_on": "2199-01-01"},
    ],
)
def test_each_wrong_answer_is_said_at_its_field_and_kept(proposer: User, wrong: dict[str, str]) -> None:
    answer = signed_in(proposer).post(reverse("wages_propose_policy"), filled(**wrong))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert list(form.errors) == list(wrong)
    assert form[next(iter(wrong))].value() == next(iter(wrong.values()))
    assert SharePolicy.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"refund_bearer": "maker"}, "refund_bearer"),
        ({"smallest_payout_poisha": 0}, "smallest_payout_poisha"),
        ({"smallest_payout_poisha": 10_000_01}, "smallest_payout_poisha"),
        ({"return_days": -1}, "return_days"),
        ({"memo_number": "x" * 121}, "memo_number"),
        ({"memo_on": datetime.date(2199, 1, 1)}, "memo_on"),
    ],
)
def test_the_verb_refuses_by_field_what_no_form_has_seen(
    proposer: User, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(policy.Refused) as refused:
        propose(proposer, 3, **facts)
    assert list(refused.value.error_dict) == [field]


def test_a_beginning_that_another_policy_has_is_refused_already_when_proposed(
    proposer: User, approver: User, dhaka: Prison
) -> None:
    decide(proposer, approver, 3)
    propose(proposer, 3, scope_office=dhaka.office)
    with pytest.raises(policy.Refused) as refused:
        propose(proposer, 3, rate_bp=7000)
    assert list(refused.value.error_dict) == ["in_force_from"]


def test_a_scope_that_ends_needs_no_rate(proposer: User, dhaka: Prison) -> None:
    data = filled(rate_bp="", as_wider="on", scope_office=str(dhaka.office.pk))
    assert signed_in(proposer).post(reverse("wages_propose_policy"), data).status_code == 302
    assert SharePolicy.objects.get(founding=False).as_wider


@pytest.mark.parametrize(("name", "content"), [("আদেশ.pdf", PDF), ("photo.JPG", photograph())])
def test_the_order_is_uploaded_with_the_policy_and_read_by_those_who_read_policies(
    proposer: User, hq: Office, dhaka: Prison, name: str, content: bytes
) -> None:
    client = signed_in(proposer)
    page = client.post(reverse("wages_propose_policy"), filled(paper=upload(name, content)))["Location"]
    proposed = SharePolicy.objects.get(founding=False)
    assert proposed.document is not None
    address = reverse("wages_policy_paper", args=[proposed.pk])
    assert address in client.get(page).content.decode()

    answer = client.get(address)
    paper = b"".join(answer)
    assert paper.startswith(b"%PDF-")
    assert b"planted-words" not in paper, "what the camera wrote beside the picture"
    assert answer["Cache-Control"].startswith("no-store")
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == f'attachment; filename="order-behind-share-policy-{proposed.pk}.pdf"'
    )

    for reader in (dhaka.recorder, person("editor", hq, Role.HQ_MODERATOR)):
        assert signed_in(reader).get(address)["Location"] == reverse("wagtailadmin_home")
        # Nor do they reach it by Wagtail's own address of documents.
        assert signed_in(reader).get(proposed.document.url).status_code == 404
    assert Client().get(address).status_code == 302
    assert Client().get(proposed.document.url).status_code == 404
    founding = SharePolicy.objects.get(founding=True)
    assert client.get(reverse("wages_policy_paper", args=[founding.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("order.pdf", b"<html>"),
        ("order.jpg", PDF),
        ("order.exe", b"MZ"),
        ("order.svg", b"<svg/>"),
        ("x.pdf", b""),
    ],
)
def test_a_paper_that_is_none_is_refused_in_the_form(proposer: User, name: str, content: bytes) -> None:
    answer = signed_in(proposer).post(reverse("wages_propose_policy"), filled(paper=upload(name, content)))
    assert list(answer.context["form"].errors) == ["paper"]
    assert not PortalDocument.objects.exists()


def test_a_paper_too_large_is_refused(proposer: User, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 10
    answer = signed_in(proposer).post(reverse("wages_propose_policy"), filled(paper=upload("order.pdf", PDF)))
    assert list(answer.context["form"].errors) == ["paper"]


def test_a_refused_or_repeated_proposal_leaves_no_second_paper_behind(proposer: User, approver: User) -> None:
    client, address = signed_in(proposer), reverse("wages_propose_policy")
    # Lawful for the form, refused by the verb.
    client.post(address, filled(as_wider="on", paper=upload("order.pdf", PDF)))
    assert not PortalDocument.objects.exists()
    data = filled()
    client.post(address, {**data, "paper": upload("order.pdf", PDF)})
    client.post(address, {**data, "paper": upload("order.pdf", PDF)})
    assert PortalDocument.objects.count() == 1


def test_the_end_of_a_policy_is_derived_from_the_one_that_follows_in_its_scope(
    proposer: User, approver: User, dhaka: Prison
) -> None:
    now = clock.now()
    founding = SharePolicy.objects.get()
    own = decide(proposer, approver, 2, rate_bp=6500, scope_office=dhaka.office)
    sixty = decide(proposer, approver, 4)
    waiting = propose(proposer, 5, rate_bp=7000)

    def told(at: datetime.datetime) -> list[tuple[str, Any]]:
        return [(row.state, row.until) for row in terms.standings([founding, own, sixty, waiting], at)]

    begins = sixty.in_force_from
    assert told(now) == [("in_force", begins), ("to_come", None), ("to_come", None), ("waiting", None)]
    assert told(begins) == [("superseded", begins), ("in_force", None), ("in_force", None), ("waiting", None)]
    assert told(waiting.in_force_from)[3] == ("lapsed", None)
    page = signed_in(approver).get(reverse("wages_policies")).content.decode()
    assert "সিদ্ধান্ত হয়েছে, এখনও কার্যকর নয়" in page
    assert "অনুমোদনের অপেক্ষায়" in page


def text_of(language: str) -> str:
    page = Client().get(f"/{language}/shop/share/").content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_public_page_shows_the_policy_in_force_and_every_one_before_and_after_it(
    proposer: User, approver: User, dhaka: Prison
) -> None:
    trade = Trade.objects.get(code="furniture")
    sixty = decide(
        proposer, approver, 2, deduct_discounts=False, deduct_fee=True, memo_on=datetime.date(2024, 4, 1)
    )
    decide(proposer, approver, 3, rate_bp=7000, scope_trade=trade)
    decide(proposer, approver, 4, scope_trade=trade, as_wider=True)
    propose(proposer, 5, memo_number="not-decided")
    today = text_of("bn")
    assert "মুনাফার ৫০% পান" in today
    assert "৫৮.০৪.০০০০.০২১.০৩.০২০.২৪-২৬২, ১০ মার্চ ২০২৪" in today
    with clock.set_to(sixty.in_force_from):
        for language, words in {
            "bn": ["মুনাফার ৬০% পান", "স্মারক-2, ১ এপ্রিল ২০২৪", "৭০%", "সারা দেশের মতো", trade.name_bn,
                   "কাঁচামাল, বিদ্যুৎ, পরিবহন ও অন্যান্য ব্যয়, মূল্য পরিশোধ সেবাদাতার ফি; ছাড় কেবল অধিদপ্তর বহন করে"],
            "en": ["60% of the profit", "স্মারক-2, 1 April 2024", "70%", "as in the whole country", trade.name_en,
                   "materials, power, transport and other costs, the payment provider's fee"],
        }.items():  # fmt: skip
            page = text_of(language).replace("&#x27;", "'")
            for each in words:
                assert each in page
    assert "not-decided" not in today, "what is only proposed is nobody's business yet"
    assert "proposer" not in today


def test_who_holds_every_offices_documents_does_not_hold_the_orders_behind_policies(
    proposer: User, hq: Office
) -> None:
    editor = person("editor", hq, Role.HQ_MODERATOR)
    group = Group.objects.create(name="holds all")
    GroupCollectionPermission.objects.create(
        group=group,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(content_type__app_label="wagtaildocs", codename="change_document"),
    )
    editor.groups.add(group)
    client = signed_in(editor)
    theirs = PortalDocument.objects.create(title="x", file=ContentFile(PDF, name="x.pdf"))
    assert b"".join(client.get(theirs.url)) == PDF
    signed_in(proposer).post(reverse("wages_propose_policy"), filled(paper=upload("order.pdf", PDF)))
    kept = SharePolicy.objects.get(founding=False).document
    assert kept is not None
    assert client.get(kept.url).status_code == 404
