"""The human rights instruments that themes refer to, by the codes that a theme keeps.

Source: the documents themselves, by their symbols in the documents system of the United Nations. `adopted` is the day
of adoption, for a report the day it bears; `in_force` the day a treaty entered into force.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class InstrumentKind(Enum):
    """What a document is, which says how much it binds."""

    TREATY = "treaty"
    DECLARATION = "declaration"
    RESOLUTION = "resolution"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty, declaration, resolution or report, with the symbol it is found by."""

    code: str
    title: str | Promise
    symbol: str
    adopted: date
    kind: InstrumentKind
    in_force: date | None = None


_TREATY, _DECLARATION = InstrumentKind.TREATY, InstrumentKind.DECLARATION
_RESOLUTION, _REPORT = InstrumentKind.RESOLUTION, InstrumentKind.REPORT
_ALL = (
    Instrument(
        "UDHR",
        _("Universal Declaration of Human Rights"),
        "A/RES/217(III)[A]",
        date(1948, 12, 10),
        _DECLARATION,
    ),
    Instrument(
        "ICERD",
        _("International Convention on the Elimination of All Forms of Racial Discrimination"),
        "A/RES/2106(XX)",
        date(1965, 12, 21),
        _TREATY,
        date(1969, 1, 4),
    ),
    Instrument(
        "ICCPR",
        _("International Covenant on Civil and Political Rights"),
        "A/RES/2200(XXI)[A]",
        date(1966, 12, 16),
        _TREATY,
        date(1976, 3, 23),
    ),
    Instrument(
        "ICESCR",
        _("International Covenant on Economic, Social and Cultural Rights"),
        "A/RES/2200(XXI)[A]",
        date(1966, 12, 16),
        _TREATY,
        date(1976, 1, 3),
    ),
    Instrument(
        "CEDAW",
        _("Convention on the Elimination of All Forms of Discrimination against Women"),
        "A/RES/34/180",
        date(1979, 12, 18),
        _TREATY,
        date(1981, 9, 3),
    ),
    Instrument(
        "CAT",
        _("Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment"),
        "A/RES/39/46",
        date(1984, 12, 10),
        _TREATY,
        date(1987, 6, 26),
    ),
    Instrument(
        "CRC",
        _("Convention on the Rights of the Child"),
        "A/RES/44/25",
        date(1989, 11, 20),
        _TREATY,
        date(1990, 9, 2),
    ),
    Instrument(
        "ICRMW",
        _(
            "International Convention on the Protection of the Rights of All Migrant Workers "
            "and Members of Their Families"
        ),
        "A/RES/45/158",
        date(1990, 12, 18),
        _TREATY,
        date(2003, 7, 1),
    ),
    Instrument(
        "VDPA",
        _("Vienna Declaration and Programme of Action"),
        "A/CONF.157/23",
        date(1993, 6, 25),
        _DECLARATION,
    ),
    Instrument(
        "DHRD",
        _(
            "Declaration on the Right and Responsibility of Individuals, Groups and Organs of Society to Promote "
            "and Protect Universally Recognized Human Rights and Fundamental Freedoms"
        ),
        "A/RES/53/144",
        date(1998, 12, 9),
        _DECLARATION,
    ),
    Instrument(
        "UNSCR1325",
        _("Security Council resolution 1325 on women and peace and security"),
        "S/RES/1325",
        date(2000, 10, 31),
        _RESOLUTION,
    ),
    Instrument(
        "CRPD",
        _("Convention on the Rights of Persons with Disabilities"),
        "A/RES/61/106",
        date(2006, 12, 13),
        _TREATY,
        date(2008, 5, 3),
    ),
    Instrument(
        "ICPPED",
        _("International Convention for the Protection of All Persons from Enforced Disappearance"),
        "A/RES/61/177",
        date(2006, 12, 20),
        _TREATY,
        date(2010, 12, 23),
    ),
    Instrument(
        "WHRD2013",
        _("Resolution of the General Assembly on protecting women human rights defenders"),
        "A/RES/68/181",
        date(2013, 12, 18),
        _RESOLUTION,
    ),
    Instrument(
        "AGENDA2030",
        _("Transforming our world: the 2030 Agenda for Sustainable Development"),
        "A/RES/70/1",
        date(2015, 9, 25),
        _RESOLUTION,
    ),
    Instrument(
        "A/HRC/40/60",
        _("Situation of women human rights defenders: report of the Special Rapporteur"),
        "A/HRC/40/60",
        date(2019, 1, 10),
        _REPORT,
    ),
    Instrument(
        "A/74/159",
        _("Impunity for violations against human rights defenders: report of the Special Rapporteur"),
        "A/74/159",
        date(2019, 7, 15),
        _REPORT,
    ),
    Instrument(
        "A/HRC/43/51",
        _("Human rights defenders in conflict and post-conflict situations: report of the Special Rapporteur"),
        "A/HRC/43/51",
        date(2019, 12, 30),
        _REPORT,
    ),
)
INSTRUMENTS: dict[str, Instrument] = {instrument.code: instrument for instrument in _ALL}
