"""What machines are told in schema.org's words."""

import json

from django.utils.html import format_html

from foundation.formats.linked_data import Graph, known, organisation, path_of, place_named, thing


def test_nothing_in_the_data_ends_the_element_around_it() -> None:
    name = "</script><!-- & “قاعة”"
    written = format_html("{}", Graph((thing("WebPage", name=name),)))
    assert not set(written) & set("<>&")
    assert "قاعة" in written
    assert json.loads(written) == {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": name}]}


def test_what_nobody_knows_is_not_said() -> None:
    assert known(name="A", startDate="", organizer=[], location={}, about=None) == {"name": "A"}


def test_a_place_has_what_is_known_of_it() -> None:
    country = {"@type": "PostalAddress", "addressCountry": "GH"}
    assert place_named("Hotel, Accra", "GH") == {"@type": "Place", "name": "Hotel, Accra", "address": country}
    assert place_named("Accra", "") == {"@type": "Place", "name": "Accra"}
    assert place_named("", "GH") == {"@type": "Place", "address": country}
    assert place_named("", "") == {}


def test_organisations_and_paths() -> None:
    assert organisation("A") == {"@type": "Organization", "name": "A"}
    steps = path_of([("A", "https://x.example/a/"), ("B", "https://x.example/a/b/")])["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "A", "https://x.example/a/"),
        (2, "B", "https://x.example/a/b/"),
    ]
