"""A hub: everything that the viewer may see under a theme and its topics."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override

from access.viewer import ViewedRequest
from foundation.cards import Metadata
from foundation.signals import answers_to, cards_about
from themes.enums import ThemeStatus
from themes.models.hubs import hub_for
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme, vocabulary


def hub(request: ViewedRequest, page: ThemeIndexPage, slug: str) -> HttpResponse:
    """`/themes/<slug>/?kind=session&page=2`; 404 for a term that no editor has taken into the vocabulary.

    The address of a term that was merged leads to its survivor, for good.
    """
    theme = next((term for term in vocabulary().values() if term.slug == slug), None)
    if theme is None:
        # One that nobody had taken in was never to be seen: it leads nowhere.
        seen_once = {"merged__slug": slug, "merged__merge__moved__status": ThemeStatus.APPROVED}
        survivor = get_object_or_404(Theme.objects.approved(), **seen_once)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(f"{page.url}{survivor.slug}/{query}", permanent=True)
    wanted = request.GET.get("page", "")
    # On a mirror the main part is written in the language of its words: so are dates and kinds.
    with override(page.words_language):
        found = hub_for(
            theme,
            request.viewer,
            language=page.language,
            kind=request.GET.get("kind", ""),
            page=int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1,
        )
        about = answers_to(cards_about, type(page), thing=theme, viewer=request.viewer) if not found.kind else []
    metadata = Metadata("CollectionPage", found.title, request.path, found.language, found.definition)
    context = {
        "page": page,
        "hub": found,
        "about": sorted(about, key=lambda card: card.year or 0, reverse=True),
        "metadata": metadata if request.viewer.is_stranger else None,
    }
    return render(request, "themes/hub.html", context)
