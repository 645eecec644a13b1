"""The product's settings in a place of their own: no test ever touches `var/`, and two runs never meet."""

import os
import tempfile
from pathlib import Path

# Before the product's settings are read: they derive every path from VAR_DIR.
os.environ["VAR_DIR"] = os.environ.get("TEST_VAR_DIR") or tempfile.mkdtemp(prefix="common-ground-test-")
os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.pop("SEARCH_URL", None)

from config.settings import *  # noqa: F403
from config.settings import BASE_DIR, DATABASES, VAR_DIR, WAGTAILSEARCH_BACKENDS

# WhiteNoise wants the folder to stand.
(Path(VAR_DIR) / "static").mkdir(exist_ok=True)

TEMPLATES_DIR = Path(BASE_DIR) / "var" / "test-databases"

DATABASE = DATABASES["default"]
if DATABASE["ENGINE"].endswith("sqlite3"):
    # A file, so that other processes can read it; nothing here has to survive a power cut.
    DATABASE["NAME"] = str(VAR_DIR / "test.sqlite3")
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASE["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASE["TEST"] = {"NAME": f"test_{DATABASE['NAME']}_{os.getpid()}"}
    DATABASE["CONN_MAX_AGE"] = 0

# Argon2 is slow on purpose; a test needs to sign in, not to resist an attacker.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STYLEGUIDE = True

# Wagtail's own search index costs every page that a test makes five queries; who looks into it asks for `desk_search`.
WAGTAILSEARCH_BACKENDS = {"default": WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}
