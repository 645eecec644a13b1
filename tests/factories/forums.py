"""Editions, their sessions, and who took part."""

from datetime import date, time
from typing import Any

import factory
from wagtail.models import Collection
from wagtail_factories import DocumentFactory as WagtailDocumentFactory

from forums.models.attachments import Attachment
from forums.models.edition import Claim, ForumPage
from forums.models.index import ForumIndexPage
from forums.models.outcomes import ReportPage, StatementPage
from forums.models.participation import Participation
from forums.models.press import KeyMessage, PressItem
from forums.models.session import SessionPage
from foundation.models.media import Document
from tests.factories.foundation import BasePageFactory, ground


class ForumIndexPageFactory(BasePageFactory):
    """`/forums/`."""

    title = "Forums"
    slug = "forums"
    parent = factory.LazyFunction(ground)

    class Meta:
        model = ForumIndexPage


class ForumPageFactory(BasePageFactory):
    """An edition of four days in October 2019; `parent` is the index, made where it is missing."""

    title = factory.Sequence(lambda n: f"Edition {n}")
    number = 12
    starts_on = date(2019, 10, 12)
    ends_on = date(2019, 10, 15)
    time_zone = "America/New_York"
    place = "The Carter Center, Atlanta"
    country = "US"
    host = "The Carter Center"
    parent = factory.LazyFunction(lambda: ForumIndexPage.objects.first() or ForumIndexPageFactory())

    class Meta:
        model = ForumPage


class SessionPageFactory(BasePageFactory):
    """An open panel on the second day; `parent` is an edition, a new one by default."""

    title = factory.Sequence(lambda n: f"Session {n}")
    standfirst = "What was said, in a sentence."
    held_on = date(2019, 10, 13)
    starts_at = time(9, 30)
    ends_at = time(11, 0)
    languages = factory.LazyFunction(lambda: ["en"])
    parent = factory.LazyFunction(ForumPageFactory)

    class Meta:
        model = SessionPage


def point(text: str = "Answer in writing.", **facts: Any) -> tuple[str, dict[str, Any]]:
    """`StatementPageFactory(points=[point("Pay.", addressees=["donors"])])`: a point as editors write it."""
    nothing = {"explanation": "", "addressees": [], "named": [], "goals": "", "themes": []}
    return "point", {"text": text, **nothing, **facts}


class StatementPageFactory(BasePageFactory):
    """A statement with one point; `parent` is an edition, a new one by default."""

    title = factory.Sequence(lambda n: f"Statement {n}")
    issued_on = date(2019, 11, 18)
    points = factory.LazyFunction(lambda: [point()])
    parent = factory.LazyFunction(ForumPageFactory)

    class Meta:
        model = StatementPage


class ReportPageFactory(StatementPageFactory):
    """A report with one strategy."""

    title = factory.Sequence(lambda n: f"Report {n}")

    class Meta:
        model = ReportPage


class ParticipationFactory(factory.django.DjangoModelFactory):
    """`ParticipationFactory(session=page)`: a speaker whose name shows."""

    printed_name = factory.Sequence(lambda n: f"Speaker {n}")
    public_source = "Programme of the forum"
    session_key = factory.SelfAttribute("session.translation_key")

    class Meta:
        model = Participation
        exclude = ("session",)

    class Params:
        session = None


class PressItemFactory(factory.django.DjangoModelFactory):
    """`PressItemFactory(edition=page, themes=[theme])`: an article of the week after."""

    outlet = "The Example Herald"
    title = factory.Sequence(lambda n: f"Article {n}")
    language = "en"
    published_on = date(2019, 10, 20)
    url = factory.Sequence(lambda n: f"https://herald.example/{n}")
    edition_key = factory.SelfAttribute("edition.translation_key")

    class Meta:
        model = PressItem
        exclude = ("edition",)
        skip_postgeneration_save = True

    class Params:
        edition = None

    @factory.post_generation
    def themes(self, create: bool, terms: list[Any] | None, **kwargs: Any) -> None:
        if terms:
            self.themes.set(terms)  # type: ignore[attr-defined]


class KeyMessageFactory(factory.django.DjangoModelFactory):
    """`KeyMessageFactory(session=page)`: a sentence whose speaker is withheld; `speaker=part` names her."""

    words = factory.Sequence(lambda n: f"Sentence {n}.")
    language = "en"
    source = "Notes of the rapporteur"
    session_key = factory.SelfAttribute("session.translation_key")
    is_withheld = factory.LazyAttribute(lambda message: message.speaker is None)
    speaker = None

    class Meta:
        model = KeyMessage
        exclude = ("session",)
        skip_postgeneration_save = True

    class Params:
        session = None

    @factory.post_generation
    def themes(self, create: bool, terms: list[Any] | None, **kwargs: Any) -> None:
        if terms:
            self.themes.set(terms)  # type: ignore[attr-defined]


class ClaimFactory(factory.django.DjangoModelFactory):
    """`ClaimFactory(page=edition)`: a number of participants."""

    measure = "participants"
    value = "more than 60"
    held = "held"
    source = "Report of the forum"

    class Meta:
        model = Claim


class DocumentFactory(WagtailDocumentFactory):
    """A file of ours."""

    title = factory.Sequence(lambda n: f"Document {n}")
    file = factory.django.FileField(filename="paper.txt", data=b"Words.")
    collection = factory.LazyFunction(Collection.get_first_root_node)

    class Meta:
        model = Document


class AttachmentFactory(factory.django.DjangoModelFactory):
    """`AttachmentFactory(page=session)`: a document of a page."""

    document = factory.SubFactory(DocumentFactory)

    class Meta:
        model = Attachment
