"""A session whose words name somebody who is withheld waits as a draft, however the name is written."""

from typing import Any

import pytest

from forums.actions.imported_sessions import names_withheld
from forums.actions.imports import import_batch, judge
from forums.actions.verdicts import Wish
from forums.formats.cells import Speaker
from forums.formats.names import folded
from forums.formats.rows import SessionRow
from forums.models.participation import Participation
from forums.models.provenance import Provenance
from forums.models.session import SessionPage
from tests.factories.archives import session_row
from tests.factories.forums import ForumIndexPageFactory

PROGRAMME = "Printed programme"


def row(name: str = "Quux, Zaynabx", number: int = 1, **values: Any) -> SessionRow:
    told = {"text": "Nothing to see.", "speakers": (Speaker(name),) if name else ()}
    return session_row(number, **{**told, **values})


def is_named(name: str, **values: Any) -> bool:
    return names_withheld(row(name, **values), {name: ""})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Quux, Zaynabx", "Zaynabx Quux said this."),
        ("Zaynabx Quux", "QUUX, Zaynabx: this."),
        ("Zaynabx Quux", "Ms. Quux said this."),
        ("Zaynabx Quux", "quux's talk"),
        ("Zaynabx Quux", "Here Zaynabx tells more."),
        ("Zaynabx Quux", "Z\u200ba\u202eynabx Qu\u00adux"),
        ("Zaynabx Quux", "<p>Zayn<b>abx</b> Q&#117;ux</p>"),
        ("José Núñez-Ibáñez", "Jose Nunez Ibanez"),
        ("Jose Nunez", "JOSE\u0301 NU\u0301N\u0303EZ"),
        ("Al-Masri, Huda", "Huda Al Masri"),
        ("Håkon Bjørk", "Hakon Bjork"),
        ("Jan Straße", "Jan STRASSE"),
        ("Ann Lee", "Lee Ann said"),
        ("Maria Garcia Lopez", "Maria Lopez said"),
        ("Zaynabx Quux", "write to @zaynabxquux"),
        ("Zaynabx Quux", "see https://example.org/people/zaynabxquux.html"),
        ("Zaynabx Quux", '<p><a href="https://example.org/u/drzaynabxquux/">here</a></p>'),
        ("Zaynabx Quux", '<p><a href="https://example.org/%5Aaynabx-%51uux">here</a></p>'),
        ("Drew Young", "Mr. Young said"),
        ("Neo", "Neo said"),
        ("زينب الحسن", "قالت وزينب الحسن"),
        ("王小明", "我们的王小明说"),
    ],
)
def test_a_withheld_name_is_found_however_it_is_written(name: str, text: str) -> None:
    assert is_named(name, text=text)


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Talk with Zaynabx Quux"},
        {"summary": "Zaynabx Quux"},
        {"tags": ("Zaynabx Quux",)},
        {"links": ("https://example.org/zaynabx-quux",)},
        {"recording_url": "https://youtu.be/zaynabxquux"},
        {"text": "<h2>Zaynabx Quux</h2><p>Words.</p>"},
    ],
)
def test_everything_that_readers_get_is_looked_at(told: dict[str, Any]) -> None:
    assert is_named("Quux, Zaynabx", **told)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Zaynabx Quux", "Quuxes and zaynabs."),
        ("Drew Young", "the young woman drew a long line"),
        ("Ann Lee", "on the lee side"),
        ("Neo", "neo is a prefix"),
        ("李", "机构"),
        ("—", "Nobody – at all."),
    ],
)
def test_other_words_are_no_names(name: str, text: str) -> None:
    assert not is_named(name, text=text)


def test_nobody_is_looked_for_when_every_name_is_public() -> None:
    named = row("Zaynabx Quux", text="Zaynabx Quux")
    assert not names_withheld(named, {"Zaynabx Quux": PROGRAMME})
    closed = row("Zaynabx Quux", title="Quux", is_closed=True)
    assert names_withheld(closed, {"Zaynabx Quux": PROGRAMME})
    assert not names_withheld(row("Zaynabx Quux", is_closed=True, text="Quux"), {"Zaynabx Quux": ""})


def test_folding_leaves_letters() -> None:
    assert folded("ÉCOLE") == "ecole"
    assert folded("plain") == "plain"


@pytest.mark.django_db
class TestAnEdition:
    """Who is withheld in one session is not named by another."""

    @pytest.fixture(autouse=True)
    def _index(self) -> None:
        ForumIndexPageFactory()

    def live(self, number: int) -> bool:
        key = Provenance.objects.get(external_id=f"talks/{number}").translation_key
        return SessionPage.objects.get(translation_key=key).live

    def run(self, *rows: SessionRow, source: str = "") -> None:
        import_batch(rows=rows, wish=Wish(public_names=source), by=None)

    def test_other_rows_of_the_batch(self) -> None:
        elsewhere = {"forum_key": "autumn-2014", "forum": "Autumn Forum 2014"}
        self.run(row(), row("", 2, text="Ms. Quux said."), row("", 3), row("", 4, text="Ms. Quux said.", **elsewhere))
        assert [self.live(number) for number in (1, 2, 3, 4)] == [True, False, True, True]

    def test_what_stands_here_already(self) -> None:
        self.run(row())
        self.run(row("", 2, text="Ms. Quux said."), row("", 3))
        assert [self.live(number) for number in (1, 2, 3)] == [True, False, True]

    def test_a_changed_row_too(self) -> None:
        self.run(row(), row("", 2))
        assert self.live(2)
        self.run(row("", 2, text="Ms. Quux said."))
        assert not self.live(2)
        self.run(row("", 2, text="She said."))
        assert self.live(2)

    def test_with_a_public_source_those_whom_an_import_left_without_may_get_theirs(self) -> None:
        self.run(row())
        self.run(row("", 2, text="Ms. Quux said."), source=PROGRAMME)
        assert self.live(2)

    def test_with_a_public_source_those_whom_an_editor_withheld_stay_so(self) -> None:
        self.run(row(), source=PROGRAMME)
        Participation.objects.update(public_source="")
        self.run(row("", 2, text="Ms. Quux said."), source=PROGRAMME)
        assert not self.live(2)

    def test_the_verdict_says_why(self) -> None:
        (verdict,) = judge(rows=[row(text="Zaynabx Quux said this.")], wish=Wish())
        assert "withheld" in verdict.reason
