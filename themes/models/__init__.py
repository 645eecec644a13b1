"""Tables and pages of the vocabulary; import the owning module, this file only lets Django find them."""

from themes.models.merges import ThemeMerge
from themes.models.pages import ThemedPage, ThemeIndexPage
from themes.models.vocabulary import Theme, ThemeLabel, ThemeLink

__all__ = ["Theme", "ThemeIndexPage", "ThemeLabel", "ThemeLink", "ThemeMerge", "ThemedPage"]
