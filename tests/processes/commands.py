"""The product's own commands in processes of their own, on the test's database, files and index."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import connection


def manage(*arguments: str) -> subprocess.Popen[str]:
    """`manage.py` with these words; what it says stands on its standard output."""
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}" if connection.vendor == "sqlite" else f"{settings.DATABASE_URL.rpartition('/')[0]}/{name}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(settings.VAR_DIR),
        "DATABASE_URL": url,
        "SEARCH_URL": settings.SEARCH_URL,
    }
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
