"""The pieces of prose: only what is read as text is a stream; facts are columns."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

PROSE = ["bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt_text = blocks.CharBlock(label=_("Description for those who cannot see it"), max_length=250)
    caption = blocks.CharBlock(label=_("Caption"), max_length=250, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "portal/blocks/picture.html"


class NoticeBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Heading"), max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        icon = "warning"
        label = _("Notice")
        template = "portal/blocks/notice.html"


class ProseBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=200, template="portal/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(label=_("Text"), features=PROSE, template="portal/blocks/paragraph.html")
    picture = PictureBlock()
    notice = NoticeBlock()
    quotation = blocks.BlockQuoteBlock(label=_("Quotation"))
    table = TypedTableBlock(
        [("text", blocks.RichTextBlock(label=_("Text"), features=PROSE))],
        label=_("Table"),
        icon="table",
        template="portal/blocks/table.html",
    )
    document = DocumentChooserBlock(label=_("Document"), template="portal/blocks/document.html")

    class Meta:
        required = False
