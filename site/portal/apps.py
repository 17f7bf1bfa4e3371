from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.admin.apps import WagtailAdminAppConfig


class PortalConfig(AppConfig):
    default = True
    name = "portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from portal import (  # noqa: F401
            approval,
            guards,
            receivers,
            upstream,
        )
        from portal.finding import receivers as of_finding  # noqa: F401
        from portal.plan import measuring
        from publishing import reading

        upstream.speak()
        reading.also_shown_by(measuring.shows)
        guards.register()


class BackOfficeConfig(WagtailAdminAppConfig):  # type: ignore[misc]
    """Wagtail's admin without its mails of workflows: those go out in the request, in English (approval_letters)."""

    def ready(self) -> None:
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        task_submitted.disconnect(
            sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
        )
        for signal, verb in (
            (workflow_submitted, "submitted"),
            (workflow_rejected, "rejected"),
            (workflow_approved, "approved"),
        ):
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{verb}_email_notification")
