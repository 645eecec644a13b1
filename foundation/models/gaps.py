"""What pages lack, as conditions over Wagtail's `Page`. The rooms above know more of it (`signals.gaps_of_pages`)."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from wagtail.models import Page

from foundation.models.base import BasePage

# How a stream's blocks are stored, with the keys in either database's order.
PICTURE_WITHOUT_WORDS = (
    r'"decorative": (false|null), "alt_text": (""|null)|"alt_text": (""|null), "decorative": (false|null)'
)
RECORDING_WITHOUT_WORDS = r'"transcript": "(<p[^>]*></p>)?"'


def bodies_that_match(pattern: str) -> Q:
    """Pages of any class whose body, as it is stored, matches a regular expression."""
    found = Q(pk__in=[])
    for model in apps.get_models():
        if issubclass(model, BasePage) and any(field.name == "body" for field in model._meta.get_fields()):
            pages = model.objects.alias(stored=Cast("body", TextField())).filter(stored__regex=pattern)
            found |= Q(pk__in=pages.order_by().values("pk"))
    return found


def one_a_work_q() -> Q:
    """The page of each work that is in the site's own language, else the first one made."""
    own = Q(locale__language_code=settings.LANGUAGE_CODE)
    family = Page.objects.filter(translation_key=OuterRef("translation_key"))
    return own | ~Q(Exists(family.filter(own))) & ~Q(Exists(family.filter(pk__lt=OuterRef("pk"))))
