"""`manage.py demo`: bring the database, the demo, the files and the index up to date, then serve the site."""

import argparse
import errno
import hashlib
import http.client
import os
import secrets
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from config.processes import Company
from forums.models.edition import ForumPage

EDITOR = "editor@example.org"
OURS = "answers"
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - recognised, not chosen


class Counter:
    """A stream that counts the steps another command reports, as one growing line on a terminal."""

    def __init__(self, shown: OutputWrapper, text: str, word: str, total: int) -> None:
        """`word` marks one finished step in the other command's words."""
        self.shown, self.text, self.word, self.total, self.done = shown, text, word, total, 0

    def write(self, words: str) -> None:
        """Count; show it when somebody watches."""
        if self.word in words:
            self.done += 1
            if sys.stdout.isatty():
                last = "\n" if self.done == self.total else ""
                self.shown.write(f"\r{self.text} {self.done} of {self.total}", ending=last)
                self.shown.flush()

    def flush(self) -> None:
        """Nothing is kept back."""


class Command(BaseCommand):
    """Everything a demo needs is kept in `var/`; a second run finds it and starts in seconds."""

    help = "Prepare the site and its demo, then serve it with a worker beside it until Ctrl-C."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="localhost")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare", action="store_true", help="prepare everything, serve nothing")

    def handle(self, *args: object, host: str, port: int, prepare: bool, **options: object) -> None:
        try:
            self.migrate()
            self.load_content()
            self.say_where(host, port)
            password = self.make_editor()
            self.collect_static()
            self.step("Search index: bringing it up to date …")
            call_command("index")
            if not prepare:
                self.serve(host, port, password)
        except KeyboardInterrupt:
            raise SystemExit("Stopped. Nothing is broken: the same command goes on from here.") from None
        except (OSError, OperationalError) as fault:
            if not is_full(fault):
                raise
            raise CommandError("The disk is full. Free some space and run the same command again.") from fault

    def step(self, text: str) -> None:
        """Say what is about to take time."""
        self.stdout.write(text)
        self.stdout.flush()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        total = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if total:
            self.step(f"Database: {total} changes to apply (about half a minute the first time) …")
            call_command("migrate", stdout=Counter(self.stdout, "Database: change", " OK", total))

    def load_content(self) -> None:
        """The demo comes into an empty house only: what an editor wrote or removed stays as it is."""
        if not ForumPage.objects.exists():
            self.step("Demo: writing thirteen editions …")
            call_command("start_site")
            call_command("load_demo")

    def say_where(self, host: str, port: int) -> None:
        """Full addresses (sitemap, permalinks) name the port served now, unless the site has a real name."""
        Site.objects.filter(is_default_site=True, hostname__in=["localhost", "127.0.0.1"]).exclude(port=port).update(
            port=port
        )
        Site.clear_site_root_paths_cache()

    def make_editor(self) -> str:
        """An editor's account with a random password, kept in a file for its owner; '' when it was made earlier."""
        note, accounts = settings.VAR_DIR / "editor.txt", get_user_model().objects
        # Where nobody has an account the database is a new one, and the note belongs to an older one.
        if note.exists() and accounts.exists():
            return ""
        note.unlink(missing_ok=True)
        password = secrets.token_urlsafe(12)
        account, _made = accounts.get_or_create(email=EDITOR)
        account.set_password(password)
        account.save()
        account.groups.add(Group.objects.get(name="Editors"))
        with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{EDITOR}\n{password}\n")
        return password

    def collect_static(self) -> None:
        stamp = settings.STATIC_ROOT / ".collected"
        files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
        facts = sorted((path, os.stat(path).st_mtime_ns) for path in files)  # noqa: PTH116 - 2,000 plain names
        mark = hashlib.sha256(repr(facts).encode()).hexdigest()
        if not stamp.exists() or stamp.read_text() != mark:
            self.step(f"Static files: compressing {len(files)} (about half a minute the first time) …")
            call_command("collectstatic", interactive=False, verbosity=0)
            stamp.write_text(mark)

    def serve(self, host: str, port: int, password: str) -> None:
        """Web server and worker, until Ctrl-C or until one of them ends."""
        name = "localhost" if host in EVERY_ADDRESS else host
        address = f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
        outside = f"http://{outward_address()}:{port}" if host in EVERY_ADDRESS else ""
        environment = surroundings(host, address)
        company = Company()
        self.step("Starting …")
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:config.server", "--bind", bind]
        company.start("web server", gunicorn, environment)
        company.start("worker", [sys.executable, "manage.py", "index", "--follow"], environment)
        try:
            gone = company.watch(
                ready=lambda: answers(name, port),
                on_ready=lambda: self.welcome(address, password, outside),
                on_late=lambda: self.step(f"Still waiting: {address}/robots.txt {what_answers(name, port)}."),
            )
        finally:
            self.step("Stopping …")
            company.stop()
        if gone.name:
            raise CommandError(
                f"The {gone.name} ended by itself (code {gone.code}), so everything was stopped. Its last words stand "
                "above. Start again with: make demo"
            )
        self.stdout.write("\nStopped. Your data is kept in var/; start again with: make demo")

    def welcome(self, address: str, password: str, outside: str = "") -> None:
        """The address, also the one for other machines, the editors' sign-in, and the way out."""
        secret = f"{EDITOR}  {password}  (shown once, kept in var/editor.txt)" if password else "see var/editor.txt"
        others = f"  From elsewhere {outside}\n" if outside else ""
        self.stdout.write(
            f"\n  Common Ground  {address}\n{others}"
            f"  Editors        {address}/cms/  {secret}\n  Stop           Ctrl-C\n"
        )
        self.stdout.flush()


