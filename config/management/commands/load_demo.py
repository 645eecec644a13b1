"""`manage.py load_demo`: bring in the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from config.demo.pages import Loader


class Command(BaseCommand):
    """All of it or nothing: a run that is cut off leaves no trace and can be repeated."""

    help = (
        "Brings in the demonstration: the thirteen forums from 2003 to 2019 and a vocabulary. What is there stays as "
        "editors left it; what is missing comes back. `forget_demo` takes it away."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            Loader(say=self._say).load()
        self._say("The demonstration is in place.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
