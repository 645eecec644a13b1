"""What answers say of themselves."""

from search.answers import Answer, Facet, Value
from search.questions import Question


def test_pages_are_capped_and_say_so() -> None:
    assert Answer(Question(), total=0).pages == 0
    assert Answer(Question(), total=41).pages == 3
    deep = Answer(Question(), total=1001)
    assert (deep.pages, deep.is_capped) == (50, True)
    assert not Answer(Question(), total=1000).is_capped


def test_a_facet_that_was_not_counted_is_empty() -> None:
    facet = Facet("kind", (Value("session", "Session", 3), Value("page", "Page", 5)))
    answer = Answer(Question(), facets=(facet,))
    assert answer.facet("kind").highest == 5
    assert answer.facet("year").values == ()
    assert answer.facet("year").highest == 1
