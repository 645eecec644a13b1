"""How far a command is, for whoever waits for it."""

from __future__ import annotations

import time
from typing import Any

LINE_EVERY = 2000


class Progress:
    """How far it is, on stderr: one line that grows for a person, a line now and then for a log."""

    def __init__(self, out: Any, words: str, *, quiet: bool) -> None:
        """`words` say what is being done."""
        self.out, self.words, self.quiet = out, words, quiet
        self.watched = bool(getattr(out, "isatty", lambda: False)())
        self.began, self.said = time.monotonic(), 0

    def show(self, done: int, total: int) -> None:
        """`done` of `total`; the bar ends when they are equal."""
        if self.quiet or not (self.watched or done - self.said >= LINE_EVERY):
            return
        self.said = done
        rate = done / max(time.monotonic() - self.began, 0.001)
        share = min(1.0, done / max(total, 1))
        text = f"{self.words} {done} of {total} ({share:.0%}, {rate:.0f}/s)"
        if self.watched:
            bar = "█" * round(share * 24)
            self.out.write(f"\r\033[K{bar:░<24} {text}", str, "")
            self.out.flush()
        else:
            self.out.write(text, str)

    def end(self) -> None:
        """Leave the line."""
        if self.watched and not self.quiet:
            self.out.write("\r\033[K", str, "")
            self.out.flush()
