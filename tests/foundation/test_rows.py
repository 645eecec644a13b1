"""Names that show only with a public source."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from access.viewer import STRANGER
from foundation.faces import NameFace
from foundation.models.rows import DemoMark, Voice, random_seed
from tests.factories.access import MEMBER, PEER, STEWARD
from tests.factories.foundation import PlainPageFactory, VoiceFactory, ground

pytestmark = pytest.mark.django_db


def test_a_voice_with_a_source_shows_to_everyone() -> None:
    voice = VoiceFactory(printed_name="Zelda", description="chair")
    for viewer in (STRANGER, MEMBER, PEER, STEWARD):
        assert voice.face_for(viewer) == NameFace("Zelda", "chair", voice.pattern_seed)


def test_a_voice_without_a_source_leaves_nothing_to_anybody() -> None:
    voice = VoiceFactory(printed_name="Zelda", description="the only doctor of the town", public_source=" ")
    for viewer in (STRANGER, MEMBER, PEER, STEWARD):
        face = voice.face_for(viewer)
        assert (face.name, face.description, face.seed, face.is_withheld) == ("", "", 0, True)


def test_labels_never_hold_the_name() -> None:
    voice = VoiceFactory(printed_name="Zelda")
    assert str(voice) == f"voice {voice.pk}"
    assert "Zelda" not in repr(voice)


def test_names_are_made_normal_before_they_are_kept() -> None:
    voice = Voice(printed_name=" Jose\u0301  Q ", public_source=" A  programme ")
    voice.full_clean()
    assert (voice.printed_name, voice.public_source) == ("José Q", "A programme")


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_direction_marks_are_refused_on_the_name(mark: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Voice(printed_name=f"Zel{mark}da").full_clean()
    assert list(refused.value.message_dict) == ["printed_name"]


def test_seeds_say_nothing_and_differ() -> None:
    seeds = {random_seed() for _ in range(50)}
    assert len(seeds) == 50
    assert all(0 < seed < 2**31 for seed in seeds)


def test_a_record_is_marked_once() -> None:
    page = PlainPageFactory(parent=ground())
    mark = DemoMark.objects.create(content_type_id=page.content_type_id, object_id=page.pk)
    assert str(mark) == f"{page.content_type_id}:{page.pk}"
    with pytest.raises(IntegrityError), transaction.atomic():
        DemoMark.objects.create(content_type_id=page.content_type_id, object_id=page.pk)
