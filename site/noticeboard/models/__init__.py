"""What offices put on their boards: notices, tenders, events, galleries and documents. Each fixes its place in the tree."""

from noticeboard.models.boards import DocumentIndexPage, NoticeboardPage
from noticeboard.models.documents import DocumentFile, DocumentPage
from noticeboard.models.events import EventItem, EventPage
from noticeboard.models.galleries import GalleryPage, GalleryPicture
from noticeboard.models.notices import NoticeAttachment, NoticePage
from noticeboard.models.posted import Posted
from noticeboard.models.tenders import TenderDocument, TenderNote, TenderPage, TenderTerms

__all__ = [
    "DocumentFile",
    "DocumentIndexPage",
    "DocumentPage",
    "EventItem",
    "EventPage",
    "GalleryPage",
    "GalleryPicture",
    "NoticeAttachment",
    "NoticePage",
    "NoticeboardPage",
    "Posted",
    "TenderDocument",
    "TenderNote",
    "TenderPage",
    "TenderTerms",
]
