"""What stands below a page of the archive: its calendar, its feeds, the exact text of a statement or report."""

from datetime import date

from django.urls import path, register_converter

from forums.feeds import edition_feed, editions_feed, sessions_feed
from forums.views.calendars import edition_calendar
from forums.views.outcomes import canonical_text


class Day:
    """A day as ISO 8601 writes it; what is none leads nowhere."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(Day, "day")

urlpatterns = [
    path("calendar/", edition_calendar),
    path("calendar/<day:day>/", edition_calendar),
    path("feed/", edition_feed),
    path("feed/editions/", editions_feed),
    path("feed/sessions/", sessions_feed),
    path("text/", canonical_text),
]
