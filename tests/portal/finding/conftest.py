"""The department, with a product, to be searched."""

from typing import Any

from portal import rights, tree
from portal.models import NewsIndexPage, NewsPage
from publishing.models import PortalDocument
from tests import publishing_samples
from tests.search.conftest import listed


class House:
    """The portal with a page of each kind, two products, and a news item with words of its own."""

    def __init__(self, department: publishing_samples.Site) -> None:
        self.site = department
        rights.set_up()
        self.quilt = listed("হাতে সেলাই নকশী কাঁথা", "Hand-stitched quilt")
        self.stool = listed("কাঠের টুল", "Wooden stool")
        self.news = tree.add(
            NewsIndexPage.objects.get(language="bn"),
            NewsPage(
                title="গ্রন্থাগার উদ্বোধন",
                slug="library",
                lead="বন্দিদের জন্য গ্রন্থাগার চালু হয়েছে।",
                body=[("paragraph", "<p>দুই হাজার বই রাখা হয়েছে; আবেদন করলে পড়তে পারেন।</p>")],
            ),
        )


def document(title: str, name: str, content: bytes, **more: Any) -> PortalDocument:
    from django.core.files.base import ContentFile

    return PortalDocument.objects.create(title=title, file=ContentFile(content, name=name), **more)


def show(document: PortalDocument, page: NewsPage) -> None:
    """Publish a page anew with a document in its text."""
    page.body = [*((block.block_type, block.value) for block in page.body), ("document", document)]
    page.change_note = "নথি যোগ করা হয়েছে"
    page.save_revision().publish()
