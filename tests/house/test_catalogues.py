"""Every word of the interface is there in every language, whole, and ready for Django.

What a finding asks for: `make messages`, then the words themselves (docs/translation.md).
"""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from config.catalogues import Catalogue, compiled, gathered, kept, languages, merged, path_of, written

HOLES = re.compile(r"%\(\w+\)[a-z]|%[sd]|{\w*}")
TAGS = re.compile(r"</?[a-zA-Z][^>]*>")
# Addresses, tags, holes, entities, times, codes such as sort:new: they are no sentence.
CODE_IN_WORDS = re.compile(r"https?://\S+|<kbd>.*?</kbd>|<[^>]*>|%\(\w+\)[a-z]|&\w+;|\w+[:=]\w+")
LOOSE = re.compile(r"(?<![\u00a0\u202f])[:;!?»]|«(?![\u00a0\u202f])")
WORDS_OF_TAGS = re.compile(r'(title|alt|aria-label)="[^"]*"')


catalogue = cache(kept)
template = cache(gathered)


def pairs(message: Message) -> list[tuple[str, str]]:
    """What is said, each with what it becomes: the singular with the first form, the plural with the others."""
    if not message.pluralizable:
        return [(message.id, message.string)]
    one, *others = message.string
    return [(message.id[0], one), *((message.id[1], form) for form in others)]


def messages(language: str) -> Iterator[Message]:
    """All but the head."""
    return (message for message in catalogue(language) if message.id)


def wrong(language: str, is_wrong: object) -> list[str]:
    """What is said where a translation breaks a rule of (message, said, translated)."""
    return [
        f"{said} → {translated}"
        for message in messages(language)
        for said, translated in pairs(message)
        if is_wrong(message, said, translated)  # type: ignore[operator]
    ]


def is_missing(message: Message, said: str, translated: str) -> bool:
    return not translated.strip() or message.fuzzy


def holes(text: str) -> list[str]:
    return sorted(HOLES.findall(text.replace("%%", "")))


def has_other_holes(message: Message, said: str, translated: str) -> bool:
    """A form that stands for one number only ("one session", Arabic's dual) may leave the number out."""
    if message.pluralizable:
        return not set(holes(translated)) <= set(holes(message.id[1])) or (
            not set(holes(message.id[1])) - set(holes(translated)) <= {hole_of_number(message)}
        )
    return holes(said) != holes(translated)


def hole_of_number(message: Message) -> str:
    """Which hole of a plural is its number: the only one, or the one called so."""
    found = holes(message.id[1])
    named = [hole for hole in found if re.search(r"count|number|shown|total|\(n\)|counter", hole)]
    return (named or found or [""])[0]


def has_other_tags(message: Message, said: str, translated: str) -> bool:
    return tags(said) != tags(translated)


def tags(text: str) -> list[str]:
    """Tags in any order, without the words that they hold."""
    return sorted(WORDS_OF_TAGS.sub("", tag) for tag in TAGS.findall(text))


def has_other_blanks(message: Message, said: str, translated: str) -> bool:
    def edges(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    return edges(said) != edges(translated)


def breaks_french_spacing(message: Message, said: str, translated: str) -> bool:
    """High punctuation and quotation marks hang on their words by a space that does not break; code has none."""
    return bool(LOOSE.search(CODE_IN_WORDS.sub("x", translated)))


RULES = [is_missing, has_other_holes, has_other_tags, has_other_blanks]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("rule", RULES)
def test_no_translation(rule: object, language: str) -> None:
    assert wrong(language, rule) == []


def test_french_punctuation_has_its_space() -> None:
    assert wrong("fr", breaks_french_spacing) == []


@pytest.mark.parametrize("language", languages())
def test_what_is_said_is_what_is_translated(language: str) -> None:
    def ids(found: Catalogue) -> set[tuple[object, object]]:
        return {(message.id, message.context) for message in found if message.id}

    assert ids(template()) ^ ids(catalogue(language)) == set()
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", languages())
def test_every_plural_has_the_forms_of_its_language(language: str) -> None:
    forms = get_plural(language).num_plurals
    assert [m.id for m in messages(language) if m.pluralizable and len(m.string) != forms] == []


@pytest.mark.parametrize("language", languages())
def test_the_files_are_as_the_errand_leaves_them(language: str) -> None:
    assert path_of(language).read_bytes() == written(merged(language, template())), "make messages"
    assert path_of(language, "mo").read_bytes() == compiled(catalogue(language)), "make messages"


def message(said: str | tuple[str, str], translated: str | tuple[str, ...]) -> Message:
    return Message(said, translated)


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        (is_missing, message("Yes", "")),
        (is_missing, Message("Yes", "Oui", flags=["fuzzy"])),
        (has_other_holes, message("%(day)s", "%(jour)s")),
        (has_other_holes, message(("%(n)d row of %(of)s", "%(n)d rows of %(of)s"), ("une ligne", "%(n)d lignes"))),
        (has_other_tags, message("<b>Yes</b>", "<b>Oui<b>")),
        (has_other_blanks, message("Yes ", "Oui")),
        (breaks_french_spacing, message("Yes!", "Oui !")),
        (breaks_french_spacing, message("Yes:", "Oui:")),
    ],
)
def test_each_would_be_found(rule: object, bad: Message) -> None:
    assert any(rule(bad, *pair) for pair in pairs(bad))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("rule", "good"),
    [
        (has_other_holes, message(("%(n)d row", "%(n)d rows"), ("صف واحد", "%(n)d"))),
        (breaks_french_spacing, message("Yes!", "Oui\u202f!")),
        (breaks_french_spacing, message("https://x", "https://x")),
    ],
)
def test_what_is_well_said_passes(rule: object, good: Message) -> None:
    assert not any(rule(good, *pair) for pair in pairs(good))  # type: ignore[operator]
