"""What others published about a forum, and sentences from it that are quoted: plain rows beside the pages."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from access.viewer import Viewer
from forums.enums import DatePrecision, LinkState
from forums.faces import MessageFace, PressFace
from forums.formats.dates import date_text
from forums.models.participation import Participation
from forums.querysets import MessageQuerySet, PressQuerySet
from foundation.cards import Link
from foundation.faces import NameFace
from foundation.rules import permalink_of

WEB = URLValidator(schemes=["http", "https"])
LANGUAGE_HELP = _("A code such as “en” or “pt-BR”.")


class ThemedRow(models.Model):
    """A row with a permalink of its own, and with terms of the vocabulary."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    themes = models.ManyToManyField(
        "themes.Theme", blank=True, verbose_name=_("themes"), help_text=_("Terms of the vocabulary.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Never words or names: labels end in logs and histories."""
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def permalink(self) -> str:
        """The address that never changes, without host."""
        return permalink_of(self.key)


class PressItem(ThemedRow):
    """An article, a programme or a release about an edition; `edition_key` is the edition's `translation_key`.

    `published_on` counts as exactly as `date_precision` says. Whether the two addresses still answer is found out by
    `manage.py check_links`, never while somebody reads.
    """

    edition_key = models.UUIDField(_("edition"), db_index=True)
    outlet = models.CharField(_("published by"), max_length=200, help_text=_("Newspaper, station or organisation."))
    title = models.CharField(_("title"), max_length=300, help_text=_("As it was printed, in its own language."))
    language = models.CharField(_("language"), max_length=12, help_text=LANGUAGE_HELP)
    published_on = models.DateField(_("date"), null=True, blank=True)
    date_precision = models.CharField(
        _("what is known of the date"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    url = models.URLField(_("address"), max_length=500, validators=[WEB])
    archived_url = models.URLField(
        _("address of an archived copy"),
        max_length=500,
        blank=True,
        validators=[WEB],
        help_text=_("For example at web.archive.org. Readers are led there once the address is dead."),
    )
    link_state = models.CharField(
        _("address"), max_length=10, choices=LinkState.choices, default=LinkState.UNCHECKED, editable=False
    )
    archive_state = models.CharField(
        _("archived copy"), max_length=10, choices=LinkState.choices, default=LinkState.UNCHECKED, editable=False
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True, editable=False, db_index=True)

    objects: ClassVar[Any] = PressQuerySet.as_manager()

    class Meta:
        verbose_name = _("press item")
        verbose_name_plural = _("press")
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition_key", "url"],
                name="one_press_item_an_address",
                violation_error_message=_("This address is recorded for this edition already."),
            )
        ]

    def face_for(self, viewer: Viewer, edition: Link, themes: tuple[Link, ...] = ()) -> PressFace:
        """The item with its edition as this viewer finds it. Ask it only of rows that came through `visible_to`."""
        return PressFace(
            key=str(self.key),
            outlet=self.outlet,
            title=self.title,
            url=self.url,
            language=self.language,
            edition=edition,
            dated=date_text(self.published_on, self.date_precision),
            year=self.published_on.year if self.published_on else None,
            archived_url=self.archived_url,
            is_dead=self.link_state == LinkState.DEAD,
            is_archive_dead=self.archive_state == LinkState.DEAD,
            checked=self.checked_at.date() if self.checked_at else None,
            themes=themes,
            permalink=self.permalink,
        )


class KeyMessage(ThemedRow):
    """What somebody said in a session, in the words of a source; `session_key` is the session's `translation_key`.

    The speaker is a part in this very session, or withheld: one of the two, never both. With the part goes the
    message, and while the part's name does not show, the message does not: its words were written down as hers, and
    source or wording may lead to her. Only an editor can say that they may stand without a name.

    A closed session has no messages, whoever looks: in a small room a sentence tells who said it. What its people let
    be said is the approved summary, and that stands on its page.
    """

    session_key = models.UUIDField(_("session"), db_index=True)
    words = models.TextField(_("words"), max_length=2000, help_text=_("Without quotation marks: the page sets them."))
    language = models.CharField(_("language of the words"), max_length=12, help_text=LANGUAGE_HELP)
    speaker = models.ForeignKey(
        Participation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
        verbose_name=_("speaker"),
    )
    is_withheld = models.BooleanField(
        _("the speaker is withheld"), default=False, help_text=_("Readers learn that somebody said it, not who.")
    )
    source = models.CharField(
        _("source"),
        max_length=300,
        help_text=_("Where and when it was said or printed. Do not write the name of a withheld speaker here."),
    )
    source_url = models.URLField(_("address of the source"), max_length=500, blank=True, validators=[WEB])

    objects: ClassVar[Any] = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("key message")
        verbose_name_plural = _("key messages")
        ordering = ["session_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(speaker__isnull=False, is_withheld=False)
                | models.Q(speaker__isnull=True, is_withheld=True),
                name="message_has_speaker_or_is_withheld",
                violation_error_message=_("Name the speaker, or tick that the speaker is withheld: one of the two."),
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.speaker is not None and self.speaker.session_key != self.session_key:
            raise ValidationError(_("The speaker took no part in this session."))

    def face_for(self, viewer: Viewer, session: Link, **more: Any) -> MessageFace | None:
        """The message as this viewer may see it; None while its speaker's name does not show.

        Ask it only of rows that came through `visible_to`: nothing here looks at the session.
        """
        part = self.speaker.face_for(viewer) if self.speaker else None
        if part is None and not self.is_withheld:
            return None
        return MessageFace(
            key=str(self.key),
            words=self.words,
            language=self.language,
            speaker=part.who if part else NameFace(""),
            role=part.role if part else "",
            source=self.source,
            source_url=self.source_url,
            session=session,
            permalink=self.permalink,
            **more,
        )


def press_of(edition: Link, key: uuid.UUID, viewer: Viewer, few: int) -> tuple[tuple[PressFace, ...], int]:
    """The newest press items of an edition, and how many there are in all. One query."""
    rows = list(PressItem.objects.visible_to(viewer).filter(edition_key=key).newest_first().counted()[:few])
    return tuple(row.face_for(viewer, edition) for row in rows), rows[0].total if rows else 0


def messages_of(
    sessions: Mapping[uuid.UUID, Link], viewer: Viewer, few: int | None = None, dated: str = ""
) -> tuple[tuple[MessageFace, ...], int]:
    """The messages of these sessions, the first ones if `few`, and how many there are in all; `dated` is the day of a
    single session. One query.
    """
    found = KeyMessage.objects.visible_to(viewer).filter(session_key__in=list(sessions))
    rows = list(found.select_related("speaker").newest_first().counted()[:few])
    faces = (row.face_for(viewer, sessions[row.session_key], dated=dated) for row in rows)
    return tuple(face for face in faces if face), rows[0].total if rows else 0


def term_ids_of(rows: Sequence[ThemedRow]) -> dict[int, set[int]]:
    """Id of a row → ids of its terms. One query, none for no rows."""
    found: dict[int, set[int]] = defaultdict(set)
    if rows:
        through: Any = type(rows[0]).themes.through._default_manager
        own = f"{type(rows[0])._meta.model_name}_id"
        for pk, term in through.filter(**{f"{own}__in": [row.pk for row in rows]}).values_list(own, "theme_id"):
            found[pk].add(term)
    return found


def keys_about(terms: Iterable[int]) -> list[uuid.UUID]:
    """Keys of every row that carries one of these terms. Two queries."""
    wanted = list(terms)
    return [
        key
        for model in (PressItem, KeyMessage)
        for key in model.objects.filter(themes__in=wanted).order_by().values_list("key", flat=True).distinct()
    ]
