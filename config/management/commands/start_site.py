"""`manage.py start_site`: the pages that every site of ours has."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from config.skeleton import seed_site


class Command(BaseCommand):
    """The skeleton of a site: home, forums, themes and the standing pages."""

    help = "Makes the home page, the indexes and the standing pages where they are missing; changes nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            home = seed_site()
        self.stdout.write(f"The site stands under “{home.title}”.")
