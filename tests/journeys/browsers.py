"""Debian's Chromium, or the one that CHROMIUM names."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program() -> str | None:
    """Where the browser is; None when there is none."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def launch(machine: Playwright) -> Browser:
    """Open it, without a window."""
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    return machine.chromium.launch(executable_path=program(), args=options)
