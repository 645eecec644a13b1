"""Terms of the vocabulary and the page that hosts them."""

from typing import Any

import factory

from tests.factories.foundation import BasePageFactory
from themes.models.pages import ThemeIndexPage
from themes.models.vocabulary import Theme, ThemeLabel, ThemeLink


class ThemeFactory(factory.django.DjangoModelFactory):
    """`ThemeFactory(name="Solidarity", labels={"fr": "Solidarité"})`; approved unless told otherwise."""

    name = factory.Sequence(lambda n: f"Theme {n}")
    definition = "What it means."

    class Meta:
        model = Theme
        skip_postgeneration_save = True

    @factory.post_generation
    def labels(self, create: bool, labels: dict[str, str] | None, **kwargs: Any) -> None:
        for language, label in (labels or {}).items() if create else ():
            ThemeLabel.objects.create(theme=self, language=language, label=label)


class ThemeIndexPageFactory(BasePageFactory):
    """`ThemeIndexPageFactory(parent=ground())`."""

    title = "Themes"
    slug = "themes"

    class Meta:
        model = ThemeIndexPage


def about(page: Any, *themes: Theme) -> None:
    """Tie the page to these terms, as its published form would."""
    for theme in themes:
        ThemeLink.objects.get_or_create(content_object_id=page.pk, tag=theme)
    page.refresh_from_db()
