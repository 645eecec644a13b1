"""What the reading room answers the rooms below."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from foundation.actions.jobs import works_everywhere
from foundation.cards import JobKind
from foundation.signals import job_kinds
from search.forms import CheckForm
from search.tasks import check_for_desk

CHECK = JobKind(
    name="index",
    label=_("Check the search index"),
    description=_("Compares what readers find with what is published, rank by rank, and mends what differs."),
    icon="search",
    form=CheckForm,
    # The report may name any page.
    may=lambda account: works_everywhere(by=account),
    run=check_for_desk,
)


@receiver(job_kinds)
def jobs_of_the_index(sender: object, **kwargs: Any) -> tuple[JobKind, ...]:
    return (CHECK,)
