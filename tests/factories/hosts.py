"""A web server on this machine that answers as hosts elsewhere do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

STATUSES = {"/alive": 200, "/dead": 404, "/gone": 410, "/shut": 403, "/broken": 503}


class Handler(BaseHTTPRequestHandler):
    """Answers by the path; what it was asked is kept with the server."""

    server: Any

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("User-Agent", "")))
        path = self.path.partition("?")[0]
        if path == "/only-get":
            self.reply(200 if self.command == "GET" else 405)
        elif path == "/moved":
            self.reply(301, "/alive?after=moving")
        elif path == "/moved-away":
            self.reply(302, "http://10.0.0.1/admin")
        elif path == "/moved-down":
            self.reply(302, "file:///etc/passwd")
        elif path == "/round":
            self.reply(302, "/round")
        elif path == "/silent":
            self.close_connection = True
        elif path == "/drip":
            self.server.held.wait(5)
        else:
            self.reply(STATUSES.get(path, 404))

    def reply(self, status: int, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Tests are quiet."""


@contextmanager
def host() -> Iterator[Any]:
    """A server that runs; `server.asked` is what it was asked, `server.server_port` where it is."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.asked, server.held = [], Event()  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server
        server.held.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()
