"""Screenshots of every key page into `var/shots/`: `python -m bench.shots [address] [folder]`.

Without an address the demo is served for the purpose. Look at them beside each other: light, dark, narrow, without
scripts, on paper; each in English and in Arabic, some in French and Spanish. A name says page, language and look:
`edition-ar-360-dark.png`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Look:
    """One way of looking at a page."""

    name: str
    width: int = 1280
    scheme: str = "light"
    has_scripts: bool = True
    on_paper: bool = False


LOOKS = (
    Look("light"),
    Look("dark", scheme="dark"),
    Look("360", width=360),
    Look("360-dark", width=360, scheme="dark"),
    Look("no-scripts", has_scripts=False),
    Look("print", on_paper=True),
)
# Every key page, by its path in each language; those below stand for their kind.
PAGES = {
    "home": "",
    "forums": "forums/",
    "edition": "forums/2019/",
    "programme": "forums/2019/programme/",
    "programme-large": "forums/2019/programme/?type=large",
    "press": "forums/2019/press/",
    "messages": "forums/2019/messages/",
    "session": "forums/2019/opening/",
    "session-shortened": "forums/2019/panel-equality-is-indivisible/",
    "closed-session": "forums/2019/human-rights-for-all/",
    "statement": "forums/2019/statement/",
    "report": "forums/2019/workshops-report/",
    "themes": "themes/",
    "theme": "themes/protection-and-its-gaps/",
    "search": "search/?q=solidarity+التضامن",
    "search-empty": "search/?q=nothingofthis",
    "search-help": "search/help/",
    "about": "about-this-demonstration/",
    "sign-in": "account/login/",
    "password": "account/password/reset/",
    "not-found": "there-is-no-such-page/",
}
# Where each language's pages begin, and which of them are looked at.
LANGUAGES = {
    "en": ("/", tuple(PAGES)),
    "ar": ("/ar/", tuple(PAGES)),
    "fr": ("/fr/", ("home", "edition", "statement", "search")),
    "es": ("/es/", ("home", "edition", "statement", "search")),
}
GALLERY = {"styleguide-en": "/styleguide/", "styleguide-ar": "/styleguide/?language=ar"}


@contextmanager
def address_of(given: str) -> Iterator[str]:
    """The address to look at: the one given, or a demo of our own."""
    if given:
        yield given.rstrip("/")
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415

    django.setup()
    from tests.journeys.served import serve  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="common-ground-shots-") as folder, serve(Path(folder) / "demo") as served:
        yield served.address


def pages_of() -> dict[str, str]:
    """Name and language → path of every page worth a look."""
    pages = {
        f"{name}-{language}": f"{beginning}{PAGES[name]}"
        for language, (beginning, names) in LANGUAGES.items()
        for name in names
    }
    return pages | GALLERY


def shoot(page: Page, path: str, look: Look, target: Path) -> None:
    """One page in one look, whole length; on paper as a PDF, where pages cut and backgrounds are missing."""
    page.goto(path)
    # A picture far down is fetched only when a reader comes near it.
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach((picture) => { picture.loading = 'eager'; })")
    page.evaluate("Promise.all([...document.images].map((picture) => picture.decode().catch(() => null)))")
    if look.on_paper:
        page.pdf(path=target.with_suffix(".pdf"), format="A4")
    else:
        page.screenshot(path=target, full_page=True)


def run(address: str, folder: Path) -> int:
    """All pages in all looks; how many pictures that makes."""
    folder.mkdir(parents=True, exist_ok=True)
    program = shutil.which(os.environ.get("CHROMIUM", "")) or next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise SystemExit("No Chromium here. Install it (sudo apt install chromium) or set CHROMIUM.")
    with sync_playwright() as machine:
        options = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = machine.chromium.launch(executable_path=program, args=options)
        pages = pages_of()
        for look in LOOKS:
            context = browser.new_context(
                base_url=address,
                viewport={"width": look.width, "height": 900},
                color_scheme="dark" if look.scheme == "dark" else "light",
                java_script_enabled=look.has_scripts,
            )
            page = context.new_page()
            for name, path in pages.items():
                shoot(page, path, look, folder / f"{name}-{look.name}.png")
            context.close()
        browser.close()
    return len(pages) * len(LOOKS)


def main(arguments: Sequence[str] = ()) -> None:
    """`[address] [folder]`."""
    folder = Path(arguments[1]) if len(arguments) > 1 else Path("var/shots")
    with address_of(arguments[0] if arguments else "") as address:
        print(f"{run(address, folder)} pictures in {folder}/")


if __name__ == "__main__":
    main(sys.argv[1:])
