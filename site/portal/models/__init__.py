"""The portal's pages. Each fixes its place in the tree."""

from portal.models.approval import DivisionApproval, HeadquartersApproval, OfficeTaskState
from portal.models.feedback import PageFeedback
from portal.models.finding import BestBet, PublishedFile
from portal.models.home import HomePage, HomeTask
from portal.models.initiatives import Initiative, InitiativeRegisterPage
from portal.models.measures import Measure, Progress, TargetOf
from portal.models.news import NewsIndexPage, NewsPage, NewsPartner
from portal.models.offices import OfficeIndexPage, OfficePage, VisitingHours
from portal.models.programmes import (
    ProgrammeActivity,
    ProgrammeArea,
    ProgrammePage,
    ProgrammeResult,
    TargetGroup,
)
from portal.models.publications import PublicationIndexPage
from portal.models.standard import StandardPage
from portal.models.transparency import TransparencyPage

__all__ = [
    "BestBet",
    "DivisionApproval",
    "HeadquartersApproval",
    "HomePage",
    "HomeTask",
    "Initiative",
    "InitiativeRegisterPage",
    "Measure",
    "NewsIndexPage",
    "NewsPage",
    "NewsPartner",
    "OfficeIndexPage",
    "OfficePage",
    "OfficeTaskState",
    "PageFeedback",
    "ProgrammeActivity",
    "ProgrammeArea",
    "ProgrammePage",
    "ProgrammeResult",
    "Progress",
    "PublicationIndexPage",
    "PublishedFile",
    "StandardPage",
    "TargetGroup",
    "TargetOf",
    "TransparencyPage",
    "VisitingHours",
]
