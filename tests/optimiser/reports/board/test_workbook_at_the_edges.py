"""Runs at the edge: nothing solved, nothing scored, one year, one option, many rows; and the same bytes every time."""

from dataclasses import replace
from pathlib import Path

import boards
import pytest
import worked
from openpyxl import Workbook
from sentences import missing
from world import borough, contract, line, offer, option, service, today, world

from models.appraisal.measures import measure
from models.appraisal.scoring import appraise
from models.audit import verify
from models.plan.plan import Answer, Plan, Status
from optimiser.engine.run import Result, Run
from optimiser.reports.board import write
from optimiser.solving.settings import Settings

pytestmark = pytest.mark.slow  # a workbook for each run


def text(book: Workbook) -> str:
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
    )


def unsolved() -> Run:
    """No option has a plan."""
    run = worked.run()
    results = {
        name: replace(one, answer=Answer(name, "outcomes", Status.INFEASIBLE), ledger=None, measures=None)
        for name, one in run.results.items()
    }
    return replace(run, results=results, appraisal=appraise(run.case, dict.fromkeys(results)))


def without_reference() -> Run:
    """The reference has no plan; the other option has."""
    run = worked.run()
    gone = replace(
        run.results["as is"], answer=Answer("as is", "outcomes", Status.NO_ANSWER), ledger=None, measures=None
    )
    there = run.results["joint"]
    assert there.ledger is not None
    alone = measure(run.case, there.option, worked.joint(), there.ledger, None)
    results = {**run.results, "as is": gone, "joint": replace(there, measures=alone)}
    return replace(run, results=results, appraisal=appraise(run.case, {n: r.measures for n, r in results.items()}))


def unscored() -> Run:
    return boards.with_case(worked.run(), replace(worked.case(), criteria=()))


def many(boroughs: int) -> Run:
    """A run over many boroughs and five years, as long as its tables may become."""
    names = [f"B{number:03d}" for number in range(boroughs)]
    case = world(
        boroughs=[borough(name, back_office=100) for name in names],
        services=[service("day"), service("swap", tier=2)],
        horizon=5,
        contracts=[contract(f"K {name}", f"P {name}", today("day", name, places=5, cost=1000)) for name in names],
        offers=[offer("O", "Q", line("swap", price=10))],
        options=[option("as is", existing="run")],
        title="many boroughs",
    )
    kept = frozenset((one.name, year) for one in case.contracts for year in case.years)
    used = {(f"K {name}", "day", name, year): 5 for name in names for year in case.years}
    plan = Plan("as is", kept=kept, used=used)
    spent = {
        (names.index(one.borough), one.borough, one.service, one.year): one.amount for one in verify(case, plan).charges
    }
    plan = replace(plan, spent=spent)
    ledger = verify(case, plan)
    figures = measure(case, case.options[0], plan, ledger, ledger)
    answer = Answer("as is", "outcomes", Status.OPTIMAL, plan, 0.0, 0.0, 0.0)
    result = Result(case.options[0], answer, ledger, figures)
    return Run(case, "many", "", Settings(), {"as is": result}, appraise(case, {"as is": figures}), {})


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    write(boards.full_findings(), first)
    write(boards.full_findings(), second)
    assert first.read_bytes() == second.read_bytes()


def test_seconds_do_not_change_the_bytes(tmp_path: Path) -> None:
    run = worked.run()
    slow = {name: replace(one, answer=replace(one.answer, seconds=9.75)) for name, one in run.results.items()}
    write(boards.findings(run), tmp_path / "fast.xlsx")
    write(boards.findings(replace(run, results=slow)), tmp_path / "slow.xlsx")
    assert (tmp_path / "fast.xlsx").read_bytes() == (tmp_path / "slow.xlsx").read_bytes()


def test_where_no_option_has_a_plan_the_workbook_says_so_and_shows_no_figures(tmp_path: Path) -> None:
    book = boards.opened(boards.written(unsolved(), tmp_path), values=True)
    assert book.sheetnames == [
        "Cover",
        "Contents",
        "Summary",
        "Options and gates",
        "Risks",
        "Today",
        "Assumptions",
        "Run record",
        "Checks",
    ]
    said = [book["Summary"].cell(row, 1).value for row in range(5, 14)]
    no_plan = "infeasible: proven that no plan meets every constraint. It has no figures."
    assert said == [
        "No option is preferred: no option has figures.",
        "All checks",
        None,
        None,
        "Options without figures",
        f"as is: {no_plan}",
        f"joint: {no_plan}",
        f"nothing: {no_plan}",
        None,
    ]


