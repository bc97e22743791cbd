"""The sheets on what changes: the action plan, what becomes of today's contracts, who loses and who moves."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import boards
import pytest
import worked
from openpyxl import Workbook
from plan_builder import build_plan
from sentences import missing
from world import borough, contract, line, offer, option, service, today, world

from models.appraisal.measures import measure
from models.appraisal.scoring import appraise
from models.audit import verify
from models.case.appraisal_inputs import Action
from models.case.types import Case
from models.plan.plan import Answer, Plan, Status
from optimiser.analyses.findings import findings_of
from optimiser.engine.run import Result, Run
from optimiser.reports.folder import data_files

OWN = (
    Action("Recovery", "Write the strategy", "June 2010", "the board"),
    Action("Recovery", "Hold a workshop", "", ""),
)


def run_of(case: Case, *plans: Plan) -> Run:
    """A run of these plans, one an option."""
    ledgers = {plan.option: verify(case, plan) for plan in plans}
    reference = ledgers.get(case.reference.name)
    results = {}
    for plan in plans:
        asked, ledger = case.option(plan.option), ledgers[plan.option]
        answer = Answer(plan.option, "outcomes", Status.OPTIMAL, plan, 0.0, 0.0, 0.0)
        results[plan.option] = Result(asked, answer, ledger, measure(case, asked, plan, ledger, reference))
    appraisal = appraise(case, {name: result.measures for name, result in results.items()})
    return replace(worked.run(), case=case, results=results, appraisal=appraisal)


@cache
def changing() -> Run:
    """Today P has 8 of A's places in day and Q 6 of A's and B's in swap; in "fewer" R has 5 of day in the second year.

    Half a person a place in day, none in swap, whose contract loses two places of B's.
    """
    case = world(
        boroughs=[borough("A"), borough("B")],
        services=[service("day", people="1/2"), service("swap", tier=2), service("links", tier="infrastructure")],
        horizon=2,
        contracts=[
            contract("K", "P", today("day", "A", places=8, exit_cost=40)),
            contract("L", "Q", today("swap", "A B", places=6), today("links", "A", places=1)),
        ],
        offers=[offer("N", "R", line("day", price=500, start=9))],
        options=[option("as is"), option("fewer")],
    )
    still = {
        key: n
        for year in (0, 1)
        for key, n in {
            ("K", "day", "A", year): 8,
            ("L", "swap", "A", year): 3,
            ("L", "swap", "B", year): 3,
            ("L", "links", "A", year): 1,
        }.items()
    }
    changed = {**{key: n for key, n in still.items() if key != ("K", "day", "A", 1)}, ("L", "swap", "B", 1): 1}
    both = [("K", 0), ("L", 0), ("L", 1)]
    return run_of(
        case,
        build_plan(case, kept=[*both, ("K", 1)], used=still),
        build_plan(
            case,
            option="fewer",
            kept=both,
            used=changed,
            live=[("N", "A", 1)],
            bought={("N", "A", "day", "A", 1): 5},
        ),
    )


def opened(run: Run, folder: Path) -> Workbook:
    return boards.opened(boards.written(run, folder), values=True)


def said(book: Workbook, sheet: str) -> list[str]:
    """The lines of text of a sheet."""
    return [str(cell.value) for cell in book[sheet]["A"] if cell.value is not None]


@pytest.fixture(scope="module")
def values() -> Workbook:
    return boards.opened(boards.path_of_full(), values=True)


@pytest.fixture(scope="module")
def fewer(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(changing(), tmp_path_factory.mktemp("fewer"))


# -- Action plan -----------------------------------------------------------------------------------------------------


def test_the_action_plan_is_that_of_the_preferred_option_with_dates_and_money(values: Workbook) -> None:
    told = [
        (row["Begins"], row["By when"], row["Contract, hub or stream"], row["Money (£)"])
        for row in boards.rows(values, "ActionPlan")
    ]
    assert told == [
        ("Q2 2010/11", "Q2 2010/11", "none", "none"),
        ("Q3 2010/11", "Q4 2010/11", "O", "none"),
        ("Q3 2010/11", "Q4 2010/11", "hub", 6),
        ("Q4 2010/11", "Q4 2010/11", "grant", 400),
        ("Q4 2010/11", "Q4 2010/11", "K1", 7),
        ("Q1 2011/12", "Q1 2011/12", "O", 185),
    ]


def test_the_action_plan_says_whose_it_is(values: Workbook) -> None:
    assert 'The plan of "joint (unproven)", the preferred option as run' in said(values, "Action plan")


def test_what_each_option_asks_for_is_counted(values: Workbook) -> None:
    assert [tuple(row.values()) for row in boards.rows(values, "StepsByOption")] == [
        ("as is", 0, 0, 0, 0, 0),
        ("joint (unproven)", 6, 1, 1, 0, 0),
    ]


def test_without_a_preferred_option_the_reference_stands_first_and_others_in_the_detail(fewer: Workbook) -> None:
    text = said(fewer, "Action plan")
    assert 'The plan of "as is", the reference, as no option is preferred' in text
    assert "The option needs no step: nothing starts or ends." in text
    other = [(row["Option"], row["Action"], row["Money (£)"]) for row in boards.rows(fewer, "OtherPlans")]
    assert other == [
        ("fewer", "Tender and award, to start on 1 April 2011", "none"),
        ("fewer", "End on 31 March 2011. Hand over to: N (R)", 0.4),
        ("fewer", "Start on 1 April 2011 with R: 5 places in the first year", 25.09),
    ]


def test_steps_before_the_plan_begins_are_counted_and_marked(tmp_path: Path) -> None:
    case = world(horizon=1, offers=[offer("N", "R", line("day"))])
    book = opened(run_of(case, build_plan(case, live=[("N", "A", 0)])), tmp_path)
    assert [tuple(row.values()) for row in boards.rows(book, "StepsByOption")] == [("alone", 2, 1, 0, 0, 1)]
    early, on_time = [row["To check"] for row in boards.rows(book, "ActionPlan")]
    assert (missing(str(early), "before the plan's first year", "check"), on_time) == ([], "none")


def test_the_board_s_own_actions_have_a_sheet_of_their_own_beside_it(tmp_path: Path) -> None:
    run = worked.run()
    book = opened(replace(run, case=replace(run.case, actions=OWN)), tmp_path)
    assert book.sheetnames[book.sheetnames.index("Action plan") + 1] == "Own actions"
    assert "The board's own actions are on Own actions." in said(book, "Action plan")
    assert [tuple(row.values()) for row in boards.rows(book, "OwnActions")] == [
        ("Recovery", "Write the strategy", "June 2010", "the board"),
        ("Recovery", "Hold a workshop", "not said", "not said"),
    ]


def test_without_actions_of_the_board_there_is_no_sheet_of_them(values: Workbook) -> None:
    assert "Own actions" not in values.sheetnames


def test_where_no_other_option_asks_for_anything_there_is_no_sheet_of_other_plans(values: Workbook) -> None:
    assert "Other action plans" not in values.sheetnames


def test_the_listing_has_the_steps_of_every_option_in_pounds() -> None:
    heading, *lines = data_files(findings_of(changing()))["action_plan.csv"].splitlines()
    assert heading == "option,year,begins,by_when,step,objective,action,by_whom,contract,boroughs,amount,remark"
    tender, end, start = csv.reader(lines)
    same = ["fewer", "2011/12"]
    to_start = "Tender and award, to start on 1 April 2011"
    assert tender == [*same, "Q3 2010/11", "Q4 2010/11", "tender", "Provide day", to_start, "A", "N", "A", "", ""]
    assert end[2:] == [
        *("Q4 2010/11", "Q4 2010/11", "end contract", "Hand over day", "End on 31 March 2011. Hand over to: N (R)"),
        *("A, P, R", "K", "A", "0.40", ""),
    ]
    assert start[-5:] == ["A, R", "N", "A", "25.09", ""]


# -- Handovers -------------------------------------------------------------------------------------------------------


def test_each_of_today_s_contracts_has_one_row_an_option(values: Workbook) -> None:
    rows = boards.rows(values, "Handovers")
    assert [(row["Option"], row["Today's contract"]) for row in rows] == [
        (label, name) for label in ("as is", "joint (unproven)") for name in ("K1", "K2", "own")
    ]


def test_a_handover_says_the_last_year_the_successors_and_who_moves(fewer: Workbook) -> None:
    told = [tuple(row.values())[5:] for row in boards.rows(fewer, "Handovers") if row["Option"] == "fewer"]
    assert told == [
        ("2010/11", "2011/12", "N (R)", 8, 2.5, 0),
        ("2011/12 or later", "none", "runs on", 5, 0, 0),
    ]


# -- Who loses, who moves --------------------------------------------------------------------------------------------


def test_who_loses_and_moves_is_summed_up_an_option(fewer: Workbook) -> None:
    """In the last year A has 3 places of day less, 1.5 people, and B 2 of swap, which counts no people."""
    assert [tuple(row.values()) for row in boards.rows(fewer, "LosersAndMovers")] == [
        ("as is", 0, 0, 0, 0),
        ("fewer", 2, 1.5, 2.5, 0),
    ]


@pytest.mark.parametrize("table", ["FewerThanToday", "FewerThanReference"])
def test_what_is_lost_stands_in_places_and_people_for_the_last_year_and_all_years(fewer: Workbook, table: str) -> None:
    assert [tuple(row.values()) for row in boards.rows(fewer, table)] == [
        ("fewer", "A", "day", "place", 0.5, 8, 5, -3, -1.5, 16, 13, -3, -1.5),
        ("fewer", "B", "swap", "place", 0, 3, 1, -2, 0, 6, 4, -2, 0),
    ]


def test_who_changes_provider_stands_by_service_borough_and_year(fewer: Workbook) -> None:
    assert [tuple(row.values()) for row in boards.rows(fewer, "WhoMoves")] == [
        ("fewer", "2011/12", "A", "day", "place", 5, 0.5, 2.5, 3)
    ]


def test_sentences_say_where_nobody_loses_or_moves(fewer: Workbook) -> None:
    text = "\n".join(said(fewer, "Who loses, who moves"))
    assert not missing(text, 'Nobody loses places under "as is"', "of any service than today, infrastructure left out")
    assert 'Nobody changes provider under "as is".' in text


def test_where_nobody_loses_at_all_a_sentence_stands_for_the_table(tmp_path: Path) -> None:
    case = world(options=[option("as is"), option("other")], contracts=[contract("K", "P", today("day", places=4))])
    plans = [
        build_plan(case, option=name, kept=[("K", 0)], used={("K", "day", "A", 0): 4}) for name in ("as is", "other")
    ]
    text = "\n".join(said(opened(run_of(case, *plans), tmp_path), "Who loses, who moves"))
    assert not missing(text, "Nobody loses places under any option", "of any service than today")
    assert not missing(text, 'Nobody loses places under "other"', "of any service than in the reference")
    assert 'Nobody changes provider under "as is" and "other".' in text


def test_without_a_reference_nothing_is_set_against_it(tmp_path: Path) -> None:
    run = changing()
    book = opened(replace(run, results={"fewer": run.results["fewer"]}), tmp_path)
    assert "The reference has no figures, so nothing can be compared with it." in said(book, "Who loses, who moves")


def test_the_reference_alone_has_nothing_to_be_set_against(tmp_path: Path) -> None:
    run = changing()
    book = opened(replace(run, results={"as is": run.results["as is"]}), tmp_path)
    assert "No other option has figures to compare with it." in said(book, "Who loses, who moves")


# -- formulas --------------------------------------------------------------------------------------------------------


def formulas_of(book: Workbook, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for row in boards.rows(book, name):
            yield from (boards.bare(str(value)) for value in row.values() if str(value).startswith("="))


def test_changes_are_live_formulas_without_constants(tmp_path: Path) -> None:
    book = boards.opened(boards.written(changing(), tmp_path))
    assert set(formulas_of(book, ("FewerThanToday", "FewerThanReference", "WhoMoves"))) == {"=@-@", "=@*@"}
