"""Lists of press and key messages: of an edition, and of the whole archive below the index of forums."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override

from access.viewer import ViewedRequest
from forums.models.edition import ForumPage
from forums.models.index import ForumIndexPage
from forums.models.press import KeyMessage, PressItem
from forums.models.press_lists import Listing, message_listing, page_of, press_listing
from forums.models.programme import sessions_at
from forums.querysets import MessageQuerySet, PressQuerySet
from foundation.models.base import BasePage


def press_list(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/press/?page=2`: what others published about an edition, or about all of them."""
    found = press_below(request, page)
    with override(page.words_language):
        listing = press_listing(found, request.viewer, language=page.language, page=asked(request))
    return answer(request, page, listing, "forums/press_list.html", _("Press"))


def message_list(request: ViewedRequest, page: BasePage) -> HttpResponse:
    """`…/messages/?page=2`: what was said at an edition, or at any."""
    found = messages_below(request, page)
    with override(page.words_language):
        listing = message_listing(found, request.viewer, language=page.language, page=asked(request))
    return answer(request, page, listing, "forums/message_list.html", _("Key messages"))


def press_place(request: ViewedRequest, page: BasePage, key: uuid.UUID) -> HttpResponse:
    """`…/press/<uuid>/`: to the line of an item, on whichever page of the list it is now; 404 where it is not."""
    found = press_below(request, page)
    number = page_of(found, key)
    if number is None:
        raise Http404
    query = f"?page={number}" if number > 1 else ""
    return HttpResponseRedirect(f"{page.url}press/{query}#press-{key}")


def press_below(request: ViewedRequest, page: BasePage) -> PressQuerySet:
    """What the viewer may see of an edition's press, or of all; 404 for pages that have none."""
    found: PressQuerySet = PressItem.objects.visible_to(request.viewer)
    if isinstance(page, ForumIndexPage):
        return found
    if not isinstance(page, ForumPage):
        raise Http404
    return found.filter(edition_key=page.translation_key)


def messages_below(request: ViewedRequest, page: BasePage) -> MessageQuerySet:
    """The same of key messages."""
    found: MessageQuerySet = KeyMessage.objects.visible_to(request.viewer)
    if isinstance(page, ForumIndexPage):
        return found
    if not isinstance(page, ForumPage):
        raise Http404
    sessions = sessions_at(page.path, page.original.path, request.viewer, page.language)
    return found.filter(session_key__in=[session.translation_key for session in sessions])


def asked(request: ViewedRequest) -> int:
    """The page that the address asks for; 1 for what is no number."""
    wanted = request.GET.get("page", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1


def answer(request: ViewedRequest, page: BasePage, listing: Listing, template: str, title: str) -> HttpResponse:
    """A list; below an edition its lines need not say which."""
    context: dict[str, Any] = {
        "page": page,
        "listing": listing,
        "title": title,
        "is_whole": isinstance(page, ForumIndexPage),
    }
    return render(request, template, context)
