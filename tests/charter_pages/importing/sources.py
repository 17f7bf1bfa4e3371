"""Charters as offices have them: invented content in the official tables, in every shape that was met.

Five, seven and eight columns, in any order; headings in two rows; merged cells; a table within a table; Word files in
Bijoy; workbooks with merged headings.
"""

import io
import unicodedata
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.bangla import bijoy_writer

SEVEN = [
    "ক্রমিক",
    "সেবার নাম",
    "সেবা প্রদান পদ্ধতি",
    "প্রয়োজনীয় কাগজপত্র এবং প্রাপ্তিস্থান",
    "সেবার মূল্য এবং পরিশোধ পদ্ধতি",
    "সেবা প্রদানের সময়সীমা",
    "দায়িত্বপ্রাপ্ত কর্মকর্তা (নাম, পদবি, ফোন নম্বর ও ই-মেইল)",
]
VISIT = ["১", "বন্দির সাথে সাক্ষাৎ", "আবেদনের প্রেক্ষিতে", "জাতীয় পরিচয়পত্র", "বিনামূল্যে", "৩ ঘণ্টার মধ্যে", "ডেপুটি জেলার"]
REMAND = ["(ক)", "হাজতি বন্দি: ১৫ দিনে একবার", "সাক্ষাৎকক্ষে", "আবেদন ফরম", "বিনামূল্যে", "৩ ঘণ্টা", "ডেপুটি জেলার"]
CONVICT = ["(খ)", "কয়েদি বন্দি: মাসে একবার", "সাক্ষাৎকক্ষে", "আবেদন ফরম", "বিনামূল্যে", "৩ ঘণ্টা", "জেলার"]
CERTIFICATE = [
    "২",
    "কারাবাসের প্রত্যয়ন",
    "লিখিত আবেদনে",
    "আবেদন ও পরিচয়পত্র",
    "২০/- টাকা, ট্রেজারি চালানে",
    "৭ (সাত) কার্যদিবস",
    "জেল সুপার, ফোন ০১৭০০-০০০০০০",
]
ROWS = [VISIT, REMAND, CONVICT, CERTIFICATE]
LEAVE = ["১", "নৈমিত্তিক ছুটি", "নির্ধারিত ফরমে", "ছুটির আবেদন", "প্রযোজ্য নয়", "তাৎক্ষণিক", "জেল সুপার"]
GRIEVANCE_HEAD = ["ক্রমিক", "কখন যোগাযোগ করবেন", "কার সঙ্গে যোগাযোগ করবেন", "যোগাযোগের ঠিকানা", "নিষ্পত্তির সময়সীমা"]
GRIEVANCES = [
    ["১", "দায়িত্বপ্রাপ্ত কর্মকর্তা সমাধান দিতে না পারলে", "জেল সুপার", "নাটোর জেলা কারাগার", "৩০ কার্যদিবস"],
    ["২", "অনিক সমাধান দিতে না পারলে", "আপিল কর্মকর্তা, স্বরাষ্ট্র মন্ত্রণালয়", "বাংলাদেশ সচিবালয়", "২০ কার্যদিবস"],
]
EXPECTATIONS = ["১. স্বয়ংসম্পূর্ণ আবেদন জমা প্রদান।", "২. সাক্ষাতের নির্ধারিত সময়ের পূর্বেই উপস্থিত থাকা।"]
VISION, MISSION = "রাখিব নিরাপদ, দেখাব আলোর পথ", "বন্দিদের নিরাপদ আটক নিশ্চিত করা।"
EIGHT = [*SEVEN, "ঊর্ধ্বতন কর্মকর্তার পদবি"]
FIVE = ["সেবার নাম", "সময়সীমা", "সেবামূল্য", "প্রয়োজনীয় কাগজপত্র", "দায়িত্বপ্রাপ্ত কর্মকর্তা"]


def table(rows: list[list[str]], cell: str = "td") -> str:
    return (
        "<table>"
        + "".join("<tr>" + "".join(f"<{cell}>{text}</{cell}>" for text in row) + "</tr>" for row in rows)
        + "</table>"
    )


def page(*parts: str) -> str:
    return f"<html><head><title>সিটিজেন চার্টার</title></head><body>{''.join(parts)}</body></html>"


def five(row: list[str]) -> list[str]:
    """Return a row of seven in the order of the form of five columns."""
    return [row[1], row[5], row[4], row[3], row[6]]


def whole_page() -> str:
    """A charter with every part, in seven columns, with the row of numbers below its headings."""
    numbers = ["(১)", "(২)", "(৩)", "(৪)", "(৫)", "(৬)", "(৭)"]
    return page(
        "<h1>সেবা প্রদান প্রতিশ্রুতি</h1><h3>১. ভিশন ও মিশন</h3>",
        f"<p><b>ভিশন:</b> {VISION}</p><p><b>মিশন:</b> {MISSION}</p>",
        "<h3>২.১) নাগরিক সেবা</h3>", table([SEVEN, numbers, *ROWS]),
        "<h3>২.৩) অভ্যন্তরীণ সেবা</h3>", table([SEVEN, numbers, LEAVE]),
        "<h3>৩. আপনার কাছে আমাদের প্রত্যাশা</h3>", "".join(f"<p>{text}</p>" for text in EXPECTATIONS),
        "<h3>৪. অভিযোগ প্রতিকার ব্যবস্থাপনা (GRS)</h3>", table([GRIEVANCE_HEAD, *GRIEVANCES]),
        "<p>সর্বশেষ হালনাগাদ: ১৫ নভেম্বর ২০২৬</p>",
    )  # fmt: skip


