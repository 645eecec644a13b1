"""Budgets of length: the middle is short everywhere, so it is the tail that is watched."""

from statistics import quantiles

from tests.house.plan import length, product, templates, where

MODULE, FUNCTION, TEMPLATE = 300, 40, 80
FUNCTION_P95 = 25


def test_no_module_outgrows_its_reader() -> None:
    assert {m.name: lines for m in product() if (lines := m.source.count("\n")) > MODULE} == {}


def test_no_function_outgrows_a_screen() -> None:
    found = {where(m.path, f.lineno): size for m in product() for f in m.functions() if (size := length(f)) > FUNCTION}
    assert found == {}


def test_nineteen_functions_of_twenty_are_short() -> None:
    sizes = [length(function) for module in product() for function in module.functions()]
    assert quantiles(sizes, n=20)[-1] <= FUNCTION_P95


def test_no_template_outgrows_a_screen_or_two() -> None:
    sizes = {where(path): path.read_text(encoding="utf-8").count("\n") for path in templates()}
    assert {name: lines for name, lines in sizes.items() if lines > TEMPLATE} == {}
