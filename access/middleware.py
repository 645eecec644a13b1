"""Builds `request.viewer` once a request."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from access.models import Account
from access.rules import audience_of, works_at_desk
from access.viewer import STRANGER, Viewer


def viewer_of(account: Account | AnonymousUser | None) -> Viewer:
    """The viewer that an account is; a stranger for None or for somebody who is not signed in. One query."""
    if account is None or isinstance(account, AnonymousUser) or not account.is_active:
        return STRANGER
    names = list(account.groups.values_list("name", flat=True))
    return Viewer(
        account_id=account.pk,
        audience=audience_of(names, is_superuser=account.is_superuser),
        is_editor=works_at_desk(names, is_superuser=account.is_superuser),
    )


class ViewerMiddleware:
    """Gives every request its viewer, and keeps what a signed-in person sees out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response
