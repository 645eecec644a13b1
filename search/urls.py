"""The reading room's addresses."""

from django.urls import path

from search.views import permalink, results

urlpatterns = [
    path("search/", results, name="search"),
    path("id/<uuid:key>/", permalink, name="permalink"),
]
