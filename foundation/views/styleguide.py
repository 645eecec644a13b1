"""The living gallery of components; mounted only where `settings.STYLEGUIDE` says so."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from foundation.views.samples import samples


class SampleForm(forms.Form):
    """A field with help, one that is missing, one to tick."""

    name = forms.CharField(help_text="Your own name, an alias or a collective.")
    place = forms.CharField()
    agreed = forms.BooleanField(label="Remember me", required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    """`/styleguide/?language=ar`: every component with samples, in a language of the interface."""
    wanted = request.GET.get("language", "")
    language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        shown = samples(language)
        shown["form"] = SampleForm({"name": shown["words"]["name"], "agreed": "on"})
        return render(request, "styleguide/gallery.html", shown)
