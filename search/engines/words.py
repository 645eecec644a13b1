"""Words: how a text is cut, folded and stemmed. Indexing, asking and highlighting all go through here.

A *word* is letters or digits of any script with their combining marks (UAX #29 without its dictionary parts). What is
indexed of it is its *stem*, by the Snowball stemmer of the text's own language, without accents. Scripts that write no
blanks between words (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) are cut into overlapping pairs of letters.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import pairwise

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from search.engines.lexicon import CANONICAL, ENDINGS, EXTRA_STOPS, STEM_BEFORE_FOLDING, STEMMERS, WITH_STOPS

UNKNOWN = "und"  # ISO 639-2: nobody knows the language of the text
LONGEST_WORD = 60  # what is longer is no word (base64, URLs without dots)
Analyser = Callable[[str], tuple[str, ...]]

JOINERS = "\u200c\u200d\u00ad"  # zero-width (non-)joiner inside Persian and Indic words, soft hyphen


def _ranges(last: int) -> str:
    """Letters, marks and numbers up to a code point, as the inside of a character class."""
    spans: list[list[int]] = []
    for point in range(last + 1):
        if unicodedata.category(chr(point))[0] in "LMN":
            if spans and spans[-1][1] == point - 1:
                spans[-1][1] = point
            else:
                spans.append([point, point])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(end))}" for first, end in spans)


_LETTERS = _ranges(0xFFFF) + "\U00010000-\U0001cfff\U00020000-\U0003ffff"
WORD = re.compile(rf"[{_LETTERS}](?:[{_LETTERS}{JOINERS}]*)(?:['’]s(?![{_LETTERS}]))?")
_CLOSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED = re.compile(rf"[{_CLOSE}]+")
_PARTS = re.compile(rf"[{_CLOSE}]+|[^{_CLOSE}]+")

_LETTER_TABLE = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ə": "e", "ς": "σ", "ё": "е", "ک": "ك", "ی": "ي", "ـ": "",
    "\u200c": "", "\u200d": "", "\u00ad": "",
    " ": "",  # Unicode spells vowel marks that stand alone (U+FE70) with a blank
})  # fmt: skip
# Accents fall from Latin and Greek letters; й and Indic vowel signs are letters of their own and stay.
_ACCENTS = re.compile(r"(?<=[a-z\u0370-\u03ff])[\u0300-\u036f]+")
_SEMITIC_MARKS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]+")
_LAST_TABLE = str.maketrans({"ة": "ه", "ى": "ي"})
_DIGITS = str.maketrans({chr(p): str(unicodedata.digit(chr(p))) for p in range(0x80, 0xFFFF)
                         if unicodedata.category(chr(p)) == "Nd"})  # fmt: skip
# The stemmer knows "the" only at the start, and not before a short word; "and the", "so the", "to the" go with it.
_AND_THE = re.compile("^[وف](?=ال.{3})|^(?:[وف]?ال|لل)(?=.{4,5}$)")
_BRITISH = re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)")


def _bare(word: str) -> str:
    """Lower case without accents, as stemmers of Arabic still want it."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKC", word).lower().translate(_LETTER_TABLE).translate(_DIGITS)
    word = _ACCENTS.sub("", unicodedata.normalize("NFD", word))
    return unicodedata.normalize("NFC", _SEMITIC_MARKS.sub("", word))


def fold(word: str) -> str:
    """The word without case, accents, letter variants or an English 's: what "the same word" means to a reader."""
    word = _bare(word)
    if word[-2:] in ("'s", "’s"):
        word = word[:-2]
    return word if word.isascii() else word.translate(_LAST_TABLE)


def pairs(run: str) -> tuple[str, ...]:
    """Overlapping pairs of letters of a run without blanks; a single letter is itself."""
    return tuple(first + second for first, second in pairwise(run)) or (run,)


def cut(word: str) -> tuple[str, ...]:
    """A folded word as index terms before stemming: itself, or pairs of letters where a script has no blanks."""
    if word.isascii() or not UNSPACED.search(word):
        return (word[:LONGEST_WORD],) if word else ()
    parts: list[str] = []
    for part in _PARTS.findall(word):
        parts.extend(pairs(part) if UNSPACED.match(part) else [part[:LONGEST_WORD]])
    return tuple(parts)


def primary(language: str) -> str:
    """The primary subtag of a BCP 47 code in lower case ("pt-BR" → "pt"); "und" for none."""
    return language.split("-")[0].lower() or UNKNOWN


