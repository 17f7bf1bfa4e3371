"""The book's tables. Only `journal` writes them, only `balances` and `verification` read them.

An entry tells one event once; each of its transfers moves poisha from one account to another, so that the
book balances by construction. Posted rows never change: see `triggers`.
"""

from django.db import models
from django.db.models import F, Q


class Account(models.Model):
    """A place in the book, opened by its first use after the rule of its code in `accounts.CHART`."""

    class Kind(models.TextChoices):
        ASSET = "asset"
        LIABILITY = "liability"
        INCOME = "income"
        EXPENSE = "expense"

    DEBIT_IS_NATURAL = (Kind.ASSET, Kind.EXPENSE)

    code = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    floor = models.BooleanField(default=False)  # may never go below zero
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def debit_is_natural(self) -> bool:
        """Return whether the account grows by debits (assets, expenses) and not by credits."""
        return self.kind in self.DEBIT_IS_NATURAL


class Entry(models.Model):
    """One event, told once under its key. The narrative never holds personal data."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30)
    effective_at = models.DateTimeField(db_index=True)  # when the event happened
    recorded_at = models.DateTimeField()  # when the book learnt of it
    recorded_by_id = models.CharField(max_length=40, blank=True, default="")  # empty: the system itself
    narrative = models.CharField(max_length=300)
    reverses = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reversals")
    digest = models.CharField(max_length=64)  # SHA-256 of all of the above and of the transfers

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=~Q(key=""), name="an_entry_has_a_key"),
            models.CheckConstraint(condition=~Q(digest=""), name="an_entry_has_a_digest"),
        ]

    def __str__(self) -> str:
        return self.key


class Transfer(models.Model):
    """So many poisha from the credit account's side to the debit account's: debit and credit in one row."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="transfers")
    # In a reversal the position is that of the transfer it takes back.
    position = models.PositiveSmallIntegerField()
    # No index of their own: those below begin with them.
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits", db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits", db_index=False)
    poisha = models.BigIntegerField()

    class Meta:
        ordering = ["entry", "position"]
        # With the amount in the index an account is summed without touching the table.
        indexes = [
            models.Index(fields=["debit", "poisha"], name="ledger_transfer_debited"),
            models.Index(fields=["credit", "poisha"], name="ledger_transfer_credited"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "position"], name="an_entry_has_one_transfer_at_a_position"
            ),
            models.CheckConstraint(condition=Q(poisha__gt=0), name="a_transfer_moves_more_than_nothing"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="a_transfer_joins_two_accounts"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.position}"


class Balance(models.Model):
    """What stands on an account with a floor, on its natural side; changed with its transfers only."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    poisha = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(poisha__gte=0), name="a_floor_account_is_never_negative")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.poisha}"


class DayClose(models.Model):
    """The seal of a day in Dhaka that is over: a hash of all entries since the close before it, and of that.

    The entries are those with ids from `from_entry_id` to `to_entry_id`; the first close begins at 1, each
    later one where the one before it ended. After a day without entries the end lies one before the beginning.
    """

    on = models.DateField(unique=True)
    from_entry_id = models.BigIntegerField()
    to_entry_id = models.BigIntegerField()
    entries = models.PositiveBigIntegerField()
    transfers = models.PositiveBigIntegerField()
    poisha = models.PositiveBigIntegerField()  # the sum of the transfers
    previous = models.CharField(max_length=64, blank=True, default="", unique=True)  # the first has none
    sha256 = models.CharField(max_length=64, unique=True)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_entry_id__gte=F("from_entry_id") - 1),
                name="a_close_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(condition=~Q(sha256=""), name="a_close_has_a_hash"),
        ]

    def __str__(self) -> str:
        return self.on.isoformat()
