"""What stands below a page of the archive: calendar, feeds, programme on paper, press, key messages, exact text."""

from datetime import date

from django.urls import path, register_converter

from forums.feeds import edition_feed, editions_feed, press_feed, sessions_feed
from forums.views.calendars import edition_calendar
from forums.views.outcomes import canonical_text
from forums.views.press import message_list, press_list, press_place
from forums.views.programmes import programme


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
    path("feed/press/", press_feed),
    path("programme/", programme),
    path("text/", canonical_text),
    path("press/", press_list),
    path("press/<uuid:key>/", press_place),
    path("messages/", message_list),
]
