"""The official form of a charter, as help beside each field: which column it fills, its heading, an example.

The headings are those of the Cabinet Division's guideline of 2017 and so stay in Bangla on every screen.
"""

from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bangla import digits


class Column(NamedTuple):
    number: int
    heading: str
    example: str


COLUMNS = {
    "number": Column(1, "ক্রমিক", "১"),
    "name": Column(2, "সেবার নাম", "বন্দির সাথে সাক্ষাৎ"),
    "method": Column(3, "সেবা প্রদান পদ্ধতি", "আবেদন ও পরিচয় যাচাইয়ের পর নির্ধারিত কক্ষে সাক্ষাৎ"),
    "papers": Column(4, "প্রয়োজনীয় কাগজপত্র এবং প্রাপ্তিস্থান", "আবেদন ফরম (অভ্যর্থনায় পাওয়া যায়) ও জাতীয় পরিচয়পত্র"),
    "fee": Column(5, "সেবার মূল্য এবং পরিশোধ পদ্ধতি", "বিনামূল্যে; বা ২০ টাকা, কোর্ট ফি স্ট্যাম্পে"),
    "time": Column(6, "সেবা প্রদানের সময়সীমা", "তাৎক্ষণিক; ৩ ঘণ্টা; ৭ কার্যদিবস"),
    "responsible": Column(7, "দায়িত্বপ্রাপ্ত কর্মকর্তা (নাম, পদবি, ফোন, ই-মেইল)", "ডেপুটি জেলার"),
    "superior": Column(8, "ঊর্ধ্বতন কর্মকর্তা (নাম, পদবি, ফোন, ই-মেইল)", "জেলার"),
}
EXAMPLE = gettext_lazy("Example:")


def help_of(name: str, more: Any = "") -> Any:
    """Return the help of a column's field, made when it is shown: a small picture of the form, its heading, an example."""
    return _Help(name, more)


class _Help:
    """Help in the language of the reader; Wagtail writes it as HTML."""

    def __init__(self, name: str, more: Any) -> None:
        self.name, self.more = name, more

    def __html__(self) -> str:
        column = COLUMNS[self.name]
        return format_html(
            '<span class="official">{}<span class="official__column" lang="bn">{}. {}</span></span>'
            '<span class="official__example">{} <span lang="bn">{}</span></span>{}',
            picture(column.number),
            digits.to_bangla(str(column.number)),
            column.heading,
            EXAMPLE,
            column.example,
            format_html('<span class="official__more">{}</span>', self.more) if self.more else "",
        )

    def __str__(self) -> str:
        return SafeString(self.__html__())

    def __bool__(self) -> bool:
        return True


def picture(number: int) -> SafeString:
    """Return the form drawn small, eight columns wide, one of them filled."""
    cells = format_html_join(
        "",
        '<span class="official__cell{}"></span>',
        ((" official__cell--this" if place == number else "",) for place in range(1, 9)),
    )
    return format_html('<span class="official__form" aria-hidden="true">{}</span>', cells)


class _WholeForm:
    """The form as the guideline prints it, with one line filled in."""

    def __html__(self) -> str:
        heads = format_html_join(
            "", "<th scope='col'>{}</th>", ((each.heading,) for each in COLUMNS.values())
        )
        numbers = format_html_join(
            "", "<td>{}</td>", ((digits.to_bangla(f"({each.number})"),) for each in COLUMNS.values())
        )
        example = format_html_join("", "<td>{}</td>", ((each.example,) for each in COLUMNS.values()))
        return format_html(
            "<details class='official-sheet'><summary>{}</summary><div class='official-sheet__scroll' tabindex='0'>"
            "<table lang='bn'><thead><tr>{}</tr><tr>{}</tr></thead><tbody><tr>{}</tr></tbody></table></div>"
            "<p>{}</p></details>",
            _("The official form, and which field fills which column"),
            heads,
            numbers,
            example,
            _(
                "Offices in the field add the eighth column: it appears as soon as a superior officer is named."
            ),
        )

    def __str__(self) -> str:
        return SafeString(self.__html__())


WHOLE_FORM: Any = _WholeForm()
