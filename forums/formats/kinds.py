"""What archives call a session and what they call somebody's part in it, in our words."""

from __future__ import annotations

from forums.enums import ParticipationRole, SessionKind

# Words in small letters; a phrase that begins or ends with one of them counts too ("lightning talk", "Panel 3").
KINDS: dict[SessionKind, tuple[str, ...]] = {
    SessionKind.WORKSHOP: ("workshop", "workshops", "atelier", "taller", "werkstatt", "hands-on", "lab"),
    SessionKind.PANEL: (
        "panel", "panels", "panel discussion", "discussion", "diskussion", "podiumsdiskussion", "podium",
        "round table", "roundtable", "table ronde", "mesa redonda", "debate", "débat",
    ),
    SessionKind.KEYNOTE: ("keynote", "keynotes", "keynote speech", "keynote address", "conférence inaugurale"),
    SessionKind.PLENARY: ("plenary", "plenary session", "plenum", "plénière", "séance plénière", "plenaria"),
    SessionKind.OPENING: ("opening", "opening session", "welcome", "eröffnung", "ouverture", "apertura"),
    SessionKind.OVERVIEW: ("overview", "overview report", "report", "überblick", "rapport"),
    SessionKind.QUESTIONS: ("questions", "questions and answers", "q&a", "q & a", "fragen"),
    SessionKind.CONCLUDING: ("concluding", "concluding session", "closing", "closing session", "abschluss", "clôture"),
    SessionKind.TALK: (
        "talk", "talks", "lightning talk", "lecture", "vortrag", "presentation", "présentation", "exposé", "charla",
        "conférence", "conferencia", "paper", "speech", "short talk", "long talk",
    ),
    SessionKind.TUTORIAL: ("tutorial", "tutorials", "tutoriel", "training", "schulung", "kurs", "course"),
    SessionKind.OTHER: ("other", "session", "event", "aktion", "activity", "sonstiges", "autre", "otro"),
}  # fmt: skip
ROLES: dict[ParticipationRole, tuple[str, ...]] = {
    ParticipationRole.PRESIDING: ("presiding", "chair", "chairperson", "vorsitz", "présidence", "host"),
    ParticipationRole.SPEAKER: ("speaker", "panelist", "panellist", "referent", "referentin", "intervenant"),
    ParticipationRole.MODERATOR: ("moderator", "moderatorin", "moderation", "modérateur", "modératrice", "moderador"),
    ParticipationRole.FACILITATOR: ("facilitator", "facilitateur", "facilitatrice", "trainer"),
    ParticipationRole.RAPPORTEUR: ("rapporteur", "rapporteuse", "relator", "note-taker"),
    ParticipationRole.INTERPRETER: ("interpreter", "interprète", "intérprete", "dolmetscher", "dolmetscherin"),
    ParticipationRole.PARTICIPANT: ("participant", "participante", "teilnehmer", "teilnehmerin", "guest"),
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
ROLE_OF = {word: role for role, words in ROLES.items() for word in words}


def read_kind(text: str) -> SessionKind | None:
    """The kind of session that a word or phrase stands for; None for one that nobody knows."""
    phrase = text.strip().casefold()
    found = KIND_OF.get(phrase)
    if found is None and (words := phrase.split()):
        found = KIND_OF.get(words[-1]) or KIND_OF.get(words[0])
    return found


def read_role(text: str) -> ParticipationRole | None:
    """The role that a word stands for; None for one that nobody knows."""
    return ROLE_OF.get(text.strip().casefold())
