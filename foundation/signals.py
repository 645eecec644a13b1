"""Announcements that a lower room makes, and questions that upper rooms answer.

`cards_about(thing=page, viewer=viewer)`: each answer is a tuple of `foundation.cards.Card`.
`home_sections(viewer=viewer, language="fr")`: each answer is a tuple of `foundation.cards.Section`.
`errands_for(user=account)`: each answer is a tuple of `foundation.cards.Errand` for the desk.
`pages_without_files()`: each answer is a tuple of `Q` over Wagtail's `Page` for pages that show no files to anybody,
whatever hangs on them.
`job_kinds()`: each answer is a tuple of `foundation.cards.JobKind`.
`gaps_of_pages()`: each answer is a tuple of `foundation.cards.Gap`: what pages may lack, for the editors' report.
`lost_with(pages=[page])`: each answer is a tuple of words for what goes for good with these pages and all below them,
and is no page itself: "7 press items".
`minute_passed()`: the worker announces it about once a minute; rooms do what has become due.
"""

from typing import Any

from django.dispatch import Signal

cards_about = Signal()
home_sections = Signal()
errands_for = Signal()
pages_without_files = Signal()
job_kinds = Signal()
gaps_of_pages = Signal()
lost_with = Signal()
minute_passed = Signal()


def answers_to(signal: Signal, sender: type, **question: Any) -> list[Any]:
    """What all rooms answer to a question, in one list."""
    told: list[tuple[Any, Any]] = signal.send(sender=sender, **question)
    return [item for _room, answer in told for item in answer]
