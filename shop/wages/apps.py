from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagesConfig(AppConfig):
    name = "shop.wages"
    label = "wages"
    verbose_name = _("Wages")

    def ready(self) -> None:
        from shop.ledger import verification
        from shop.wages import checks, guards, handouts

        guards.register()
        verification.register("shares follow the rule", checks.shares_follow_the_rule)
        verification.register("share policies are lawful", checks.policies_are_lawful)
        verification.register("accounts are what their credits add up to", checks.accounts_are_their_credits)
        verification.register("payouts add up", checks.payouts_add_up)
        verification.register("what was spent is accounted for", checks.spent_and_borne_is_accounted_for)
        verification.register("decided wage entries are posted", checks.decided_entries_are_posted)
        verification.register("papers handed out agree with the book", handouts.papers_agree_with_the_book)
