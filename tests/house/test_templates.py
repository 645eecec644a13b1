"""What a strict Content-Security-Policy, two writing directions and other languages ask of every template and sheet."""

import re
from pathlib import Path

import pytest

from tests.house.plan import ROOT, product, templates, where

FORBIDDEN = {
    "a style attribute (the policy drops it)": r"<[a-z][^>]*\sstyle\s*=",
    "an inline handler (the policy drops it)": r"<[a-z][^>]*\son[a-z]+\s*=",
    "an inline script (the policy drops it)": r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)",
    "an inline sheet (the policy drops it)": r"<style\b",
    "a request to another host": r"<(?:script|img|link|iframe|source|video|audio|use|image|object|embed)\b[^>]*"
    r"\b(?:src|href|srcset|data|poster)\s*=\s*[\"']?(?:https?:)?//",
    "unescaped output": r"\|\s*safe\b|autoescape\s+off",
    "a component with an open door (close it with only)": r"{%\s*include\s+[\"']components/(?:(?!\bonly\b)[^%])*%}",
}
# djlint's formatter moves white space that readers see (docs/adr/0009), so layout is kept here.
UNTIDY = re.compile(r"\t|\r|[ ]+$", re.MULTILINE)
SHEETS = sorted((ROOT / "static" / "css").rglob("*.css"))
PHYSICAL = re.compile(
    r"^\s*(?:margin|padding|border)-(?:left|right)\b|^\s*(?:left|right)\s*:|^\s*(?:float|clear)\s*:\s*(?:left|right)"
    r"|text-align\s*:\s*(?:left|right)",
    re.MULTILINE,
)
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch)\(")
COMMENT = re.compile(r"/\*.*?\*/|{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)


def found_in(pattern: str, text: str) -> list[int]:
    """Line numbers of what must not be there, comments left out."""
    plain = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    return [plain.count("\n", 0, match.start()) + 1 for match in re.finditer(pattern, plain, re.DOTALL | re.IGNORECASE)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    pattern = FORBIDDEN[what]
    found = [where(path, line) for path in templates() for line in found_in(pattern, path.read_text(encoding="utf-8"))]
    assert found == [], what


@pytest.mark.parametrize(
    ("what", "bad"),
    list(
        zip(
            FORBIDDEN,
            [
                '<p style="color:red">',
                '<a onclick="x()">',
                "<script>x()</script>",
                "<style>p{}</style>",
                '<img src="https://elsewhere.example/x.png">',
                "{{ words|safe }}",
                '{% include "components/card.html" with card=card %}',
            ],
            strict=True,
        )
    ),
)
def test_each_would_be_found(what: str, bad: str) -> None:
    assert found_in(FORBIDDEN[what], bad) == [1]


def test_templates_are_tidy() -> None:
    texts = {where(path): path.read_text(encoding="utf-8") for path in templates()}
    found = {name: text.count("\n", 0, hit.start()) + 1 for name, text in texts.items() if (hit := UNTIDY.search(text))}
    assert found == {}
    assert [name for name, text in texts.items() if not text.endswith("\n") or text.endswith("\n\n")] == []


def test_nothing_is_marked_safe_by_hand() -> None:
    found = [
        where(m.path, no) for m in product() for no in found_in(r"\bmark_safe\(|\bSafeString\((?!\"\"\))", m.source)
    ]
    assert found == []


def css(path: Path) -> str:
    """A sheet without its comments."""
    return COMMENT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))


def test_sheets_know_start_and_end_instead_of_left_and_right() -> None:
    assert {where(path): hit.group() for path in SHEETS if (hit := PHYSICAL.search(css(path)))} == {}


def test_raw_colours_stand_in_the_tokens_only() -> None:
    sheets = [path for path in SHEETS if path.name not in {"tokens.css", "print.css"}]
    assert {where(path): hit.group() for path in sheets if (hit := RAW_COLOUR.search(css(path)))} == {}


def test_sheets_request_nothing_from_another_host() -> None:
    assert [where(path) for path in SHEETS if re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", css(path))] == []


def shown_by(name: str) -> set[str]:
    """The templates that a template includes."""
    words = (ROOT / "templates" / name).read_text(encoding="utf-8")
    return {found for found in re.findall(r"[\"']([\w/]+\.html)[\"']", words) if (ROOT / "templates" / found).exists()}


def test_every_component_is_in_the_style_guide() -> None:
    drawn_by_tags = {"components/pattern.html"}
    seen, waiting = set(drawn_by_tags), {"styleguide/gallery.html"}
    while waiting:
        seen.add(name := waiting.pop())
        waiting |= shown_by(name) - seen
    components = {f"components/{path.name}" for path in (ROOT / "templates" / "components").glob("*.html")}
    assert components - seen == set()


def test_every_class_of_a_component_sheet_is_used() -> None:
    """A sheet outlives its component easily: nobody dares to delete it."""
    used = " ".join(path.read_text(encoding="utf-8") for path in templates())
    used += " ".join(module.source for module in product())
    used += " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "static" / "js").glob("*.js"))
    sheets = (ROOT / "static" / "css" / "components").glob("*.css")
    classes = {name: where(path) for path in sheets for name in re.findall(r"\.(-?[a-z][\w-]*)", selectors(css(path)))}
    assert {name: place for name, place in classes.items() if not is_used(name, used)} == {}


def is_used(name: str, text: str) -> bool:
    """Whether a class is named; a number at its end may be put there by the template."""
    return bool(re.search(rf"(?<![\w-]){re.sub('[0-9]+$', '', name)}(?![a-z])", text))


def selectors(sheet: str) -> str:
    """A sheet without what stands between the innermost braces."""
    return re.sub(r"{[^{}]*}", "{}", sheet)


# What stands between tags and tags of the template language, and has letters in it, is for people to read.
MARKED = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}|<(script|style|svg)\b.*?</\1>"
    r"|<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>|[\w-]+=\"[^\"]*\"|&\w+;",
    re.DOTALL,
)
ALONE = {"500.html"}  # whatever broke must not break the apology: no database, no translation
ALLOWED_WORDS = {"Common Ground", "PDF", "curl -s", "| sha256sum"}


def unmarked(text: str) -> list[str]:
    """Words in a template that no translator will ever see."""
    plain = MARKED.sub("\n", COMMENT.sub("", text))
    lines = (line.strip() for line in plain.splitlines())
    return [line for line in lines if re.search(r"[A-Za-z]{2,}", line) and line not in ALLOWED_WORDS]


def test_words_for_people_can_be_translated() -> None:
    pages = [path for path in templates() if "styleguide" not in path.parts and path.name not in ALONE]
    found = {where(path): words for path in pages if (words := unmarked(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_an_unmarked_word_would_be_found() -> None:
    assert unmarked('<p>{% translate "Yes" %} and no</p>') == ["and no"]
