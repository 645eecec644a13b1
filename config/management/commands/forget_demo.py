"""`manage.py forget_demo`: take the demonstration away."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.forgetting import Forgetting
from foundation.models.rows import DemoMark

QUESTION = "Everything that came with the demonstration goes, with what was changed in it since. Write yes to go on: "


class Command(BaseCommand):
    """All of it or nothing; what editors made is never touched."""

    help = (
        "Takes away what load_demo brought and nothing else. A demo page with pages of yours below it stays, and so "
        "does a term, voice, picture or document that you use; each is named."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, yes: bool = False, **options: Any) -> None:
        if not DemoMark.objects.exists():
            self.stdout.write("There is no demonstration here.")
            return
        if not yes:
            self.ask()
        with transaction.atomic():
            forgetting = Forgetting(say=self.stdout.write)
            forgetting.forget()
        self.stdout.write(f"Removed: {forgetting.told()}.")
        if forgetting.kept:
            self.stdout.write(f"Kept: {forgetting.kept}, named above. Run this again when nothing needs them any more.")

    def ask(self) -> None:
        """CommandError unless somebody says yes."""
        if not sys.stdin.isatty():
            raise CommandError("Nobody is here to ask. Say --yes to remove the demonstration without a question.")
        if input(QUESTION).strip().lower() != "yes":
            raise CommandError("Nothing was removed.")
