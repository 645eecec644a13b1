"""What editors say about the site as a whole."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from foundation.panels import SettingsForm

# Readers get it in their language; what editors write in its place stays in theirs.
FOOTER = gettext_noop(
    "Common Ground is kept by the people who meet in it. Nothing on these pages is loaded from anywhere else, and "
    "nobody is counted."
)


def all_languages() -> list[str]:
    """Codes of every language that content may be in."""
    return [code for code, _name in settings.LANGUAGES]


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Name, tagline, footer, contact and the languages that readers are offered."""

    name = models.CharField(_("name"), max_length=80, default="Common Ground")
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    footer = models.TextField(
        _("footer"),
        blank=True,
        max_length=400,
        default=FOOTER,
    )
    contact_email = models.EmailField(_("contact address"), blank=True)
    leave_to = models.URLField(
        _("where “leave quickly” leads"),
        default="https://www.wikipedia.org/",
        help_text=_("A harmless, busy site that nobody wonders about."),
    )
    languages = models.JSONField(
        _("languages offered"), default=all_languages, blank=True, help_text=_('Codes, for example ["en", "fr"].')
    )

    panels = [FieldPanel(name) for name in ["name", "tagline", "footer", "contact_email", "leave_to", "languages"]]

    base_form_class = SettingsForm

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")


def settings_of(site: Site | None) -> SiteSettings:
    """What was said about this site, or the defaults. One query.

    Not `for_site`, which writes a row where there is none: a read writes nothing.
    """
    chosen: SiteSettings | None = SiteSettings.objects.filter(site=site).first() if site else None
    return chosen or SiteSettings(site=site)


def whole_address(site: Site | None, path: str) -> str:
    """The full address of a path of this site: at the host that editors say it has, whatever a request calls it."""
    return urljoin(f"{site.root_url}/", path) if site else path
