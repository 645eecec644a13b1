"""Who took part in a session, as plain rows beside the page."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from access.viewer import Viewer
from forums.enums import ParticipantCategory, ParticipationRole
from forums.faces import ParticipantFace
from foundation.faces import NameFace
from foundation.models.rows import Named


class Participation(Named):
    """One person's part in one session; `session_key` is the session's `translation_key`.

    No inline child of the page, because what is not public must not reach revisions. The name shows only with a
    recorded public source.
    """

    session_key = models.UUIDField(_("session"), db_index=True)
    role = models.CharField(
        _("role"), max_length=12, choices=ParticipationRole.choices, default=ParticipationRole.SPEAKER
    )
    category = models.CharField(_("category"), max_length=12, choices=ParticipantCategory.choices, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1, two letters."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["order", "pk"]

    def face_for(self, viewer: Viewer) -> ParticipantFace | None:
        """This part as the viewer may see it: all of it with a public name, nothing of it without one.

        Role, category and country of somebody who is not named could single her out (one frontline activist from one
        country), so a withheld participation is absent, not anonymised.
        """
        name = self.name_for(viewer)
        if not name:
            return None
        # Not get_role_display(): it translates and hashes every choice there is, for each of thousands of faces.
        role_label = str(ParticipationRole(self.role).label)
        return ParticipantFace(
            who=NameFace(name=name, description=role_label, seed=self.pattern_seed),
            role=self.role,
            role_label=role_label,
            category_label=str(ParticipantCategory(self.category).label) if self.category else "",
            country=self.country,
        )


def people_of(session_keys: Iterable[uuid.UUID], viewer: Viewer) -> dict[uuid.UUID, tuple[ParticipantFace, ...]]:
    """Session key → who took part, as far as this viewer may know; ask it of open sessions only. One query."""
    found: dict[uuid.UUID, list[ParticipantFace]] = defaultdict(list)
    for row in Participation.objects.filter(session_key__in=list(session_keys)):
        if face := row.face_for(viewer):
            found[row.session_key].append(face)
    return {key: tuple(faces) for key, faces in found.items()}
