"""A site with its home page, pages below it, their translations and restrictions."""

from collections.abc import Iterable
from contextlib import nullcontext

import factory
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
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


# What may refer to something else.
REFERRING = {"body", "concept_note", "headings", "builds_on"}


class BasePageFactory(PageFactory):
    """Pages of ours: live, in the language of their parent, with titles that differ.

    A page that refers to nothing is not read for Wagtail's index of references, which would take a third of its time.
    """

    title = factory.Sequence(lambda n: f"Page {n}")
    standfirst = "A sentence under the title."
    locale = factory.LazyAttribute(lambda page: page.parent.locale if page.parent else Locale.get_default())

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[BasePage], *args: object, **kwargs: object) -> BasePage:
        with nullcontext() if REFERRING & kwargs.keys() else disable_reference_index_auto_update():
            return super()._create(model_class, *args, **kwargs)


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
    """The home page of the site at http://localhost/: what migrations left as Wagtail's welcome page becomes it.

    Its row is continued as it stands, because making one page and deleting another would cost every test 40 ms.
    """
    page = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    if not HomePage.objects.filter(pk=page.pk).exists():
        page.title = page.draft_title = "Common Ground"
        page.slug, page.content_type = "common-ground", ContentType.objects.get_for_model(HomePage)
        page.save_base(raw=True)
        HomePage(page_ptr=page).save_base(raw=True)
    return HomePage.objects.get(pk=page.pk)


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
