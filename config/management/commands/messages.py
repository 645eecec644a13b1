"""`manage.py messages`: bring the catalogues in `locale/` up to date with code and templates."""

from typing import Any

from babel.messages.catalog import Message
from django.core.management.base import BaseCommand

from config.catalogues import compiled, gathered, kept, languages, merged, path_of, written


class Command(BaseCommand):
    """Gather, merge, compile; say what is left to translate."""

    help = "Writes what there is to translate into locale/ and compiles what is translated."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        template = gathered()
        for language in languages():
            path = path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(merged(language, template)))
            catalogue = kept(language)
            path_of(language, "mo").write_bytes(compiled(catalogue))
            left = sum(1 for message in catalogue if message.id and (message.fuzzy or not whole(message)))
            self.stdout.write(f"{path.relative_to(path.parents[3])}: {len(catalogue)} texts, {left} to translate")


def whole(message: Message) -> bool:
    """Whether a text is translated, in each of its plural forms."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)
