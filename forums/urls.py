"""What stands below a page of the archive: its calendar, its press and key messages, the exact text of a statement."""

from datetime import date

from django.urls import path, register_converter

from forums.views.calendars import edition_calendar
from forums.views.outcomes import canonical_text
from forums.views.press import message_list, press_list, press_place


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
    path("text/", canonical_text),
    path("press/", press_list),
    path("press/<uuid:key>/", press_place),
    path("messages/", message_list),
]
