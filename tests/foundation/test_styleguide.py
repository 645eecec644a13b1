"""The gallery shows every component, in both directions."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ar", "rtl"), ("xx", "ltr")])
def test_the_gallery_is_written_in_the_language_asked_for(client: Client, language: str, way: str) -> None:
    words = client.get("/styleguide/", {"language": language}).content.decode()
    assert f'dir="{way}">' in words.partition("<head>")[0]
    assert words.count('class="specimen"') > 10


@pytest.mark.django_db
def test_who_is_withheld_is_not_drawn_as_a_participant(client: Client) -> None:
    words = client.get("/styleguide/").content.decode()
    assert words.count('class="voice"') == 2
    assert "pattern-withheld" not in words
