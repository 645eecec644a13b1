"""`manage.py check_links`: look whether the addresses of press items still lead somewhere."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing
from datetime import timedelta
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from forums.actions.links import addresses_to_check, record_links
from forums.adapters import Answer, look_at
from forums.enums import LinkState
from forums.formats.addresses import by_host
from forums.management.commands.import_archive import Progress

AT_ONCE = 4  # hosts
PAUSE = 1.0  # seconds between two questions to one host
ALONE = 3  # so many hosts, and none of them answers: it is we who are cut off
DEAD, CUT_OFF, STOPPED = 1, 2, 130
HELP = """\
Looks whether the addresses of press items, and of their archived copies, still lead somewhere, and records it: readers
are then led to the copy first, and editors find what is lost on their desk. Run it now and then, or once a week by a
timer; it is the only part of the site that asks other hosts, and no reader waits for it.

Each address is asked with HEAD and, where that fails, with GET; a few redirects are followed. 404, 410 and names that
no longer exist are dead; whoever refuses, is slow or broken gave no clear answer and is not called dead. Addresses
inside private networks are not asked. At most four hosts are asked at once, each of them once a second.
"""
EPILOG = """\
Examples:
  manage.py check_links                    everything
  manage.py check_links --older-than 30    what was not looked at for a month
  manage.py check_links --dry-run -v 2     only say what is found, address by address

Exit code: 0 nothing is dead, 1 something is, 2 no host at all could be reached and nothing was recorded, 130 stopped.
"""


class Command(BaseCommand):
    """Asks host by host and records what it finds as it goes: an interruption loses nothing."""

    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        kwargs |= {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": EPILOG}
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what is found, record nothing")
        parser.add_argument(
            "--older-than", type=int, default=0, metavar="DAYS", help="leave out what was checked within so many days"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days: int = options["older_than"]
        hosts = by_host(addresses_to_check(before=timezone.now() - timedelta(days=days) if days > 0 else None))
        self.is_plan, self.verbosity = options["dry_run"], options["verbosity"]
        self.counts: Counter[LinkState] = Counter()
        self.kept_back: dict[str, Answer] = {}
        self.changed = 0
        try:
            self.run(hosts)
        except KeyboardInterrupt:
            raise CommandError("Stopped; what was found so far is recorded.", returncode=STOPPED) from None
        self.tell()

    def run(self, hosts: dict[str, list[str]]) -> None:
        """Ask, and record each host's answers when they are there."""
        total, done = sum(map(len, hosts.values())), 0
        progress = Progress(self.stderr, "Addresses", quiet=self.verbosity < 1)
        is_reached = len(hosts) < ALONE
        with closing(answers(list(hosts.values()))) as told:
            for found in told:
                done += len(found)
                progress.show(done, total)
                is_reached = is_reached or any(answer.status for answer in found.values())
                self.kept_back.update(found)
                if is_reached:
                    self.take()
        progress.end()
        if self.kept_back:
            raise CommandError(
                "No host could be reached. Is this machine cut off? Nothing is recorded.", returncode=CUT_OFF
            )

    def take(self) -> None:
        """Record what was found and kept back so far."""
        states = {url: answer.state for url, answer in self.kept_back.items()}
        self.counts.update(states.values())
        if not self.is_plan:
            self.changed += record_links(states=states, at=timezone.now(), by=None)
        for url, answer in self.kept_back.items():
            if self.verbosity > 1 or (answer.state == LinkState.DEAD and self.verbosity):
                self.stdout.write(f"{answer.state}: {url}" + (f" ({answer.status})" if answer.status else ""))
        self.kept_back = {}

    def tell(self) -> None:
        """What was found, in one line, and as an exit code."""
        told = ", ".join(f"{count} {state}" for state, count in sorted(self.counts.items())) or "nothing to look at"
        ending = "nothing recorded" if self.is_plan else f"{self.changed} changed"
        self.stdout.write(f"Addresses: {told}; {ending}.")
        if self.counts[LinkState.DEAD]:
            raise CommandError(f"{self.counts[LinkState.DEAD]} dead.", returncode=DEAD)


def answers(hosts: Sequence[list[str]]) -> Generator[dict[str, Answer], None, None]:
    """The answers of each host, as they come."""
    stop = Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(answers_of, urls, stop) for urls in hosts]
        try:
            yield from (one.result() for one in as_completed(asked))
        finally:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)


def answers_of(urls: Sequence[str], stop: Event) -> dict[str, Answer]:
    """The answers of one host, with a pause between two questions, as far as it comes."""
    found: dict[str, Answer] = {}
    for url in urls:
        if found and stop.wait(PAUSE):
            break
        found[url] = look_at(url)
    return found
