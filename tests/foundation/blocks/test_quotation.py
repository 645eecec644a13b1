"""A quotation: words and a source, and no name that may not show."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from access.viewer import STRANGER
from foundation.blocks import Quotation, VoiceChooser
from foundation.models.rows import Voice

pytestmark = pytest.mark.django_db


@pytest.fixture
def named() -> Voice:
    return Voice.objects.create(
        printed_name="Zelda Quillfeather", description="chair of the panel", public_source="Programme, p. 4"
    )


@pytest.fixture
def unnamed() -> Voice:
    return Voice.objects.create(printed_name="Orla Hiddenwood", description="night line volunteer")


def quoted(**kwargs: Any) -> Any:
    raw = {
        "words": "Nobody answers alone.",
        "language": "",
        "speaker": None,
        "is_withheld": False,
        "source": "Closing panel, 2019",
        "source_url": "",
    }
    return Quotation().to_python({**raw, **kwargs})


def errors_of(value: Any, *, deferred: bool = False) -> dict[str, str]:
    block = Quotation()
    with pytest.raises(ValidationError) as caught:
        block.clean_deferred(value) if deferred else block.clean(value)
    return {name: error.messages[0] for name, error in caught.value.block_errors.items()}


def test_a_voice_with_a_public_source_is_named(named: Voice) -> None:
    html = Quotation().render(quoted(speaker=named.pk), {"request": SimpleNamespace(viewer=STRANGER)})
    assert "Zelda Quillfeather" in html
    assert "chair of the panel" in html
    assert "Closing panel, 2019" in html


def test_without_a_public_source_nothing_of_the_voice_shows(unnamed: Voice) -> None:
    html = Quotation().render(quoted(speaker=unnamed.pk))
    assert "Orla" not in html
    assert "night line volunteer" not in html
    assert "Name withheld" in html


def test_a_withheld_speaker_looks_the_same_with_and_without_a_row(unnamed: Voice) -> None:
    assert Quotation().render(quoted(speaker=unnamed.pk)) == Quotation().render(quoted(is_withheld=True))


def test_what_is_stored_is_an_id_and_no_name(named: Voice) -> None:
    stored = Quotation().get_prep_value(quoted(speaker=named.pk))
    assert stored["speaker"] == named.pk
    assert "Zelda" not in str(stored)


def test_the_search_gets_the_words_and_neither_names_nor_sources(named: Voice) -> None:
    value = quoted(speaker=named.pk, source="Interview with Zelda Quillfeather")
    assert Quotation().get_searchable_content(value) == ["Nobody answers alone."]


def test_somebody_said_it_or_is_withheld() -> None:
    assert "withheld" in errors_of(quoted())["speaker"]


def test_nobody_is_chosen_and_withheld_at_once_not_even_in_a_draft(named: Voice) -> None:
    both = quoted(speaker=named.pk, is_withheld=True)
    assert list(errors_of(both)) == ["is_withheld"]
    assert list(errors_of(both, deferred=True)) == ["is_withheld"]


def test_a_draft_may_leave_the_speaker_open() -> None:
    assert Quotation().clean_deferred(quoted())["words"] == "Nobody answers alone."


@pytest.mark.parametrize(("field", "value"), [("words", ""), ("source", ""), ("language", "arabic!")])
def test_what_is_missing_or_wrong_is_said_where_it_is(field: str, value: str) -> None:
    assert list(errors_of(quoted(is_withheld=True, **{field: value}))) == [field]


def test_words_in_another_language_bring_their_direction() -> None:
    html = Quotation().render(quoted(is_withheld=True, words="لا أحد يجيب وحده", language="ar"))
    assert 'lang="ar" dir="rtl"' in html
    assert "dir=" not in Quotation().render(quoted(is_withheld=True))


def test_editors_see_in_the_chooser_whether_the_name_will_show(named: Voice, unnamed: Voice) -> None:
    assert VoiceChooser().get_display_title(named) == "Zelda Quillfeather · chair of the panel"
    assert VoiceChooser().get_display_title(unnamed) == f"voice {unnamed.pk} (name withheld: no public source)"
