"""`python -m bench.bare.prepare`: a database with the one page as the site's root."""

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.bare.models import BarePage  # noqa: E402

call_command("migrate", verbosity=0)
page = Page.objects.get(depth=1).add_child(instance=BarePage(title="Bare", slug="bare"))
Site.objects.update(root_page=page)
