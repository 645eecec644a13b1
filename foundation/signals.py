"""Announcements that a lower room makes, and questions that upper rooms answer with cards.

`cards_about.send(sender=…, thing=page, viewer=viewer)`: each answer is a tuple of `foundation.cards.Card`.
`home_sections.send(sender=…, viewer=viewer, language="fr")`: each answer is a tuple of `foundation.cards.Section`.
`errands_for.send(sender=…, user=account)`: each answer is a tuple of `foundation.cards.Errand` for the desk.
`pages_without_files.send(sender=Page)`: each answer is a `Q` over Wagtail's `Page` for pages that show no files to
anybody, whatever hangs on them.
"""

from django.dispatch import Signal

cards_about = Signal()
home_sections = Signal()
errands_for = Signal()
pages_without_files = Signal()
