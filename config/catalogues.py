"""The words of the interface in other languages: gathered from code and templates, merged, compiled.

Babel alone does it, so that nobody needs the gettext tools. How to translate: docs/translation.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}
# The style guide speaks to those who build the house, the demo's texts are translated as pages are.
LEFT_OUT = {"migrations", "styleguide", "demo"}


class Catalogue(Catalog):
    """Babel's catalogue with a head in which nothing changes by itself: no dates, no names, no versions."""

    def _get_mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", self.locale_identifier or ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]

    mime_headers = property(_get_mime_headers, Catalog._set_mime_headers)


def languages() -> list[str]:
    """Those that are translated into: all but the one the code is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str, kind: str = "po") -> Path:
    """Where a language's words lie."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{kind}"


def sources() -> Iterator[Path]:
    """Every file that may hold words for people, in the order of their names."""
    for folder in (*settings.ROOMS, "config", "templates"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            readable = path.suffix == ".py" if folder != "templates" else path.is_file()
            if readable and not LEFT_OUT & set(path.relative_to(settings.BASE_DIR).parts):
                yield path


def as_python(path: Path) -> str:
    """What Babel can read: code as it is; of a template only the calls, with no margin to stumble over."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text, origin=str(path)).splitlines())


def gathered() -> Catalogue:
    """What there is to translate."""
    found = Catalogue(fuzzy=False)
    for path in sources():
        place = str(path.relative_to(settings.BASE_DIR))
        stream = BytesIO(as_python(path).encode())
        for line, words, notes, context in extract("python", stream, KEYWORDS, ["Translators:"], {}):
            found.add(words, locations=[(place, line)], auto_comments=notes, context=context)
    return found


def kept(language: str) -> Catalogue:
    """What has been translated."""
    own = Catalogue(locale=language, header_comment="# How to translate: docs/translation.md", fuzzy=False)
    path = path_of(language)
    if path.exists():
        with path.open("rb") as file:
            read = read_po(file, locale=language)
        for message in read:
            if message.id:
                own[message.id] = message
        own.obsolete = read.obsolete
    return own


def merged(language: str, template: Catalogue) -> Catalogue:
    """What is kept, without what is no longer said, with what is new."""
    own = kept(language)
    # A near miss is a wrong translation more often than a hint.
    own.update(template, no_fuzzy_matching=True)
    own.obsolete.clear()
    return own


def written(catalogue: Catalogue) -> bytes:
    """As a file for translators, beside each other what stands beside each other; no line numbers, which go stale."""
    stream = BytesIO()
    write_po(stream, catalogue, width=100, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def compiled(catalogue: Catalogue) -> bytes:
    """As a file for Django."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()
