"""Tables and pages of the forums; import the owning module, this file only lets Django find them."""

from forums.models.attachments import Attachment
from forums.models.edition import Claim, ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import Recommendation, ReportedSession, ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.provenance import Provenance
from forums.models.session import SessionPage

__all__ = [
    "Attachment",
    "Claim",
    "ForumIndexPage",
    "ForumPage",
    "KeyMessage",
    "Participation",
    "PressItem",
    "Provenance",
    "Recommendation",
    "ReportPage",
    "ReportedSession",
    "SessionPage",
    "StatementPage",
]
