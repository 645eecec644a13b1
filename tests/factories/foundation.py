"""A site with its home page, pages below it, their translations and restrictions."""

from collections.abc import Iterable

import factory
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail_factories import PageFactory

from foundation.models.base import BasePage
from foundation.models.pages import HomePage, PlainPage
from foundation.models.rows import Voice


class LocaleFactory(factory.django.DjangoModelFactory):
    """`LocaleFactory(language_code="fr")`: the language, made once."""

    language_code = "en"

    class Meta:
        model = Locale
        django_get_or_create = ("language_code",)


class BasePageFactory(PageFactory):
    """Pages of ours: live, in the language of their parent, with titles that differ."""

    title = factory.Sequence(lambda n: f"Page {n}")
    standfirst = "A sentence under the title."
    locale = factory.LazyAttribute(lambda page: page.parent.locale if page.parent else Locale.get_default())

    class Meta:
        abstract = True


class HomePageFactory(BasePageFactory):
    """A home page that is not the site's; the site's is `ground()`."""

    title = factory.Sequence(lambda n: f"Home {n}")
    parent = factory.LazyFunction(lambda: Page.objects.get(depth=1))

    class Meta:
        model = HomePage


class PlainPageFactory(BasePageFactory):
    """`PlainPageFactory(parent=ground())`."""

    title = factory.Sequence(lambda n: f"Plain page {n}")

    class Meta:
        model = PlainPage


class VoiceFactory(factory.django.DjangoModelFactory):
    """A voice whose name shows."""

    printed_name = factory.Sequence(lambda n: f"Voice {n}")
    public_source = "Programme of the forum"
    description = "panellist"

    class Meta:
        model = Voice


def ground() -> HomePage:
    """The home page of the site at http://localhost/, made where it is missing."""
    site = Site.objects.get(is_default_site=True)
    home = HomePage.objects.filter(pk=site.root_page_id).first()
    if home is None:
        welcome, home = site.root_page, HomePageFactory(title="Common Ground", slug="common-ground")
        site.root_page = home
        site.save()
        welcome.delete()
    home.refresh_from_db()
    return home


def translated(page: BasePage, language: str, *, live: bool = True, **words: object) -> BasePage:
    """The page's translation; parents without one become mirrors there. `words` are its own fields."""
    locale = LocaleFactory(language_code=language)
    found = page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)
    copy = type(page).objects.get(pk=found.pk)
    for name, value in {**words, "alias_of": None}.items():
        setattr(copy, name, value)
    revision = copy.save_revision()
    if live:
        revision.publish()
    return type(page).objects.get(pk=copy.pk)


def restrict(page: Page, *groups: str, kind: str = PageViewRestriction.GROUPS) -> PageViewRestriction:
    """`restrict(page, "Members")` as the privacy dialog would; other kinds are what the dialog does not offer."""
    restriction = PageViewRestriction(page=page, restriction_type=kind, password="x" if kind == "password" else "")
    restriction.save()
    restriction.groups.set(named(groups))
    return restriction


def named(groups: Iterable[str]) -> list[Group]:
    return [Group.objects.get_or_create(name=name)[0] for name in groups]
