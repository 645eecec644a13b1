"""The vocabulary: two levels of terms, their words in every language, and the pages that carry them."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import deactivate_all, override

from forums.models.session import SessionPage
from foundation.models.change import EPOCH
from tests.factories.forums import ForumPageFactory, SessionPageFactory
from tests.factories.themes import ThemeFactory, about
from themes.enums import ThemeStatus
from themes.models.vocabulary import Theme, ThemeLabel, ThemeLink, themes_of, vocabulary

pytestmark = pytest.mark.django_db


class TestLevels:
    """A theme has topics; a topic has none."""

    def test_a_topic_belongs_to_a_theme(self) -> None:
        theme = ThemeFactory()
        topic = ThemeFactory(parent=theme)
        topic.full_clean()
        assert list(theme.topics.all()) == [topic]

    def test_a_topic_has_no_topics(self) -> None:
        topic = ThemeFactory(parent=ThemeFactory())
        with pytest.raises(ValidationError, match="two levels") as refused:
            ThemeFactory.build(parent=topic, slug="deeper").full_clean()
        assert list(refused.value.message_dict) == ["parent"]

    def test_a_theme_with_topics_becomes_no_topic(self) -> None:
        theme, other = ThemeFactory(), ThemeFactory()
        ThemeFactory(parent=theme)
        theme.parent = other
        with pytest.raises(ValidationError, match="topics of its own"):
            theme.full_clean()

    def test_a_theme_without_topics_may_become_one(self) -> None:
        theme, other = ThemeFactory(), ThemeFactory()
        theme.parent = other
        theme.full_clean()
        theme.save()
        assert list(other.topics.all()) == [theme]

    def test_no_term_belongs_to_itself(self) -> None:
        theme = ThemeFactory()
        theme.parent_id = theme.pk
        with pytest.raises(ValidationError, match="two levels"):
            theme.full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            Theme.objects.filter(pk=theme.pk).update(parent=theme)

    def test_a_theme_with_topics_is_not_deleted(self) -> None:
        theme = ThemeFactory()
        ThemeFactory(parent=theme)
        with pytest.raises(ProtectedError):
            theme.delete()
        assert theme.pk in vocabulary()


class TestWords:
    """A term has a name, labels and synonyms."""

    def test_a_name_is_cleaned(self) -> None:
        theme = ThemeFactory.build(name="  E\u0301galite\u0301 \n des   droits ", slug="x")
        theme.full_clean()
        assert theme.name == str(theme) == "\u00c9galit\u00e9 des droits"

    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Women’s Rights", "womens-rights"),
            ("Égalité", "égalité"),
            ("مدافعات عن الحقوق", "مدافعات-عن-الحقوق"),
            ("人权", "人权"),
            ("Права человека", "права-человека"),
            ("***", "theme"),
        ],
    )
    def test_an_address_keeps_letters_of_every_script(self, name: str, slug: str) -> None:
        assert ThemeFactory(name=name).slug == slug

    def test_two_names_that_read_alike_have_two_addresses(self) -> None:
        assert [ThemeFactory(name=name).slug for name in ("C", "C#", "C++")] == ["c", "c-1", "c-2"]

    def test_an_address_that_was_given_stays(self) -> None:
        theme = ThemeFactory(name="Faith", slug="belief")
        theme.name = "Faith and belief"
        theme.save()
        theme.refresh_from_db()
        assert theme.slug == "belief"

    def test_a_term_reads_as_in_the_language_asked_for_or_the_active_one(self) -> None:
        theme = ThemeFactory(name="Solidarity", labels={"fr": "Solidarité", "ar": "تضامن"})
        assert [theme.label_for(code) for code in ("fr", "ar", "es", "en")] == [
            "Solidarité",
            "تضامن",
            "Solidarity",
            "Solidarity",
        ]
        with override("fr"):
            assert (theme.label_for(), theme.label_for("es")) == ("Solidarité", "Solidarity")

    def test_without_any_language_a_term_is_called_by_its_name(self) -> None:
        theme = ThemeFactory(name="Solidarity", labels={"fr": "Solidarité"})
        with override(None):
            deactivate_all()
            assert theme.label_for() == "Solidarity"

    def test_an_empty_label_is_none(self) -> None:
        assert ThemeFactory(name="Solidarity", labels={"fr": ""}).label_for("fr") == "Solidarity"

    def test_a_label_knows_its_language(self) -> None:
        theme = ThemeFactory(name="Solidarity", labels={"fr": "Solidarité"})
        assert [theme.label_language(code) for code in ("fr", "es", "en")] == ["fr", "en", "en"]
        with override("fr"):
            assert theme.label_language() == "fr"

    def test_every_word_for_it_is_told_once(self) -> None:
        theme = ThemeFactory(
            name="Faith", labels={"fr": "Foi", "xx": "Faith"}, synonyms="belief\n\n  religion \nFoi\nbelief"
        )
        assert theme.names() == ["Faith", "Foi", "belief", "religion"]

    def test_a_language_has_one_label(self) -> None:
        theme = ThemeFactory(labels={"fr": "Foi"})
        assert [str(label) for label in theme.labels.all()] == ["Foi"]
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemeLabel.objects.create(theme=theme, language="fr", label="Croyance")

    def test_goals_and_instruments_are_kept_as_given(self) -> None:
        theme = Theme.objects.get(pk=ThemeFactory(sdgs=[5, 16], instruments=["DHRD", "UDHR"]).pk)
        assert (theme.sdgs, theme.instruments) == ([5, 16], ["DHRD", "UDHR"])
        plain = Theme.objects.get(pk=ThemeFactory().pk)
        assert (plain.sdgs, plain.instruments) == ([], [])


class TestVocabulary:
    """What readers may come across."""

    def test_a_term_that_waits_is_not_in_it(self) -> None:
        waits, stands = ThemeFactory(status=ThemeStatus.PENDING), ThemeFactory()
        assert (waits.is_approved, stands.is_approved) == (False, True)
        assert list(vocabulary()) == [stands.pk]

    def test_editors_give_the_order_and_names_do_the_rest(self) -> None:
        for name, order in [("Beta", 2), ("Delta", 1), ("Alpha", 2), ("Gamma", 0)]:
            ThemeFactory(name=name, order=order)
        assert [term.name for term in vocabulary().values()] == ["Gamma", "Delta", "Alpha", "Beta"]

    def test_it_is_kept_until_a_term_changes(self, django_assert_num_queries) -> None:
        theme = ThemeFactory(name="Faith", labels={"fr": "Foi"})
        assert vocabulary()[theme.pk].name == "Faith"
        cache.delete(EPOCH)
        with django_assert_num_queries(1):
            assert vocabulary()[theme.pk].label_for("fr") == "Foi"
        theme.name = "Belief"
        theme.save()
        assert vocabulary()[theme.pk].name == "Belief"
        theme.labels.get().delete()
        assert vocabulary()[theme.pk].label_for("fr") == "Belief"
        theme.delete()
        assert vocabulary() == {}

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_two_queries_and_one_that_asks_for_changes(self, count: int, django_assert_num_queries) -> None:
        for _ in range(count):
            ThemeFactory(labels={"fr": "Foi", "es": "Fe"})
        with django_assert_num_queries(3):
            assert len(vocabulary()) == count


class TestLinks:
    """Pages carry terms."""

    @pytest.fixture
    def session(self) -> SessionPage:
        return SessionPageFactory()

    def test_a_word_in_another_case_names_the_same_term(self, session: SessionPage) -> None:
        theme = ThemeFactory(name="Solidarity")
        session.themes.add("SOLIDARITY")
        session.save()
        assert Theme.objects.get() == theme
        assert themes_of([session.pk]) == {session.pk: [theme]}

    def test_a_page_carries_a_term_once(self, session: SessionPage) -> None:
        theme = ThemeFactory()
        about(session, theme)
        with pytest.raises(IntegrityError), transaction.atomic():
            ThemeLink.objects.create(content_object_id=session.pk, tag=theme)
        session.themes.add(theme)
        session.save()
        assert ThemeLink.objects.count() == 1

    def test_a_link_goes_with_its_term_and_with_its_page(self, session: SessionPage) -> None:
        first, second = ThemeFactory(), ThemeFactory()
        about(session, first, second)
        first.delete()
        assert themes_of([session.pk]) == {session.pk: [second]}
        session.delete()
        assert not ThemeLink.objects.exists()
        assert list(vocabulary()) == [second.pk]

    def test_terms_of_pages_come_in_the_vocabularys_order(self, session: SessionPage) -> None:
        last, first = ThemeFactory(order=2), ThemeFactory(order=1)
        waits = ThemeFactory(status=ThemeStatus.PENDING)
        about(session, last, waits, first)
        edition = ForumPageFactory()
        about(edition, last)
        assert themes_of([session.pk, edition.pk, 0]) == {session.pk: [first, last], edition.pk: [last], 0: []}

    @pytest.mark.parametrize("count", [1, 3])
    def test_terms_of_many_pages_cost_one_query_and_one_that_asks_for_changes(
        self, count: int, django_assert_num_queries
    ) -> None:
        pages = [SessionPageFactory() for _ in range(count)]
        for page in pages:
            about(page, ThemeFactory(), ThemeFactory())
        vocabulary()
        cache.delete(EPOCH)
        # The links, and whether anything has changed.
        with django_assert_num_queries(2):
            found = themes_of(page.pk for page in pages)
        assert [len(themes) for themes in found.values()] == [2] * count