def is_full(fault: Exception) -> bool:
    """Whether the disk is; a path that has the word in it is no sign of that."""
    if isinstance(fault, OSError):
        return fault.errno in {errno.ENOSPC, errno.EDQUOT}
    return "disk is full" in str(fault) or "No space left" in str(fault)


def surroundings(host: str, address: str) -> dict[str, str]:
    """The environment of both processes: one key, and the names this machine is asked by."""
    # Also beside names that the operator gives: we ask ourselves whether we answer.
    given = os.environ.get("ALLOWED_HOSTS", "").split(",")
    names = {"localhost", "127.0.0.1", "[::1]", host, *filter(None, given)}
    if host in EVERY_ADDRESS:
        own = socket.gethostname()
        names |= {own, *addresses_of(own), outward_address()}
    defaults = {"BASE_URL": address, "SECRET_KEY": settings.SECRET_KEY}
    # No certificate here: told to use HTTPS, the site would send everybody to where nobody listens.
    return {**defaults, **os.environ, "ALLOWED_HOSTS": ",".join(sorted(names)), "HTTPS": "0"}


def addresses_of(name: str) -> list[str]:
    """The addresses of a machine; none when its name is known to nobody, as in many containers."""
    try:
        return socket.gethostbyname_ex(name)[2]
    except OSError:
        return []


def outward_address() -> str:
    """The address others in the network reach this machine by; nothing is sent to learn it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(trial.getsockname()[0])


def answers(name: str, port: int) -> bool:
    """Whether our site answers yet, and not somebody else who has the port."""
    return what_answers(name, port) == OURS


def what_answers(name: str, port: int) -> str:
    """What the site says when it is asked, in words that fit behind its address."""
    asked = http.client.HTTPConnection(name, port, timeout=5)
    try:
        asked.request("GET", "/robots.txt")
        reply = asked.getresponse()
        is_ours = reply.status < 500 and "Content-Security-Policy" in reply.headers
        return OURS if is_ours else f"answers {reply.status}, and not like this site"
    except OSError as fault:
        return f"does not answer ({fault.strerror or fault})"
    finally:
        asked.close()
