"""What stands below a statement or report."""

from django.urls import path

from forums.views.outcomes import canonical_text

urlpatterns = [path("text/", canonical_text)]
