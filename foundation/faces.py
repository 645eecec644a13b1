"""All of a person that a template or the index will ever get."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NameFace:
    """A name as one viewer may see it; `name` is empty when it is withheld, and then `seed` is 0 for everybody.

    `seed` draws the woven pattern; `description` is what stands beside the name ("rapporteur").
    """

    name: str
    description: str = ""
    seed: int = 0

    @property
    def is_withheld(self) -> bool:
        return not self.name
