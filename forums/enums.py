"""Words of the forums."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionKind(models.TextChoices):
    """What a session is."""

    WORKSHOP = "workshop", _("Workshop")
    PANEL = "panel", _("Panel")
    KEYNOTE = "keynote", _("Keynote")
    PLENARY = "plenary", _("Plenary")
    OPENING = "opening", _("Opening")
    OVERVIEW = "overview", _("Overview report")
    QUESTIONS = "questions", _("Questions and answers")
    CONCLUDING = "concluding", _("Concluding session")
    TALK = "talk", _("Talk")
    TUTORIAL = "tutorial", _("Tutorial")
    OTHER = "other", _("Session")


class DatePrecision(models.TextChoices):
    """How much of a date is known (EDTF level 0)."""

    DAY = "day", _("the day")
    MONTH = "month", _("the month")
    YEAR = "year", _("the year")


class ParticipationRole(models.TextChoices):
    """What somebody did in a session."""

    PRESIDING = "presiding", _("Presiding")
    SPEAKER = "speaker", pgettext_lazy("role in a session", "Speaker")
    MODERATOR = "moderator", _("Moderator")
    FACILITATOR = "facilitator", _("Facilitator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    INTERPRETER = "interpreter", _("Interpreter")
    PARTICIPANT = "participant", _("Participant")


class ParticipantCategory(models.TextChoices):
    """The six kinds of people whom the forum brings together."""

    FRONTLINE = "frontline", _("Frontline activist")
    PEACEMAKER = "peacemaker", _("Woman peacemaker")
    NGO = "ngo", _("International NGO")
    RELIGIOUS = "religious", _("Religious leader")
    ANALYST = "analyst", _("Analyst or author")
    OFFICIAL = "official", _("Government or United Nations")


class Measure(models.TextChoices):
    """What a claim counts."""

    PARTICIPANTS = "participants", _("Participants")
    COUNTRIES = "countries", _("Countries")


class Held(models.TextChoices):
    """Whether a number was announced before or reported after."""

    PLANNED = "planned", _("as planned")
    HELD = "held", _("as reported")


class Addressee(models.TextChoices):
    """Of whom something is asked."""

    GOVERNMENTS = "governments", _("Governments")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental bodies")
    DONORS = "donors", _("Donors")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    FAITH = "faith", _("Religious leaders and communities")
    MEDIA = "media", _("Media")
    BUSINESS = "business", _("Business")
    DEFENDERS = "defenders", _("Defenders")


class PointKind(models.TextChoices):
    """What a numbered point of an outcome is."""

    RECOMMENDATION = "recommendation", _("Recommendation")
    STRATEGY = "strategy", _("Strategy")


class LinkState(models.TextChoices):
    """What was last found at an address elsewhere."""

    UNCHECKED = "unchecked", _("not checked yet")
    ALIVE = "alive", _("answers")
    DEAD = "dead", _("dead")
    # It refused, was too slow or spoke of troubles of its own: people may still find something there.
    UNSURE = "unsure", _("gave no clear answer")


class ImportFate(models.TextChoices):
    """What an import does with a row."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    # An editor changed the page since the import wrote it; the row differs too.
    EDITED = "edited", _("changed here since: left alone")
    REMOVED = "removed", _("deleted here: left alone")
    FAULTY = "faulty", _("not imported")
