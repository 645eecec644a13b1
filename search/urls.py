"""The reading room's addresses."""

from django.urls import path, register_converter
from django.urls.converters import UUIDConverter

from search.feeds import results_feed, results_table, search_box
from search.views import manners_of_asking, permalink, results


class AnyCase(UUIDConverter):
    """A UUID in small letters or capitals (RFC 9562: readers take both)."""

    regex = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


register_converter(AnyCase, "key")

urlpatterns = [
    path("search/", results, name="search"),
    path("search/results.csv", results_table, name="search-table"),
    path("search/results.atom", results_feed, name="search-feed"),
    path("search/opensearch.xml", search_box, name="search-box"),
    path("search/help/", manners_of_asking, name="search-help"),
    path("id/<key:key>/", permalink, name="permalink"),
]
