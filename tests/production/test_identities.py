"""What inmates are called lies apart, encrypted, and is read only for a reason that is noted."""

import uuid

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

import secrecy
from accounts.roles import Role
from offices.models import Office
from shop.production import identities
from shop.production.models import IdentityReading, Maker, MakerIdentity
from tests.production.conftest import Prison, person

NAME, NUMBER, WHY = "আব্দুল করিম", "১২৩৪/ক", "মাসিক হিসাব বিবরণী হস্তান্তরের জন্য"


@pytest.fixture
def maker(dhaka: Prison) -> Maker:
    return identities.register(by=dhaka.recorder, office=dhaka.office, name=NAME, register_number=NUMBER)


def test_the_database_holds_neither_name_nor_number_in_the_clear(maker: Maker) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, register_number FROM production_makeridentity")
        row = " ".join(cursor.fetchone())
    assert NAME not in row
    assert "1234" not in row


def test_a_name_is_read_for_a_reason_that_is_noted(maker: Maker, dhaka: Prison) -> None:
    reader = person("reader", dhaka.office, Role.STATEMENT_READER)
    for empty in ("", "   ", "short"):
        with pytest.raises(identities.Refused):
            identities.read(by=reader, maker=maker, why=empty)
    assert not IdentityReading.objects.exists()
    identity = identities.read(by=reader, maker=maker, why=WHY)
    assert (identity.name, identity.register_number) == (NAME, "1234/ক")
    reading = IdentityReading.objects.get()
    assert (reading.maker, reading.by, reading.why) == (maker, reader, WHY)


def test_what_is_printed_of_an_identity_by_mistake_says_nothing(maker: Maker, dhaka: Prison) -> None:
    identity = identities.read(by=dhaka.recorder, maker=maker, why=WHY)
    assert repr(identity) == "Identity()"
    assert NAME not in repr(MakerIdentity.objects.get()) + str(maker) + repr(maker)


def test_staff_of_other_prisons_and_other_posts_do_not_read_names(
    maker: Maker, natore: Prison, dhaka: Prison, hq: Office
) -> None:
    auditor = person("auditor", hq, Role.AUDITOR)
    for stranger in (natore.recorder, dhaka.confirmer, auditor):
        with pytest.raises(PermissionDenied):
            identities.read(by=stranger, maker=maker, why=WHY)
    assert not IdentityReading.objects.exists()


@pytest.mark.parametrize(
    "sql", ["UPDATE production_identityreading SET why = 'x'", "DELETE FROM production_identityreading"]
)
def test_the_trace_of_a_reading_stays(maker: Maker, dhaka: Prison, sql: str) -> None:
    identities.read(by=dhaka.recorder, maker=maker, why=WHY)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("typed", "kept"), [("১২৩৪/ক", "1234/ক"), (" 0012 / ক ", "0012/ক"), ("১২৩৪/a", "1234/A"), ("7/ঢ", "7/ঢ")]
)
def test_a_register_number_is_digits_a_slash_and_a_letter(typed: str, kept: str) -> None:
    assert identities.normal_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "1234", "ক/1234", "1234/কখ", "1234/5", "12-34/ক", "123456789/ক", "1234/_"]
)
def test_any_other_register_number_is_refused_without_quoting_it(typed: str) -> None:
    with pytest.raises(identities.Refused) as refused:
        identities.normal_number(typed)
    assert not typed or typed not in str(refused.value.messages)


def test_a_number_stands_once_in_a_prison_however_it_is_typed(
    maker: Maker, dhaka: Prison, natore: Prison
) -> None:
    with pytest.raises(identities.Refused):
        identities.register(by=dhaka.recorder, office=dhaka.office, name="অন্য", register_number="1234/ক")
    identities.register(by=natore.recorder, office=natore.office, name="অন্য", register_number="1234/ক")


def test_a_form_sent_twice_registers_one_maker(dhaka: Prison) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        identities.register(
            by=dhaka.recorder, office=dhaka.office, name=NAME, register_number=NUMBER, form_key=key
        )
    assert Maker.objects.count() == 1


def test_a_new_key_encrypts_and_the_old_one_still_reads(
    maker: Maker, dhaka: Prison, settings: object
) -> None:
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode(), *django_settings.IDENTITY_KEYS]  # type: ignore[attr-defined]
    assert identities.read(by=dhaka.recorder, maker=maker, why=WHY).name == NAME
    settings.IDENTITY_KEYS = [Fernet.generate_key().decode()]  # type: ignore[attr-defined]
    with pytest.raises(secrecy.Unreadable):
        MakerIdentity.objects.get(maker=maker)
