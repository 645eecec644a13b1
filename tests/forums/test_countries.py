"""Countries by code and by name."""

import pytest

from forums.formats.countries import read_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("Germany", "DE"),
        ("Allemagne", "DE"),
        ("المغرب", "MA"),
        ("USA", "US"),
        ("UK", "GB"),
        ("SUN", ""),
        ("EU", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_country_has_one_code(text: str, code: str) -> None:
    assert read_country(text) == code
