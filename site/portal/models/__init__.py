"""The portal's pages. Each fixes its place in the tree."""

from portal.models.home import HomePage, HomeTask
from portal.models.initiatives import Initiative, InitiativeRegisterPage
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
    "HomePage",
    "HomeTask",
    "Initiative",
    "InitiativeRegisterPage",
    "NewsIndexPage",
    "NewsPage",
    "NewsPartner",
    "OfficeIndexPage",
    "OfficePage",
    "ProgrammeActivity",
    "ProgrammeArea",
    "ProgrammePage",
    "ProgrammeResult",
    "PublicationIndexPage",
    "StandardPage",
    "TargetGroup",
    "TransparencyPage",
    "VisitingHours",
]
