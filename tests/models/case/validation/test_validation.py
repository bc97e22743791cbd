"""Typed rows to a case, without a file: what `build_case` accepts, returns and raises."""

from fractions import Fraction

import pytest

from models.case.faults import CaseFaults, Fault
from models.case.validation import UNREADABLE, build_case, validate


def rows():
    """The smallest case: one borough, one service, one year."""
    return {
        "settings": [
            {"setting": "first_year", "value": 2010},
            {"setting": "years", "value": 1},
            {"setting": "price_base", "value": "2010/11"},
        ],
        "boroughs": [{"borough": "Ashby", "in_treatment": 100, "back_office_cost": Fraction(50_000)}],
        "services": [{"service": "prescribing", "tier": "3"}],
        "funding": [{"stream": "budget", "borough": ("Ashby",), "years": {2010: Fraction("123.455")}}],
        "demand": [{"borough": "Ashby", "service": "prescribing", "years": {2010: 60}}],
        "offers": [{"offer": "Q1", "provider": "Provider A", "service": "prescribing"}],
        "prices": [{"offer": "Q1", "unit_price": Fraction(800)}],
        "options": [{"option": "as is", "level": "1"}],
    }


def test_the_smallest_case_is_a_case():
    case = build_case(rows())
    assert (case.title, case.year_label(0), case.places_demanded("Ashby", "prescribing", 0)) == (
        "untitled",
        "2010/11",
        60,
    )


def test_half_a_penny_of_a_stream_is_rounded_up():
    assert build_case(rows()).funding[0].amounts == (12_346,)


def test_the_order_of_the_rows_of_other_tables_is_kept_and_groups_follow_the_boroughs():
    tables = rows()
    tables["boroughs"].append({"borough": "Brook", "in_treatment": 1, "back_office_cost": Fraction(0)})
    tables["offers"][0]["boroughs"] = ("Brook", "Ashby")
    assert build_case(tables).offers[0].boroughs == ("Ashby", "Brook")


def test_a_fault_says_table_row_and_column():
    tables = rows()
    tables["demand"][0]["service"] = "prescribng"
    with pytest.raises(CaseFaults) as told:
        build_case(tables)
    assert told.value.faults == (
        Fault("demand", '"prescribng"', "a service of the table services", 'Did you mean "prescribing"?', 0, "service"),
    )


def test_an_unreadable_cell_gives_no_case_and_no_second_fault():
    tables = rows()
    tables["prices"][0]["unit_price"] = UNREADABLE
    verdict = validate(tables)
    assert (verdict.case, verdict.faults, verdict.warnings) == (None, (), ())


@pytest.mark.parametrize("years", [{2010: UNREADABLE}, UNREADABLE])
def test_an_unreadable_year_gives_no_case(years):
    tables = rows()
    tables["demand"][0]["years"] = years
    assert validate(tables).case is None


def test_an_empty_input_reports_every_required_table():
    with pytest.raises(CaseFaults) as told:
        build_case({})
    assert [(fault.table, fault.found) for fault in told.value.faults] == [
        (name, "no such table")
        for name in ("settings", "boroughs", "services", "funding", "demand", "offers", "prices", "options")
    ]


def test_a_value_of_the_wrong_type_is_our_mistake_not_the_users():
    tables = rows()
    tables["boroughs"][0]["in_treatment"] = "many"
    with pytest.raises(TypeError, match="boroughs row 0 in_treatment: expected int, found 'many'"):
        build_case(tables)


def test_rows_without_a_location_get_one_in_words():
    assert [assumption.location for assumption in build_case(rows()).assumptions][:4] == [
        "settings, row 1",
        "settings, row 2",
        "settings, row 3",
        "boroughs, row 1",
    ]


def test_a_hub_in_other_capitals_is_a_fault_and_not_a_second_hub():
    tables = rows()
    tables["boroughs"].append({"borough": "Brook", "in_treatment": 1, "back_office_cost": Fraction(0)})
    tables["options"].append({"option": "full", "level": "3"})
    tables["hubs"] = [
        {"option": "full", "hub": hub, "boroughs": (name,), "annual_cost": Fraction(9), "setup_cost": Fraction(0)}
        for hub, name in (("The hub", "Ashby"), ("the hub", "Brook"))
    ]
    (fault,) = validate(tables).faults
    assert (fault.table, fault.row, fault.column, fault.found) == ("hubs", 1, "hub", '"the hub" beside "The hub"')


@pytest.mark.parametrize(("independent", "bundle", "told"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_a_bundle_with_an_independent_service_gets_a_warning_because_no_plan_can_take_it(independent, bundle, told):
    tables = rows()
    tables["services"] += [{"service": "advocacy", "tier": "2", "independent": independent}]
    offer = "Q1" if bundle else "Q2"
    tables["offers"] += [{"offer": offer, "provider": "Provider A", "service": "advocacy"}]
    tables["prices"][0]["service"] = "prescribing"
    tables["prices"] += [{"offer": offer, "service": "advocacy", "unit_price": Fraction(90)}]
    verdict = validate(tables)
    found = [warning for warning in verdict.warnings if "No plan can take up this offer" in warning.remedy]
    assert (verdict.faults, len(found)) == ((), told)
