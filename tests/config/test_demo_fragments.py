"""Every fragment of the demo's pages says its language where it differs from the page's, seen in all four languages.

What the interface says is taken for translated, whatever the catalogues hold: here it speaks in one word of each
language, so that what is left in a wrong language came from the content, or was never marked.
"""

import io
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils.translation.trans_real import DjangoTranslation

from search.engines.labels import label_of

SPOKEN = {"ar": "كلمة", "fr": "mot", "es": "palabra"}
KEPT_OR_WORD = re.compile(r"""%\([^)]*\)[sd]|%[sd]|{[^}]*}|<\w+(?: \w+=")?|">|</\w+>|&\w+;|[^\W\d_]+""")
PATHS = (
    "", "forums/", "forums/2019/", "forums/2019/statement/", "forums/2019/workshops-report/", "forums/2019/opening/",
    "forums/2019/human-rights-for-all/", "forums/2019/panel-equality-is-indivisible/", "themes/",
    "themes/protection-and-its-gaps/", "themes/women-human-rights-defenders/", "about-this-demonstration/",
    "search/", "search/?q=solidarity+التضامن", "search/?q=zzzqqq", "account/login/", "nowhere/",
)  # fmt: skip

# Names and codes have no language of their own here.
NAMELESS = re.compile(
    r"https?://\S+|(?<!\w)/\S+|[A-Z]+(?:/[\w.()\[\]]+)+|#\w+|Common Ground|President Carter"
    r"|Ada Example \(invented\)"
    r"|Atlanta Journal-Constitution|Front Line Defenders|\b(?:CSV|SDG|The)\b|solidarity التضامن|zzzqqq"
)
ARABIC = re.compile(r"[\u0620-\u064a]")
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
TELLTALES = {
    "en": frozenset({"the", "and", "of", "with", "for", "which", "from"}),
    "fr": frozenset({"les", "des", "une", "et", "dans", "pour", "qui"}),
    "es": frozenset({"los", "las", "una", "y", "para", "por", "del"}),
}


def contradicts(text: str, language: str) -> bool:
    """Whether words cannot be in the language that they are said to be in."""
    plain = NAMELESS.sub("", text)
    if language == "und":
        return False
    if language == "ar":
        return bool(LATIN.search(plain))
    if ARABIC.search(plain):
        return True
    words = set(re.findall(r"[^\W\d_]+", plain.lower()))
    own = len(words & TELLTALES[language])
    return any(len(words & others) > own + 1 for code, others in TELLTALES.items() if code != language)


def spoken(page: Tag) -> Iterator[tuple[str, str]]:
    """Every piece of text of a page with its language; also what only tooltips and screen readers tell."""
    for text in page.find_all(string=True):
        if text.parent.name not in {"[document]", "script", "style", "code"} and type(text) is NavigableString:
            yield language_at(text.parent), str(text)
    for element in page.find_all(True):
        for name in ("title", "alt", "aria-label", "placeholder"):
            if element.get(name):
                yield language_at(element), element[name]


def language_at(element: Tag) -> str:
    """The nearest `lang`."""
    return str(next(one["lang"] for one in (element, *element.parents) if one.get("lang")))


def contradictions(html: bytes) -> list[tuple[str, str]]:
    page = BeautifulSoup(html, "html.parser")
    return [(language, text.strip()) for language, text in spoken(page) if contradicts(text, language)]


@pytest.fixture(autouse=True)
def _interface(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The interface speaks, in one word."""

    def translated(catalogue: DjangoTranslation, message: str) -> str:
        word = SPOKEN.get(catalogue.language())
        told = message.rpartition("\x04")[2]
        return KEPT_OR_WORD.sub(lambda hit: word if hit[0].isalpha() else hit[0], told) if word else told

    def counted(catalogue: DjangoTranslation, one: str, many: str, number: int) -> str:
        return translated(catalogue, one if number == 1 else many)

    monkeypatch.setattr(DjangoTranslation, "gettext", translated)
    monkeypatch.setattr(DjangoTranslation, "ngettext", counted)
    label_of.cache_clear()
    yield
    label_of.cache_clear()


@pytest.mark.django_db
def test_every_fragment_says_its_language(client: Client, engine: object) -> None:
    with transaction.atomic():
        call_command("load_demo", stdout=io.StringIO())
    call_command("index", stdout=io.StringIO())
    found: dict[tuple[str, str], str] = {}
    for beginning in ("/", "/fr/", "/es/", "/ar/"):
        for path in PATHS:
            for fragment in contradictions(client.get(beginning + path).content):
                found.setdefault(fragment, beginning + path)
    assert found == {}


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ('<html lang="en"><p>Was it التضامن</p></html>', "en"),
        ('<html lang="ar"><p>التضامن <b>Solidarity first</b></p></html>', "ar"),
        ('<html lang="ar"><img alt="A woven cloth"></html>', "ar"),
        ('<html lang="fr"><p>The cloth of the loom</p></html>', "fr"),
    ],
)
def test_a_fragment_without_its_language_would_be_found(html: str, language: str) -> None:
    assert [code for code, _text in contradictions(html.encode())] == [language]


def test_a_fragment_that_says_its_language_is_right() -> None:
    html = '<html lang="ar"><p>ورد <b lang="en">the cloth of the loom</b> في A/RES/53/144 و Common Ground</p></html>'
    assert contradictions(html.encode()) == []