def _snowball(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer(STEMMERS[language])).build()


@cache
def _stop_filter(language: str) -> TextAnalyzer:
    return TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stopword(STEMMERS[language])).build()


@lru_cache(maxsize=20_000)
def is_stop(word: str, language: str) -> bool:
    """Whether the word, as written, is too common in this language to be asked for."""
    if language not in STEMMERS:
        return False
    forms = {unicodedata.normalize("NFC", word).lower(), fold(word)}
    if not forms.isdisjoint(_STOPS.get(language, frozenset())):
        return True
    return language in WITH_STOPS and not all(_stop_filter(language).analyze(form) for form in forms)


_STOPS = {
    language: words
    | frozenset(fold(word) for word in words)
    | frozenset({"s", "t", "l", "d", "j", "m", "n", "c", "qu"})
    for language, words in EXTRA_STOPS.items()
}


def _spelled(word: str, language: str) -> str:
    """One spelling of what is one word: women → woman, organisation → organization, violacion → violación."""
    if language == "en":
        return CANONICAL["en"].get(word) or _BRITISH.sub("iz", word)
    if language == "ar":
        return _AND_THE.sub("", word)
    for ending, accented in ENDINGS.get(language, ()):
        if word.endswith(ending):
            return word[: -len(ending)] + accented
    return word


@cache
def analyser(language: str) -> Analyser:
    """The function that turns one written word into its index terms in a language; stop words turn into none."""
    code = primary(language)
    if code not in STEMMERS:
        return _unstemmed
    stemmer, folds_first = _snowball(code), code not in STEM_BEFORE_FOLDING

    @lru_cache(maxsize=60_000)
    def analyse(word: str) -> tuple[str, ...]:
        if is_stop(word, code):
            return ()
        if not word.isascii() and UNSPACED.search(word):
            return _unstemmed(word)
        bare = _bare(word) if folds_first else unicodedata.normalize("NFC", word).lower()
        bare = bare[:-2] if bare[-2:] in ("'s", "’s") else bare
        stems = stemmer.analyze(_spelled(bare, code)[:LONGEST_WORD])
        return cut(fold(stems[0])) if stems else ()

    return analyse


@lru_cache(maxsize=60_000)
def _unstemmed(word: str) -> tuple[str, ...]:
    return tuple(sys.intern(part) for part in cut(fold(word)))


def stems(text: str, language: str) -> list[str]:
    """The index terms of a text in its own language, in order, with stop words left out."""
    analyse = analyser(language)
    return [term for word in WORD.findall(text) for term in analyse(word)]


@cache
def other_spellings() -> dict[str, tuple[str, ...]]:
    """Term → written forms that do not begin like it: woman → women, life → lives."""
    found: dict[str, tuple[str, ...]] = {}
    for language, pairs_of in CANONICAL.items():
        for written in pairs_of:
            for term in analyser(language)(written):
                found[term] = (*found.get(term, ()), written)
    return found


def _filed_under(language: str) -> str:
    """Whose word a term is: that of the language whose stemmer made it, nobody's where no stemmer did."""
    return code if (code := primary(language)) in STEMMERS else UNKNOWN


def filed(text: str, language: str) -> list[str]:
    """The index terms of a text, each with the language that it is a word of: what one stemmer makes of a word is
    another word where a second stemmer made it.
    """
    return [f"{_filed_under(language)}:{term}" for term in stems(text, language)]


def exact(text: str) -> list[str]:
    """Every word of a text, folded and unstemmed: for phrases, names and words that are asked for as they stand."""
    return [term for word in WORD.findall(text) for term in _unstemmed(word)]


def spelt(name: str) -> str:
    """What all spellings of a name have in common: its words, folded."""
    return " ".join(exact(name))


def variants(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The distinct terms that one word of one term may stand under, given the languages of an index."""
    found = dict.fromkeys(_unstemmed(word))
    for language in languages:
        found.update(dict.fromkeys(analyser(language)(word)))
    return tuple(found)


def filed_variants(word: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Where one word of one term may be filed, given the languages of an index: in each as its own stemmer has it."""
    found = dict.fromkeys(f"{UNKNOWN}:{term}" for term in _unstemmed(word))
    for language in languages:
        found.update(dict.fromkeys(f"{language}:{term}" for term in analyser(language)(word)))
    return tuple(found)
