"""Who is looking. Everything below the middleware takes a `Viewer`, never a request."""

from dataclasses import dataclass

from django.http import HttpRequest

from access.enums import Audience


@dataclass(frozen=True, slots=True)
class Viewer:
    """One pair of eyes, as a value.

    `account_id` is None for a stranger. `is_editor` says that the person works at `/cms/`; it opens no page of its
    own: editors read restricted pages in the admin, and in public only as their rank allows.
    """

    account_id: int | None = None
    audience: Audience = Audience.EVERYONE
    is_editor: bool = False

    @property
    def is_stranger(self) -> bool:
        return self.account_id is None


STRANGER = Viewer()


class ViewedRequest(HttpRequest):
    """A request that has passed the middleware, for annotations: no such object is ever made."""

    viewer: Viewer
