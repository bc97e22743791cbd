"""A scenario's changes made while a case is read: which cells change, to what, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from case_tables import Tables, tables, write_folder, write_workbook

from models.case.faults import CaseFaults
from models.case.types import Case
from optimiser.casefiles.reading import read, scenario_faults
from optimiser.errors import NoSuchScenario

HEADINGS = ["scenario", "table", "where", "column", "change"]


def scenario(*lines: tuple[str, str, str, str]) -> Tables:
    """The small case with a scenario "what if" of these lines: table, where, column, change."""
    return {**tables(), "scenarios": [HEADINGS, *(["what if", *line] for line in lines)]}


def changed(tmp_path: Path, *lines: tuple[str, str, str, str]) -> Case:
    return read(write_folder(tmp_path / "case", scenario(*lines)), "what if").case


def refused(tmp_path: Path, *lines: tuple[str, str, str, str]) -> str:
    with pytest.raises(CaseFaults) as found:
        changed(tmp_path, *lines)
    return str(found.value)


def amounts(case: Case, stream: int) -> tuple[int, ...]:
    return case.funding[stream].amounts


def test_a_per_cent_is_of_the_figure_that_is_there(tmp_path: Path) -> None:
    case = changed(tmp_path, ("funding", "stream=treatment budget, borough=Brook", "2011/12", "-10%"))
    assert [amounts(case, stream) for stream in range(3)] == [
        (20_000_000, 19_000_050), (30_000_000, 26_100_000), (10_000_000, 10_000_000),
    ]  # fmt: skip


def test_an_amount_is_added_or_taken_away_in_the_unit_of_the_column(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("funding", "stream=grant", "2010/11", "+5000.25"),
        ("demand", "borough=Ashby", "2010/11", "-5"),
    )
    assert (amounts(case, 2)[0], case.places_demanded("Ashby", "prescribing", 0)) == (10_500_025, 55)


def test_a_value_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("offers", "offer=Q1", "capacity", "=70"),
        ("contracts", "contract=K1", "ends", "=2010/11"),
        ("funding", "stream=grant", "ring_fence", "=tier 3"),
        ("settings", "setting=years", "value", "=1"),
        ("joint", "option=partial", "rule", "=allowed"),
        ("judgements", "criterion=fit", "as is", "=Low"),
    )
    assert case.offer("Q1").lines[0].capacity == 70
    assert case.contract("K1").ends == 0
    assert case.funding[2].ring_fence == {"prescribing"}
    assert case.horizon == 1
    assert [each.required for each in case.option("partial").arrangements] == [False]
    assert case.criteria[1].judgements["as is"] == 0


def test_no_condition_means_every_row(tmp_path: Path) -> None:
    case = changed(tmp_path, ("funding", "", "2010/11", "=1"))
    assert [stream.amounts[0] for stream in case.funding] == [100, 100, 100]


def test_money_is_rounded_half_up_to_a_penny_and_places_to_a_whole(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("prices", "offer=Q1, unit_price=900.50", "unit_price", "+0.01%"),  # 900.59005
        ("funding", "stream=treatment budget, borough=Ashby", "2011/12", "-50.000001%"),  # 95000.24809...
        ("demand", "borough=Ashby", "2011/12", "+2.4590%"),  # 62.49999
        ("demand", "borough=Brook", "2010/11", "+0.3125%"),  # 160.5
    )
    assert case.offer("Q1").lines[0].bands[0].unit_price == Fraction("90059.005")  # six decimals of a pound are kept
    assert amounts(case, 0)[1] == 9_500_025
    assert (case.places_demanded("Ashby", "prescribing", 1), case.places_demanded("Brook", "prescribing", 0)) == (
        62,
        161,
    )


def test_a_floor_of_places_is_rounded_half_up_to_a_whole_and_one_of_people_is_not(tmp_path: Path) -> None:
    floors = [["borough", "service", "measure", "2010/11", "2011/12"]]
    floors += [["Ashby", "prescribing", "", "45", "30"], ["Brook", "prescribing", "people", "45", "30"]]
    what_if = scenario(("minimum", "", "2010/11", "-10%"), ("minimum", "", "2011/12", "-1.5%"))
    case = read(write_folder(tmp_path / "case", {**what_if, "minimum": floors}), "what if").case
    assert [floor.figures for floor in case.minimums] == [(41, 30), (Fraction(81, 2), Fraction(591, 20))]


def test_several_changes_of_one_cell_are_made_one_after_another(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("funding", "stream=grant", "2010/11", "-10%"),
        ("funding", "stream=grant", "2010/11", "+1000"),
        ("funding", "stream=grant", "2010/11", "-50%"),
    )
    assert amounts(case, 2)[0] == 4_550_000


def test_conditions_are_held_against_the_case_as_it_stands(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("offers", "provider=Provider B", "provider", "=Provider C"),
        ("offers", "provider=Provider B", "annual_fee", "=100"),
    )
    assert (case.offer("Q1").provider, case.offer("Q1").lines[0].annual_fee) == ("Provider C", 10_000)


def test_the_options_in_which_an_offer_is_open_are_a_column_like_any_other(tmp_path: Path) -> None:
    case = scenario(("offers", "options=partial", "capacity", "=7"), ("offers", "offer=Q2", "options", "=as is"))
    case["offers"][0].append("options")
    for row, options in zip(case["offers"][1:], ("partial", "", ""), strict=True):
        row.append(options)
    made = read(write_folder(tmp_path / "case", case), "what if").case
    assert (made.offer("Q1").lines[0].capacity, made.offer("Q2").lines[0].capacity) == (7, None)
    assert (made.offer("Q1").options, made.offer("Q2").options) == (("partial",), ("as is",))


def test_a_condition_on_a_list_names_all_of_it_with_blanks_after_its_commas_or_without(tmp_path: Path) -> None:
    case = changed(
        tmp_path,
        ("funding", "borough=Ashby,Calder", "2010/11", "=1"),
        ("funding", "borough=Ashby,  Calder, stream=grant", "2011/12", "=2"),
    )
    assert [amounts(case, stream)[0] for stream in range(3)] == [20_000_000, 30_000_000, 100]
    assert amounts(case, 2)[1] == 200
    assert "which no row of funding matches" in refused(tmp_path, ("funding", "borough=Calder", "2010/11", "=1"))


def test_a_blank_says_no_where_other_rows_of_the_column_say_yes_or_no(tmp_path: Path) -> None:
    case = scenario(("funding", "poolable=no", "2010/11", "=1"))
    for row, poolable in zip(case["funding"], ("poolable", "yes", "no", ""), strict=True):
        row.append(poolable)
    made = read(write_folder(tmp_path / "case", case), "what if").case
    assert [amounts(made, stream)[0] for stream in range(3)] == [20_000_000, 100, 100]


def test_a_warning_that_only_the_scenario_gives_rise_to_is_told_with_its_name(tmp_path: Path) -> None:
    case = scenario(("offers", "offer=Q1", "from", "=2015/16"))
    case["offers"][0].append("from")
    for row in case["offers"][1:]:
        row.append("")
    path = write_folder(tmp_path / "case", case)
    before = read(path).warnings
    told = [warning for warning in read(path, "what if").warnings if warning not in before]
    assert [warning.location for warning in told] == ['scenario "what if", offers.csv, line 2, column "from"']
    assert "No plan can take up this offer" in told[0].remedy


def test_a_year_is_moved_by_years(tmp_path: Path) -> None:
    case = changed(tmp_path, ("contracts", "contract=K1", "ends", "-1"))
    assert case.contract("K1").ends == 0


def test_the_case_as_it_stands_is_read_without_a_name(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "case", scenario(("funding", "stream=grant", "2010/11", "=1")))
    reading = read(path)
    assert (amounts(reading.case, 2)[0], reading.scenario) == (10_000_000, "")


def test_a_workbook_is_changed_as_a_folder_is(tmp_path: Path) -> None:
    lines = (("funding", "stream=grant", "2010/11", "-10%"), ("prices", "offer=Q1", "unit_price", "+0.01%"))
    from_folder = read(write_folder(tmp_path / "case", scenario(*lines)), "what if").case
    from_workbook = read(write_workbook(tmp_path / "case.xlsx", scenario(*lines)), "what if").case
    assert (from_workbook.funding, from_workbook.offers) == (from_folder.funding, from_folder.offers)


def test_a_scenario_is_found_whatever_its_capitals_and_the_case_keeps_all_of_them(tmp_path: Path) -> None:
    reading = read(write_folder(tmp_path / "case", tables()), " LESS  money")
    assert (reading.scenario, len(reading.case.scenario_changes), amounts(reading.case, 1)[1]) == (
        "less money", 1, 26_100_000,
    )  # fmt: skip


def test_a_name_that_is_not_there_is_refused_with_the_one_that_was_meant(tmp_path: Path) -> None:
    path = write_folder(tmp_path / "case", tables())
    with pytest.raises(NoSuchScenario, match=r'no scenario "les money"\. Did you mean "less money"\?'):
        read(path, "les money")
    with pytest.raises(NoSuchScenario, match=r"It has: less money\."):
        read(path, "x")
    without = write_folder(tmp_path / "none", {name: rows for name, rows in tables().items() if name != "scenarios"})
    with pytest.raises(NoSuchScenario, match="It has none"):
        read(without, "less money")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("prices", "offer=Q1", "unit_price", "-1000"), 'found "-1000", which makes -99.5. Make the change smaller.'),
        (("offers", "offer=Q1", "success_rate", "+900%"), 'found "+900%", which makes 2. Make the change smaller.'),
        (("offers", "offer=Q1", "capacity", "=many"), 'found "=many", which makes "many"'),
        (("options", "option=partial", "level", "=4"), 'found "=4", which makes "4". Write one of: 1, 2, 3.'),
        (("contracts", "contract=K1", "ends", "-1%"), 'found "-1%" on ends. Begin it with = to put a value there.'),
    ],
)
def test_a_figure_that_the_column_may_not_hold_is_refused(
    tmp_path: Path, line: tuple[str, str, str, str], said: str
) -> None:
    told = refused(tmp_path, line)
    assert told.startswith('scenario "what if", scenarios.csv, line 2, column "change": expected ')
    assert said in told


def test_what_no_longer_fits_other_tables_is_told_in_its_place_with_the_scenario(tmp_path: Path) -> None:
    told = refused(tmp_path, ("offers", "offer=Q1", "service", "=prescribed"))
    assert told.startswith('scenario "what if", offers.csv, line 2, column "service": expected ')
    assert 'Did you mean "prescribing"?' in told


def test_every_scenario_is_looked_through_at_once(tmp_path: Path) -> None:
    lines = [["one", "prices", "offer=Q1", "unit_price", "-1000"], ["two", "funding", "", "2010/11", "-1%"]]
    lines.append(["three", "options", "option=partial", "level", "=4"])
    found = scenario_faults(write_folder(tmp_path / "case", {**tables(), "scenarios": [HEADINGS, *lines]}))
    assert [fault.location for fault in found] == [
        'scenario "one", scenarios.csv, line 2, column "change"',
        'scenario "one", scenarios.csv, line 2, column "change"',
        'scenario "three", scenarios.csv, line 4, column "change"',
    ]


def test_the_assumptions_log_says_what_was_changed_and_no_longer_that_it_is_given(tmp_path: Path) -> None:
    case = scenario(("funding", "borough=Brook", "2011/12", "-10%"), ("offers", "offer=Q1", "capacity", "=70"))
    for table, source in (("funding", "given: the letter"), ("offers", "illustrative: a guess")):
        case[table][0].append("source")
        for row in case[table][1:]:
            row.append(source)
    log = {
        (each.table, each.row): each for each in read(write_folder(tmp_path / "case", case), "what if").case.assumptions
    }
    brook, ashby = log["funding", "treatment budget, Brook"], log["funding", "treatment budget, Ashby"]
    assert (ashby.quality, brook.quality, "2011/12 £261,000" in brook.values) == ("given", "derived", True)
    assert brook.source == 'derived: scenario "what if" makes 2011/12 -10%; before: given: the letter'
    assert log["offers", "Q1, Provider B, prescribing"].quality == "illustrative"


def test_rounding_is_of_the_changed_figure_alone(tmp_path: Path) -> None:
    case = changed(tmp_path, ("offers", "offer=Q1", "success_rate", "-5%"))
    assert case.offer("Q1").lines[0].success_rate == Fraction("0.19")
