from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"
    label = "subscriptions"
    verbose_name = _("Subscriptions")

    def ready(self) -> None:
        from letters import looked_up
        from subscriptions import composing, receivers, subscribing, telling  # noqa: F401

        looked_up.register(
            subscribing.CONFIRM_TEMPLATE, compose=composing.confirmation, failed=composing.failed
        )
        looked_up.register(
            telling.PAPERS_TEMPLATE,
            compose=composing.news,
            failed=composing.failed,
            sent=composing.sent,
            is_for_many=True,
        )
