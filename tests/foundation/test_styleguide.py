"""The gallery shows every component, in both directions."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ar", "rtl"), ("xx", "ltr")])
def test_the_gallery_is_written_in_the_language_asked_for(client: Client, language: str, way: str) -> None:
    words = client.get("/styleguide/", {"language": language}).content.decode()
    assert f'dir="{way}">' in words.partition("<head>")[0]
    assert words.count('class="specimen"') > 10
    assert "<h1></h1>" not in words


@pytest.mark.django_db
def test_who_is_withheld_is_not_drawn_as_a_participant(client: Client) -> None:
    words = client.get("/styleguide/").content.decode()
    assert words.count('class="voice"') == 2
    assert "pattern-withheld" not in words


@pytest.mark.django_db
def test_a_row_says_nothing_where_there_is_nothing_to_say(client: Client) -> None:
    rows = BeautifulSoup(client.get("/styleguide/").content, "html.parser").select(".session-row")
    assert len(rows) > 5
    assert [str(row) for row in rows for said in row.select("small span") if not said.get_text(strip=True)] == []
