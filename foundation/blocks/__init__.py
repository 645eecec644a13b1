"""What a body can be made of. One family a file; these are the public names."""

from foundation.blocks.figures import SourcedFigure
from foundation.blocks.files import AttachedDocument, CaptionedPicture
from foundation.blocks.notices import CallOut
from foundation.blocks.quotations import Quotation, VoiceChooser, VoiceChooserBlock
from foundation.blocks.recordings import HTTPS_ONLY, Recording
from foundation.blocks.streams import BodyStream, body_blocks
from foundation.blocks.texts import Heading, List, Paragraph

__all__ = [
    "HTTPS_ONLY",
    "AttachedDocument",
    "BodyStream",
    "CallOut",
    "CaptionedPicture",
    "Heading",
    "List",
    "Paragraph",
    "Quotation",
    "Recording",
    "SourcedFigure",
    "VoiceChooser",
    "VoiceChooserBlock",
    "body_blocks",
]
