"""Where an imported work came from, and what the import wrote last: so that running it again changes nothing."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _


def origin_of(kind: str, external_id: str) -> str:
    """The key of a record elsewhere: says which one it is to whoever knows its id, and nothing to others."""
    return hashlib.blake2b(f"{kind}\x00{external_id}".encode(), digest_size=24).hexdigest()


class Provenance(models.Model):
    """The record elsewhere that a work was made from; `kind` is the page kind ("edition", "session").

    The prints are hashes: of the row that was read, of what the page and its participations held after the import
    wrote them. Where they differ now, somebody changed the page here. When a work is deleted here its `external_id`
    is emptied, because ids often spell titles and names; `origin` alone still knows the record when it comes again.
    """

    kind = models.CharField(_("kind"), max_length=10)
    external_id = models.CharField(_("id in the archive"), max_length=200, blank=True, db_index=True)
    origin = models.CharField(_("origin"), max_length=48, unique=True)
    translation_key = models.UUIDField(_("work"), db_index=True)
    row_print = models.CharField(_("print of the row"), max_length=32, blank=True)
    page_print = models.CharField(_("print of the page"), max_length=32, blank=True)
    people_print = models.CharField(_("print of the participations"), max_length=32, blank=True)
    # The revision that the import itself made, if it had to make one.
    revision = models.PositiveBigIntegerField(_("revision"), null=True, blank=True)
    source = models.CharField(_("public source of its names"), max_length=500, blank=True)
    awaits_index = models.BooleanField(_("waits for the editors’ search"), default=True, db_index=True)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        verbose_name = _("provenance")
        verbose_name_plural = _("provenances")

    def __str__(self) -> str:
        return f"provenance {self.pk}"
