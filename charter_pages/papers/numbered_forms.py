"""Wagtail's own forms of papers, where two editors may give one new number in the same instant.

The form asks whether a number is free, and the register refuses the second of two all the same. What the register
refuses becomes the form's own answer here: nothing of it is stored, and the form is asked anew, which by then finds
the number taken and keeps what was typed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet

from charter_pages.models import LetterPage, MinutesPage
from charter_pages.papers import register


class AskedAnew:
    """A view of a page's form that the register of numbers may refuse."""

    was_refused = False

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with self.numbered():
                answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return answer
        except register.Taken:
            if self.was_refused:
                raise
            self.was_refused = True
            view: Any = self
            again: HttpResponse = view.dispatch(view.request, *view.args, **view.kwargs)
            return again

    @contextmanager
    def numbered(self) -> Iterator[None]:
        """Store the page with its number, or neither."""
        raise NotImplementedError


class AddPaper(AskedAnew, CreateView):  # type: ignore[misc]
    """The form of a new paper: page, number and draft are stored together."""

    @contextmanager
    def numbered(self) -> Iterator[None]:
        with transaction.atomic():
            yield


class EditPaper(AskedAnew, EditView):  # type: ignore[misc]
    """The form of a paper that is there: its number is taken before anything else is stored.

    Publishing tells others and is long: no transaction lies around it.
    """

    @contextmanager
    def numbered(self) -> Iterator[None]:
        register.reserve(self.page)
        yield


class OfMinutes(PageViewSet):  # type: ignore[misc]
    model = MinutesPage
    add_view_class, edit_view_class = AddPaper, EditPaper


class OfLetters(OfMinutes):
    model = LetterPage


def view_sets() -> list[PageViewSet]:
    return [OfMinutes(), OfLetters()]