def test_summary_says_how_much_of_the_case_is_supposed_or_of_unknown_source() -> None:
    said = text(boards.opened(boards.path_of_full(), values=True))
    rows = "1 of the 4 rows of the case with a source or a note (25%) is"
    assert not missing(said, f"{rows} illustrative, most often in demand", f"{rows} without a source")


def test_headline_figures_say_how_often_a_person_counts(tmp_path: Path) -> None:
    line = "a person in treatment in every year counts"
    assert f"{line} 2 times." in text(boards.opened(boards.path_of_full(), values=True))
    assert f"{line} 5 times." in text(boards.opened(boards.written(many(1), tmp_path)))


def test_options_without_figures_stand_in_words_only() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    said = text(book)
    assert "nothing: infeasible: proven that no plan meets every constraint. It has no figures." in said
    assert "later: not appraised. The board asked for it too late." in said
    for name in ("Measures", "Matrix", "Scores", "Standings", "Headlines"):
        row = boards.rows(book, name)[0]
        assert not {"nothing", "later"} & {*row, *map(str, row.values())}


def test_an_option_not_asked_for_is_named(tmp_path: Path) -> None:
    run = worked.run()
    fewer = {name: one for name, one in run.results.items() if name != "nothing"}
    assert "nothing: not included in this run." in text(
        boards.opened(boards.written(replace(run, results=fewer), tmp_path))
    )


def test_unproven_is_said_wherever_the_figures_stand() -> None:
    book = boards.opened(boards.path_of_full(), values=True)
    for name in ("Allocation", "Funding", "Payments", "Provision", "Floors", "Contracts", "ContractCosts"):
        assert {row["Option"] for row in boards.rows(book, name)} == {"as is", "joint (unproven)"}
    for name in ("Measures", "Differences", "Basis", "Scores", "Result", "Matrix"):
        assert "joint (unproven)" in boards.rows(book, name)[0]


def test_without_figures_of_the_reference_nothing_is_compared_with_it(tmp_path: Path) -> None:
    book = boards.opened(boards.written(without_reference(), tmp_path), values=True)
    assert '"as is", the reference, has no figures, so there is nothing to compare with.' in text(book)
    measures = {row["Measure"]: row["joint"] for row in boards.rows(book, "Measures")}
    assert measures["Net present value"] == "no figure"


def test_without_criteria_nothing_is_scored_ranked_or_preferred(tmp_path: Path) -> None:
    book = boards.opened(boards.written(unscored(), tmp_path), values=True)
    assert not {"Appraisal matrix", "Scores", "Scoring basis", "Scale"} & set(book.sheetnames)
    assert boards.rows(book, "Standings")[0] == {
        "Option": "as is",
        "Weighted score (points)": "not scored",
        "Rank (1 is best)": "not ranked",
        "Standing": "no criteria",
        "Proof": "optimal",
    }
    assert book["Summary"]["A5"].value == "No option is preferred: the case has no criteria to score by."


@pytest.mark.parametrize(
    "run", [unsolved(), without_reference(), unscored(), many(1)], ids=["unsolved", "no reference", "unscored", "one"]
)
def test_every_sheet_of_any_run_has_its_title_sentence_and_a_table(run: Run, tmp_path: Path) -> None:
    book = boards.opened(boards.written(run, tmp_path))
    assert [sheet.title for sheet in book if not sheet["A1"].value or not str(sheet["A2"].value).endswith(".")] == []
    assert [sheet.title for sheet in book if not sheet.tables] == ["Assumptions"]
    assert book["Assumptions"]["A5"].value == "No row of the case says where its figures come from."


def test_long_tables_keep_their_heading_in_sight_and_on_every_page(tmp_path: Path) -> None:
    book = boards.opened(boards.written(many(60), tmp_path))
    assert len(boards.rows(book, "Allocation")) == 60 * 5 * 2
    assert {sheet.title: sheet.freeze_panes for sheet in book if sheet.freeze_panes} == {
        "Cost per person": "A14",
        "Return by stream": "A9",
        "Allocation by tier": "A8",
        "Who provides what": "A8",
        "Allocation": "A6",
        "Funding": "A6",
        "Who pays": "A6",
        "Provision": "A6",
        "Contracts": "A6",
        "Contract costs": "A6",
        "Handovers": "A11",
    }
    assert book["Allocation"].print_title_rows == "$5:$5"


def test_where_the_output_cannot_be_written_an_os_error_is_raised(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write(boards.findings(worked.run()), tmp_path / "nowhere" / "appraisal.xlsx")