def in_two_rows() -> str:
    """Headings in two rows, papers and place and fee and payment apart, the superior's column, a merged fee."""
    return page(
        "<table><tr><th rowspan=2>ক্রঃ নং</th><th rowspan=2>সেবাসমূহ</th><th colspan=2>প্রয়োজনীয় কাগজপত্র</th>"
        "<th colspan=2>সেবামূল্য</th><th rowspan=2>সময়সীমা</th><th colspan=2>দায়িত্বপ্রাপ্ত কর্মকর্তা</th>"
        "<th rowspan=2>ঊর্ধ্বতন কর্মকর্তা</th></tr>"
        "<tr><th>কাগজপত্র</th><th>প্রাপ্তিস্থান</th><th>মূল্য</th><th>পরিশোধ পদ্ধতি</th><th>পদবি</th><th>ফোন</th></tr>"
        "<tr><td>১</td><td>সাক্ষাৎ</td><td>পরিচয়পত্র</td><td>অভ্যর্থনা কক্ষ</td><td rowspan=2>বিনামূল্যে</td>"
        "<td rowspan=2>নগদ</td><td>২ ঘণ্টা</td><td>জেলার</td><td>০১৭১১-১১১১১১</td><td>জেল সুপার</td></tr>"
        "<tr><td>২</td><td>ওকালতনামা স্বাক্ষর</td><td>ওকালতনামা</td><td>প্রধান ফটক</td><td>তাৎক্ষণিক</td>"
        "<td>ডেপুটি জেলার</td><td></td><td>জেলার</td></tr></table>"
    )


def laid_out() -> str:
    """A page of the kind whose every part stands in the cell of a table."""
    return page(
        "<table><tr><td>মেনু</td><td><p>২.১ নাগরিক সেবা</p>",
        table([SEVEN, *ROWS]),
        "</td></tr><tr><td colspan=2>পাদটীকা</td></tr></table>",
    )


def word_file(rows: list[list[str]], *, in_bijoy: bool = True, parted: bool = False) -> bytes:
    """A Word file; in Bijoy its runs name SutonnyMJ, and `parted` parts them within words as Word does."""
    word = docx.Document()
    _say(word.add_paragraph(), "২.১) নাগরিক সেবা", in_bijoy, parted)
    grid = word.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            _say(cell.paragraphs[0], text, in_bijoy, parted)
    last = word.add_paragraph()
    _say(last, "যোগাযোগ: ", in_bijoy, parted)
    last.add_run("jailer.natore@prison.gov.bd")
    return saved(word)


def _say(paragraph: Any, text: str, in_bijoy: bool, parted: bool) -> None:
    typed = bijoy_writer.write(text) if in_bijoy else text
    pieces = [typed[place : place + 3] for place in range(0, len(typed), 3)] if parted else [typed]
    for piece in pieces:
        run = paragraph.add_run(piece)
        if in_bijoy:
            fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
            for name in ("w:ascii", "w:hAnsi"):
                fonts.set(qn(name), "SutonnyMJ")


def word_with_merged_cells() -> bytes:
    """A Word file whose serial is merged over a service's parts, with a text box and words to be deleted."""
    word = docx.Document()
    grid = word.add_table(rows=4, cols=7)
    for place, row in enumerate([SEVEN, VISIT, REMAND, CERTIFICATE]):
        for cell, text in zip(grid.rows[place].cells, row, strict=True):
            cell.text = text
    grid.cell(2, 0).text = ""
    grid.cell(1, 0).merge(grid.cell(2, 0))
    paragraph = word.add_paragraph("চার্টার ")
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = "মুছে-ফেলা"
    run.append(gone)
    deleted.append(run)
    paragraph._element.append(deleted)
    inserted = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "যোগ-করা"
    run.append(text)
    inserted.append(run)
    paragraph._element.append(inserted)
    return saved(word)


def saved(word: Any) -> bytes:
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def workbook(*, font: str = "") -> bytes:
    """A workbook: a title over its width, headings merged over two columns, two tables one below the other."""
    book = openpyxl.Workbook()
    sheet = book.active
    head = [SEVEN[0], SEVEN[1], SEVEN[2], "প্রয়োজনীয় কাগজপত্র", "", SEVEN[4], SEVEN[5], SEVEN[6]]
    rows = [["নাটোর জেলা কারাগার: সিটিজেন চার্টার"], ["২.১ নাগরিক সেবা"], head]
    rows += [[*row[:4], "অভ্যর্থনা", *row[4:]] for row in ROWS]
    rows += [[], ["২.২ প্রাতিষ্ঠানিক সেবা"], head, [*LEAVE[:4], "দপ্তর", *LEAVE[4:]]]
    for row in rows:
        sheet.append([bijoy_writer.write(text) if font else text for text in row])
    sheet.merge_cells("A1:H1")
    sheet.merge_cells("A2:H2")
    sheet.merge_cells("D3:E3")
    sheet.merge_cells("D10:E10")
    if font:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value:
                    cell.font = openpyxl.styles.Font(name=font)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def tabbed(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
