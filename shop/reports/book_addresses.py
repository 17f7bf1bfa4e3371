"""Where the book's pages stand below /admin/, and what of them its menu offers."""

from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem

from shop.reports import book_views_accounts, book_views_days, book_views_entries, book_views_lines
from shop.reports.screens import ForRolesAtHeadquarters


def paths() -> list[URLPattern]:
    """Return the addresses. Accounts bear their row's id: a maker's random id is in no address."""
    accounts, entries, lines, days = (
        book_views_accounts,
        book_views_entries,
        book_views_lines,
        book_views_days,
    )
    return [
        path("book/accounts/", accounts.AccountList.as_view(), name="book_accounts"),
        path("book/accounts/<int:account_id>/", accounts.ShowAccount.as_view(), name="book_account"),
        path("book/entries/", entries.EntryList.as_view(), name="book_entries"),
        path("book/entries/<int:entry_id>/", entries.ShowEntry.as_view(), name="book_entry"),
        path("book/lines/", lines.LineList.as_view(), name="book_lines"),
        path("book/lines/<int:line_id>/", lines.ShowLine.as_view(), name="book_line"),
        path("book/days/", days.DayList.as_view(), name="book_days"),
        path("book/days/<int:day_id>/", days.ShowDay.as_view(), name="book_day"),
        path("book/readings/", days.ReadingList.as_view(), name="book_readings"),
    ]


def menu_items() -> list[MenuItem]:
    screens = (
        ("book_accounts", book_views_accounts.AccountList),
        ("book_entries", book_views_entries.EntryList),
        ("book_lines", book_views_lines.LineList),
        ("book_days", book_views_days.DayList),
        ("book_readings", book_views_days.ReadingList),
    )
    return [
        ForRolesAtHeadquarters.to(screen, address, order=50 + place)
        for place, (address, screen) in enumerate(screens)
    ]
