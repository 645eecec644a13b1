"""Forms of the desk that are no page forms."""

from datetime import date

import pytest
from django.utils.datastructures import MultiValueDict

from forums.formats.parts import Part
from forums.forms import BLANK_ROWS, MOST_PEOPLE, PartForm, PeopleFormSet, StartEditionForm

ANA = {"printed_name": "Ana  Lys ", "public_source": " Programme,  p. 4", "role": "moderator", "country": "GH"}


def formset(*rows: dict[str, str], initial: int = 0) -> PeopleFormSet:
    """As a browser sends it; rows that say no order come in theirs."""
    data = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(rows):
        for name, value in {"ORDER": str(number + 1), "role": "speaker", **row}.items():
            data[f"form-{number}-{name}"] = value
    return PeopleFormSet(data)


def names(sent: PeopleFormSet) -> list[str]:
    assert sent.is_valid(), sent.errors
    return [part.printed_name for _pk, part in sent.parts]


def test_a_part_is_what_was_written_without_needless_blanks() -> None:
    form = PartForm({**ANA, "id": "7"})
    assert form.is_valid()
    assert form.part == (7, Part("Ana Lys", "Programme, p. 4", "moderator", "", "GH"))


def test_a_new_part_has_no_id() -> None:
    form = PartForm(ANA)
    assert form.is_valid()
    assert form.part[0] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("printed_name", ""),
        ("printed_name", "x" * 201),
        ("printed_name", "An\u202ea"),
        ("public_source", "Pro\u2066gramme"),
        ("public_source", "x" * 501),
        ("role", "king"),
        ("role", ""),
        ("category", "king"),
        ("country", "XQ"),
        ("id", "one"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(field: str, value: str) -> None:
    form = PartForm({**ANA, field: value})
    assert list(form.errors) == [field]


def test_source_and_category_and_country_may_be_missing() -> None:
    form = PartForm({"printed_name": "Ana", "role": "speaker"})
    assert form.is_valid()
    assert form.part[1] == Part("Ana", "", "speaker", "", "")


def test_people_come_as_they_are_numbered() -> None:
    rows = [{"printed_name": name, "ORDER": order} for name, order in (("Bo", "2"), ("Cleo", "3"), ("Ana", "1"))]
    assert names(formset(*rows)) == ["Ana", "Bo", "Cleo"]


def test_blank_rows_and_removed_ones_are_not_there() -> None:
    rows = [{"printed_name": "Ana"}, {"printed_name": "Bo", "DELETE": "on"}, {"printed_name": "", "ORDER": ""}]
    assert names(formset(*rows)) == ["Ana"]


def test_a_row_with_a_source_and_no_name_is_refused() -> None:
    sent = formset({"printed_name": "", "public_source": "Programme"})
    assert not sent.is_valid()
    assert list(sent.errors[0]) == ["printed_name"]


def test_there_are_blank_rows_to_write_on() -> None:
    assert len(PeopleFormSet().forms) == BLANK_ROWS
    assert len(PeopleFormSet(initial=[ANA]).forms) == 1 + BLANK_ROWS


@pytest.mark.parametrize(("count", "fits"), [(MOST_PEOPLE, True), (MOST_PEOPLE + 1, False)])
def test_a_session_has_no_more_people_than_a_form_can_carry(count: int, fits: bool) -> None:
    sent = formset(*[{"printed_name": f"Ana {number}"} for number in range(count)])
    assert sent.is_valid() is fits


def test_a_form_without_its_count_is_refused() -> None:
    assert not PeopleFormSet(MultiValueDict()).is_valid()


def test_a_new_edition_needs_a_title_and_a_day() -> None:
    form = StartEditionForm({"title": "  The  thirteenth ", "starts_on": "2021-05-01"})
    assert form.is_valid()
    assert form.cleaned_data == {"title": "The thirteenth", "starts_on": date(2021, 5, 1)}
    assert set(StartEditionForm({"title": " ", "starts_on": "soon"}).errors) == {"title", "starts_on"}
