"""The two lists: what stands on the boards of all offices, and their documents."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

import clock
from publishing import caching
from publishing.indexes import IndexPage


class NoticeboardPage(IndexPage):
    """Notices, tenders, events and galleries of all offices: what counts today, and the archive."""

    kind = "noticeboard"
    kind_label = _("Notice board")
    is_creatable = False
    template = "noticeboard/noticeboard_page.html"

    class Meta:
        verbose_name = _("Notice board")
        verbose_name_plural = _("Notice boards")

    @cached_property
    def next_change(self) -> Any:
        from noticeboard import board

        return board.next_change(self.language, clock.now())

    def find_next_change(self) -> Any:
        return caching.earliest(super().find_next_change(), self.next_change)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from noticeboard import board_lists

        return {**super().get_context(request, *args, **kwargs), **board_lists.for_board(self, request)}


class DocumentIndexPage(IndexPage):
    """The documents of all offices, by office, subject, year and language."""

    kind = "documents"
    kind_label = _("Documents")
    is_creatable = False
    template = "noticeboard/document_index_page.html"

    class Meta:
        verbose_name = _("Index of documents")
        verbose_name_plural = _("Indexes of documents")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from noticeboard import board_lists

        return {**super().get_context(request, *args, **kwargs), **board_lists.for_library(self, request)}
