"""The Sustainable Development Goals by number, with their short titles (A/RES/70/1, 25 September 2015)."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GOALS: dict[int, str | Promise] = {
    1: _("No Poverty"),
    2: _("Zero Hunger"),
    3: _("Good Health and Well-being"),
    4: _("Quality Education"),
    5: _("Gender Equality"),
    6: _("Clean Water and Sanitation"),
    7: _("Affordable and Clean Energy"),
    8: _("Decent Work and Economic Growth"),
    9: _("Industry, Innovation and Infrastructure"),
    10: _("Reduced Inequalities"),
    11: _("Sustainable Cities and Communities"),
    12: _("Responsible Consumption and Production"),
    13: _("Climate Action"),
    14: _("Life Below Water"),
    15: _("Life on Land"),
    16: _("Peace, Justice and Strong Institutions"),
    17: _("Partnerships for the Goals"),
}


def goal_choices() -> list[tuple[int, str]]:
    """Number and "5 Gender Equality", in the active language."""
    return [(number, f"{number} {title}") for number, title in GOALS.items()]
