"""Publishing and copying through the API of Wagtail's back office, which take roads of their own."""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from wagtail.admin.api.actions.copy import CopyPageAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.models import Page

from publishing import picture_answers


class PublishAskedPages(PublishPageAPIAction):  # type: ignore[misc]
    """Wagtail's, for pages whose pictures were all looked at."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Any:
        _refuse_unasked(instance.get_latest_revision_as_object())
        return super().execute(instance, data)


class CopyAskedPages(CopyPageAPIAction):  # type: ignore[misc]
    """Wagtail's; a copy that is public at once takes no revision's road."""

    def execute(self, instance: Page, data: dict[str, Any]) -> Any:
        for page in instance.get_descendants(inclusive=True).specific():
            _refuse_unasked(page)
        return super().execute(instance, data)


def _refuse_unasked(page: Page) -> None:
    if not picture_answers.is_clear(page):
        raise PermissionDenied
