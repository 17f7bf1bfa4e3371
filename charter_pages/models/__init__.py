"""What the Department promises and reports: charters, minutes, best practices, and the posts that answer
for them.
"""

from charter_pages.models.charters import CharterPage, Expectation, GrievanceLevel, Service
from charter_pages.models.minute_rows import (
    AgendaItem,
    Attachment,
    Attendance,
    Decision,
    DistributionLine,
    Reference,
)
from charter_pages.models.minutes import MinutesPage
from charter_pages.models.officers import Post, PostHolder
from charter_pages.models.practices import PracticeFigure, PracticePicture, PracticeReportPage

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "CharterPage",
    "Decision",
    "DistributionLine",
    "Expectation",
    "GrievanceLevel",
    "MinutesPage",
    "Post",
    "PostHolder",
    "PracticeFigure",
    "PracticePicture",
    "PracticeReportPage",
    "Reference",
    "Service",
]
