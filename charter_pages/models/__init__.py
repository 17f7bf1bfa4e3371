"""What the Department promises and reports: charters, minutes, best practices, the posts that answer for them,
and what each office owes.
"""

from charter_pages.models.charter_rows import (
    Expectation,
    GrievanceLevel,
    MasterExpectation,
    MasterGrievanceLevel,
    MasterService,
    Service,
    ServiceRow,
)
from charter_pages.models.charters import CharterPage, MasterCharterPage
from charter_pages.models.duties import Duty, DutyEvent, DutyKind, DutyRule, Evidence, QuarterBundle
from charter_pages.models.imports import PaperImport
from charter_pages.models.letters import LetterAttachment, LetterPage, LetterRecipient, LetterReference
from charter_pages.models.memos import MemoCitation, MemoNumber, MemoPrefix
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
from charter_pages.models.versions import CharterVersion, MasterChange, MasterChangeLine

__all__ = [
    "AgendaItem",
    "Attachment",
    "Attendance",
    "CharterPage",
    "CharterVersion",
    "Decision",
    "DistributionLine",
    "Duty",
    "DutyEvent",
    "DutyKind",
    "DutyRule",
    "Evidence",
    "Expectation",
    "GrievanceLevel",
    "LetterAttachment",
    "LetterPage",
    "LetterRecipient",
    "LetterReference",
    "MasterChange",
    "MasterChangeLine",
    "MasterCharterPage",
    "MasterExpectation",
    "MasterGrievanceLevel",
    "MasterService",
    "MemoCitation",
    "MemoNumber",
    "MemoPrefix",
    "MinutesPage",
    "PaperImport",
    "Post",
    "PostHolder",
    "PracticeFigure",
    "PracticePicture",
    "PracticeReportPage",
    "QuarterBundle",
    "Reference",
    "Service",
    "ServiceRow",
]
