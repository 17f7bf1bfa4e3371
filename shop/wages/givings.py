"""Giving a share again that was taken back, when its money came back after all: a dispute that was won on appeal.

What `takings.take_back` did under a reference is undone, once: what makers had lost is theirs anew, as a credit of its
own; what an office had borne for what was paid out returns to the office and not to the maker, who has it already.
"""

import datetime

from django.db.models import F

from shop.ledger import journal
from shop.ledger.models import Entry
from shop.wages import credits
from shop.wages.models import Credit

KIND = "given_again"


def key_of(reference: str) -> str:
    return f"given-again:{reference}"


def give_again(*, reference: str, share_key: str, line_ref: str, at: datetime.datetime) -> bool:
    """Undo what was taken back of a share under a reference; False where nothing was. Twice is once.

    Inside the caller's transaction, which has locked the line and its makers (`credits.lock`).
    """
    taken = Entry.objects.filter(key=f"taken-back:{reference}").first()
    if taken is None or Entry.objects.filter(key=key_of(reference)).exists():
        return taken is not None
    undone = [taken, *Entry.objects.filter(key=f"spoiled:{reference}")]
    postings = [
        journal.Posting(line.credit, line.debit, line.poisha)
        for entry in undone
        for line in journal.lines_of(entry)
    ]
    own: dict[str, int] = {}
    for posting in postings:
        if maker := credits.maker_of(posting.credit):
            own[maker] = own.get(maker, 0) + posting.poisha
    bearer = ""
    for credit in Credit.objects.filter(entry_key=share_key, maker_id__in=list(own)).order_by("pk"):
        bearer = credit.bearer_code
        # Of what was paid out an office bore the loss: it is made good, and the maker is not paid twice.
        borne = min(credit.recoverable_poisha, own[str(credit.maker_id)])
        if borne:
            pending = credits.account(credit.maker_id, "pending")
            postings.append(journal.Posting(pending, f"recoverable:{bearer}", borne))
            own[str(credit.maker_id)] -= borne
            Credit.objects.filter(pk=credit.pk).update(recoverable_poisha=F("recoverable_poisha") - borne)
    journal.post(
        key=key_of(reference),
        kind=KIND,
        effective_at=at,
        narrative=f"Share given again that was taken back for {reference}",
        transfers=postings,
    )
    given = credits.Note(
        entry_key=key_of(reference),
        kind=Credit.Kind.SHARE,
        line_ref=line_ref,
        bearer_code=bearer,
        credited_at=at,
        # The goods can be returned no more: released in the next round, by the ordinary way.
        release_at=at,
        poisha_by_maker=own,
    )
    credits.note([given])
    return True
