"""What a round of the worker does (`manage.py work`), in this order: a name for its log, and the verb.

Each is one look at an index where nothing is due, does nothing twice, and returns how much it did
(docs/adr/0022): a command of cron's may do it just as well.
"""

WORKER_ROUND = [
    # Payments. The inbox first: what is paid must not expire in the same round.
    ("events", "shop.payments.inbox.process"),
    ("attempts", "shop.payments.attempts.sweep"),
    ("expired", "shop.payments.attempts.expire_due"),
    ("paid_late", "shop.payments.late.ask"),
    ("refunds", "shop.payments.refund_calls.send_due"),
    ("letters", "letters.outbox.send_due"),
    ("released", "shop.wages.releases.release"),
    ("holds", "shop.wages.holds.lift_expired"),
    ("reconciled", "shop.payments.reconciling.reconcile_due"),
    # After what is booked of yesterday.
    ("closes", "shop.ledger.closes.close_due"),
    # Pages.
    ("scheduled", "publishing.scheduling.publish_due"),
    ("escalated", "portal.approval.escalate_due"),
    ("reviews", "publishing.reviews.remind"),
    # Charters and duties.
    ("charters", "charter_pages.charters.masters.daily"),
    ("duties", "charter_pages.duties.raising.daily"),
    ("duty_reminders", "charter_pages.duties.reminding.daily"),
    ("snapshots", "charter_pages.duties.snapshots.take_due"),
    ("bundles", "charter_pages.duties.bundles.start_due"),
    # Papers, decisions, practices, complaints.
    ("circulated", "charter_pages.circulation.circulating.turn"),
    ("papers_taken_in", "charter_pages.papers.taking.keeping.forget_old"),
    ("decisions", "charter_pages.decisions.turns.daily"),
    ("practices", "charter_pages.practices.compiling.start_due"),
    ("complaints", "charter_pages.grievances.turns.turn"),
    # Readers, and the plan's own figures.
    ("subscriptions", "subscriptions.telling.turn"),
    ("initiatives", "portal.plan.counting.daily"),
    ("found_files", "portal.finding.files.keep_due"),
    ("vain_searches_forgotten", "search.vain.forget_what_was"),
    ("pages_paired", "publishing.pairing.daily"),
    # The shop.
    ("papers_of_sale", "shop.storefront.papers.issuing.sweep"),
    ("figures", "shop.reports.published.turn"),
    ("late_letters", "shop.fulfilment.late.tell_offices"),
    ("masked", "shop.fulfilment.closing.daily"),
]
