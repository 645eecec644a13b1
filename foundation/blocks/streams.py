"""The body of a page: all the blocks that may stand in it, under names that never change."""

from __future__ import annotations

from wagtail import blocks

from foundation.blocks.figures import SourcedFigure
from foundation.blocks.files import AttachedDocument, CaptionedPicture
from foundation.blocks.notices import CallOut
from foundation.blocks.quotations import Quotation
from foundation.blocks.recordings import Recording
from foundation.blocks.texts import Heading, List, Paragraph


class BodyStream(blocks.StreamBlock):
    """The body of any page. Children stand directly beside each other: the page's `.text` column spaces them."""

    heading = Heading()
    paragraph = Paragraph()
    list = List()
    quotation = Quotation()
    figure = SourcedFigure()
    picture = CaptionedPicture()
    document = AttachedDocument()
    callout = CallOut()
    media = Recording()

    class Meta:
        template = "foundation/blocks/body_stream.html"


def body_blocks() -> list[tuple[str, blocks.Block]]:
    """The same blocks under their stored names, for a stream that adds some of its own."""
    return [(name, block) for name, block in BodyStream().child_blocks.items()]
