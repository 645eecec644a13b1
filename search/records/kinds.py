"""What each kind of page says of itself in the index. A kind that is not registered here is not indexed.

Of a closed session exist day, title, themes and summary, for every rank: the page itself gives nothing else of one
(`plain_text`, `spoken`), and nobody asks who took part.
"""

from __future__ import annotations

from datetime import date
from functools import singledispatch

from forums.enums import DatePrecision
from forums.models.edition import ForumPage
from forums.models.outcomes import OutcomePage, ReportPage, StatementPage
from forums.models.session import SessionPage
from forums.rules import lines_of
from foundation.models.base import BasePage
from foundation.models.pages import PlainPage
from search.questions import clean
from search.records.shapes import Record, Text
from search.records.works import Work, known
from themes.models.vocabulary import Theme


@singledispatch
def record_for(page: BasePage, work: Work) -> Record | None:
    """The record of a work, by the kind of its first page; None for kinds that are not indexed."""
    return None


@record_for.register
def _plain(page: PlainPage, work: Work) -> Record:
    return Record(key=work.key, kind=page.kind, texts=texts_of(work), edition=edition_value(work))


@record_for.register
def _edition_record(page: ForumPage, work: Work) -> Record:
    return Record(
        key=work.key,
        kind=page.kind,
        texts=texts_of(work),
        value=edition_value(work),
        keywords=keywords(work.terms),
        edition=edition_value(work),
        themes=theme_values(work.terms),
        countries=countries(page.country),
        date=number_of(page.starts_on),
    )


@record_for.register
def _session(page: SessionPage, work: Work) -> Record:
    above = work.edition.country if work.edition and not page.is_closed else ""
    return Record(
        key=work.key,
        kind=page.kind,
        texts=texts_of(work),
        keywords=keywords(work.terms),
        edition=edition_value(work),
        themes=theme_values(work.terms),
        languages=page.spoken,
        countries=countries(above, *(face.country for face in work.people)),
        speakers=tuple(dict.fromkeys(name for face in work.people if (name := clean(face.who.name)))),
        roles=tuple(dict.fromkeys(face.role for face in work.people)),
        date=number_of(page.held_on, page.date_precision),
    )


@record_for.register(StatementPage)
@record_for.register(ReportPage)
def _outcome(page: OutcomePage, work: Work) -> Record:
    return Record(
        key=work.key,
        kind=page.kind,
        texts=texts_of(work),
        keywords=keywords(work.terms),
        edition=edition_value(work),
        themes=theme_values(work.terms),
        date=number_of(page.issued_on),
    )


def texts_of(work: Work) -> tuple[Text, ...]:
    """The work's words in each language that the rank may read."""
    return tuple(
        Text(known(page.words_language), page.title, page.standfirst, body_of(page), page.url or "")
        for page in work.pages
    )


@singledispatch
def body_of(page: BasePage) -> str:
    """The words of a page below its standfirst."""
    return page.plain_text()


@body_of.register
def _edition_body(page: ForumPage) -> str:
    headings = page.headings.stream_block.get_searchable_content(page.headings) if page.headings else []
    lines = [*lines_of(page.alternative_titles), page.place, page.host, *lines_of(page.co_hosts), *headings]
    return "\n".join(line for line in [page.plain_text(), *lines] if line)


def edition_value(work: Work) -> str:
    """The value that leads to the edition of a work; "" outside all editions."""
    return work.edition.value if work.edition else ""


def countries(*codes: str) -> tuple[str, ...]:
    """ISO 3166-1 codes in capitals, each once."""
    return tuple(dict.fromkeys(code.upper() for code in codes if code))


def theme_values(terms: tuple[Theme, ...]) -> tuple[str, ...]:
    """Slugs of the approved terms and of the themes above them: who filters by a theme finds its topics too."""
    shown = [term for term in terms if term.is_approved]
    above = [term.parent for term in shown if term.parent is not None and term.parent.is_approved]
    return tuple(dict.fromkeys(term.slug for term in [*shown, *above]))


def keywords(terms: tuple[Theme, ...]) -> tuple[str, ...]:
    """Every word for the terms of a work, in every language; none for a term that waits: nobody sees it."""
    return tuple(dict.fromkeys(word for term in terms if term.is_approved for word in term.names()))


def number_of(on: date | None, precision: str = DatePrecision.DAY) -> int | None:
    """A date as yyyymmdd, with 00 for what is not known of it."""
    if on is None:
        return None
    month = on.month if precision != DatePrecision.YEAR else 0
    day = on.day if precision == DatePrecision.DAY else 0
    return on.year * 10_000 + month * 100 + day
