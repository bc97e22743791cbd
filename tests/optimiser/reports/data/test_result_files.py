"""The files for scripts, on the worked example: what they hold, how they tie, and that they are always the same."""

import csv
import io
import json
from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import sensitivity_example
import worked
from command_line import CSV_FILES
from world import contract, option, service, today, world

from models.appraisal.scoring import appraise
from models.audit import verify
from models.plan.ledger import ChargeKind
from models.plan.plan import Answer, Plan, Status
from optimiser.analyses.findings import Findings, findings_of
from optimiser.engine.answer_checks import WITHOUT_CONTRACT, tie_violations
from optimiser.engine.run import Result, Run
from optimiser.reports.data.data_table import pounds_decimal, price_decimal
from optimiser.reports.data.plan_tables import PLAN_TABLES
from optimiser.reports.folder import data_files

NAMES = ("plan", "contracts", "costs", "funding", "provision")
Rows = list[dict[str, str]]


def read(name: str, run: Run | None = None) -> Rows:
    (table,) = (each for each in PLAN_TABLES if each.name == name)
    return list(csv.DictReader(io.StringIO(table.csv(run or worked.run()))))


def joint(name: str) -> Rows:
    """The rows of the joint option in its second year, in which everything changes."""
    return [row for row in read(name) if row["option"] == "joint" and row["year"] == "2011/12"]


def told(rows: Rows, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in rows]


def of_ledger(year: int) -> tuple[int, int]:
    """Pence of the joint option in a year: all, and what commissioning costs beside the contracts."""
    charges = [charge for charge in worked.ledger(worked.joint()).charges if charge.year == year]
    beside = sum(charge.amount for charge in charges if charge.kind in WITHOUT_CONTRACT)
    return sum(charge.amount for charge in charges), beside


def test_the_files_of_a_run_are_those_of_the_model() -> None:
    assert list(data_files(findings_of(worked.run()))) == ["result.json", *CSV_FILES]


def test_columns_are_those_of_the_model_in_its_order() -> None:
    assert {each.name: " ".join(each.names) for each in PLAN_TABLES} == {
        "plan": "option year contract kind provider service borough places unit_price",
        "contracts": "option year contract kind provider services boroughs places state unit_cost fee start_cost"
        " exit_cost management_cost",
        "costs": "option year borough service amount",
        "funding": "option year stream home borough service amount",
        "payments": "option year contract kind provider stream home owner borough service amount",
        "provision": "option year borough service demand places",
        "action_plan": "option year begins by_when step objective action by_whom contract boroughs amount remark",
    }


def test_plan_has_a_row_for_each_line_and_borough_of_each_live_contract() -> None:
    assert told(joint("plan"), "contract", "kind", "provider", "service", "borough", "places", "unit_price") == [
        ("K2", "existing", "Q", "swap", "A", "10", ""),
        ("K2", "existing", "Q", "swap", "B", "10", ""),
        ("own", "existing", "A council", "links", "A", "1", ""),
        ("O", "joint", "P", "day", "A", "12", "9.00"),
        ("O", "joint", "P", "day", "B", "8", "9.00"),
    ]


def test_plan_has_rows_of_0_places_too() -> None:
    case = world(boroughs="A B", contracts=[contract("K", "P", today("day", "A B"))], options=[option("as is")])
    plan = Plan("as is", kept=frozenset({("K", 0)}), used={("K", "day", "A", 0): 3})
    assert told(read("plan", run_of(case, plan)), "borough", "places") == [("A", "3"), ("B", "0")]


def test_contracts_says_what_starts_continues_and_ends_and_what_each_costs() -> None:
    money = ("unit_cost", "fee", "start_cost", "exit_cost", "management_cost")
    assert told(joint("contracts"), "contract", "boroughs", "places", "state", *money) == [
        ("K1", "A", "0", "ends", "0.00", "0.00", "0.00", "7.00", "0.00"),
        ("K2", "A, B", "20", "continues", "40.00", "0.00", "0.00", "0.00", "10.00"),
        ("own", "A", "1", "continues", "5.00", "0.00", "0.00", "0.00", "0.00"),
        ("O", "A, B", "20", "starts", "180.00", "2.00", "3.00", "0.00", "15.00"),
    ]


def test_a_contract_that_reaches_its_end_ends_without_exit_cost() -> None:
    line = today("day", "A", cost=100, exit_cost=40)
    case = world(horizon=2, contracts=[contract("K", "P", line, ends=0)], options=[option("as is")])
    rows = read("contracts", run_of(case, Plan("as is", kept=frozenset({("K", 0)}))))
    assert told(rows, "year", "state", "exit_cost") == [("2010/11", "continues", "0.00"), ("2011/12", "ends", "0.00")]


def test_a_contract_ended_at_once_has_only_the_row_of_its_ending() -> None:
    case = world(contracts=[contract("K", "P", today("day", "A", exit_cost=40))], options=[option("as is")])
    rows = read("contracts", run_of(case, Plan("as is")))
    assert told(rows, "state", "places", "unit_cost", "exit_cost") == [("ends", "0", "0.00", "0.40")]


def test_what_contracts_cost_and_commissioning_beside_them_is_all_cost() -> None:
    paid: dict[str, Decimal] = defaultdict(Decimal)
    for row in (row for row in read("contracts") if row["option"] == "joint"):
        paid[row["year"]] += sum(Decimal(cell) for name, cell in row.items() if name == "fee" or name.endswith("_cost"))
    for year, label in enumerate(("2010/11", "2011/12")):
        total, beside = of_ledger(year)
        assert paid[label] + pounds_decimal(beside) == pounds_decimal(total)


def test_costs_funding_and_plan_tie_with_the_ledger() -> None:
    for year, label in enumerate(("2010/11", "2011/12")):
        total, _ = of_ledger(year)
        rows = {
            name: [row for row in read(name) if row["option"] == "joint" and row["year"] == label] for name in NAMES
        }
        spent = [row for row in rows["funding"] if row["borough"]]
        assert sum(Decimal(row["amount"]) for row in rows["costs"]) == pounds_decimal(total)
        assert sum(Decimal(row["amount"]) for row in spent) == pounds_decimal(total)
        assert sum(int(row["places"]) for row in rows["plan"]) == sum(int(row["places"]) for row in rows["provision"])


def test_each_stream_and_year_is_used_up_by_what_is_spent_carried_and_unspent() -> None:
    rows = [row for row in read("funding") if row["option"] == "joint" and row["home"] == "A"]
    by_year = {
        label: sum(Decimal(row["amount"]) for row in rows if row["year"] == label) for label in ("2010/11", "2011/12")
    }
    assert by_year == {"2010/11": Decimal("400.00"), "2011/12": Decimal("400.50")}  # 50p came forward
    assert ("carried forward", "0.50") in told(rows, "service", "amount")


def test_funding_names_who_is_paid_for_from_whose_money() -> None:
    assert told([row for row in joint("funding") if row["home"] == "A"], "borough", "service", "amount") == [
        ("A", "day", "117.50"),
        ("A", "swap", "20.00"),
        ("A", "links", "5.00"),
        ("A", "commissioning", "40.50"),
        ("B", "commissioning", "1.00"),
        ("", "unspent", "216.50"),
    ]


def test_provision_sets_places_beside_demand_also_where_there_are_none() -> None:
    rows = [row for row in read("provision") if row["option"] == "as is" and row["year"] == "2010/11"]
    assert told(rows, "borough", "service", "demand", "places") == [
        ("A", "day", "20", "10"),
        ("A", "swap", "12", "12"),
        ("A", "links", "1", "1"),
        ("B", "day", "20", "0"),
        ("B", "swap", "30", "6"),
    ]


def test_an_option_without_a_plan_has_no_rows_and_says_why_in_the_result() -> None:
    result = json.loads(data_files(findings_of(worked.run()))["result.json"])["options"]["nothing"]
    assert (result["status"], result["measures"], result["rank"]) == ("infeasible", None, None)
    assert result["remarks"] == ["The floor of day cannot be met."]
    assert {row["option"] for name in NAMES for row in read(name)} == {"as is", "joint"}


def test_the_result_holds_what_the_model_says() -> None:
    result = json.loads(data_files(findings_of(worked.run()))["result.json"])
    assert (result["title"], result["input_sha256"], result["preferred"]) == ("worked example", "0" * 64, "joint")
    assert result["baseline"] == 205.00
    one = result["options"]["joint"]
    assert (one["status"], one["primary"], one["bound"], one["gap"]) == ("optimal", 10, 10, 0)
    assert (one["measures"]["cost"], one["measures"]["cost_per_person"], one["rank"]) == (513.00, 17.10, 1)
    assert one["criteria"]["welcome"] == {"score": 50, "band": "Medium", "passed": True}
    assert one["score"] == 80.972  # (3 x 100 + 54.86 + 50) / 5


def test_the_result_says_how_robust_the_preferred_option_is_as_the_page_of_the_outputs_has_it() -> None:
    run = worked.run()
    plain = json.loads(data_files(findings_of(run))["result.json"])["robustness"]
    assert list(plain) == ["nearest", "weights", "draws", "ranges", "bias", "inputs"]
    assert (plain["ranges"], plain["bias"], plain["inputs"]) == (None, [], None)
    assert plain["weights"][0]["below"]["preferred"] == "as is"
    assert (plain["draws"]["count"], sum(plain["draws"]["options"]["joint"]["ranks"])) == (100_000, 1)
    found = json.loads(data_files(Findings(run, sensitivity_example.example_sensitivity(run)))["result.json"])[
        "robustness"
    ]["inputs"]
    assert found["funding"]["below"] == {"kept": -0.06, "lost": -0.07, "preferred": "as is"}
    assert found["funding"]["points"][0] == {
        "change": -0.2,
        "proven": True,
        "preferred": "as is",
        "lead": None,
        "options": {
            "as is": {"status": "optimal", "cost": 369.0, "outcomes": 2, "score": 40, "rank": 1},
            "joint": {"status": "infeasible", "cost": None, "outcomes": None, "score": None, "rank": None},
        },
    }


def test_money_in_the_result_is_pounds_with_two_decimals_as_written() -> None:
    text = data_files(findings_of(worked.run()))["result.json"]
    assert '"baseline": 205.00' in text
    assert '"cost": 513.00' in text
    assert '"unit_cost": 7.54' in text  # 513.00 over 68 is 7.544


def test_an_aim_in_money_is_shown_in_pounds_from_the_plan_not_as_the_solver_has_it() -> None:
    run = worked.run()
    one = run.results["as is"]
    answer = replace(one.answer, objective="cost", objective_value=36_900.001, bound=36_899.6)
    told_of = replace(run, results={**run.results, "as is": replace(one, answer=answer)})
    option = json.loads(data_files(findings_of(told_of))["result.json"])["options"]["as is"]
    assert (option["primary"], option["bound"]) == (369.00, 369.00)


def test_the_same_run_gives_the_same_text_and_seconds_stand_on_lines_of_their_own() -> None:
    run = worked.run()
    slower = {name: replace(each, answer=replace(each.answer, seconds=9.5)) for name, each in run.results.items()}
    first, second = (
        data_files(findings_of(each))["result.json"].splitlines() for each in (run, replace(run, results=slower))
    )
    assert first != second
    assert [line for line in first if '"seconds"' not in line] == [line for line in second if '"seconds"' not in line]


def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_quoted_and_a_figure_is_not() -> None:
    case = world(
        services=[service("@day")],
        contracts=[contract("=1+1", "-P", today("@day", "A", cost=100))],
        options=[option("+as is")],
    )
    (row,) = read("contracts", run_of(case, Plan("+as is", kept=frozenset({("=1+1", 0)}))))
    assert told([row], "option", "contract", "provider", "services") == [("'+as is", "'=1+1", "'-P", "'@day")]
    assert row["unit_cost"] == "1.00"


def test_a_unit_price_is_written_with_its_parts_of_a_penny():
    pence = ("0.49", "9005900/100", "12345", "0.0001", "90059.005", "30")
    written = ["0.0049", "900.59", "123.45", "0.000001", "900.59005", "0.30"]
    assert [f"{price_decimal(Fraction(each)):f}" for each in pence] == written


def test_pounds_round_half_up_once() -> None:
    assert [str(pounds_decimal(Fraction(pence))) for pence in ("12345.5", "12345.4", "-0.5", "-1.5", "0", "100")] == [
        *("123.46", "123.45", "0.00", "-0.01", "0.00", "1.00"),
    ]


def test_figures_that_tie_have_nothing_said_of_them() -> None:
    plan = worked.joint()
    judged, measures = worked.ledger(plan), worked.run().results["joint"].measures
    assert measures is not None
    assert tie_violations(worked.case(), worked.case().option("joint"), plan, judged, measures) == ()


def test_a_charge_that_no_contract_explains_is_found() -> None:
    plan = worked.joint()
    judged, measures = worked.ledger(plan), worked.run().results["joint"].measures
    assert measures is not None
    start = next(charge for charge in judged.charges if charge.kind is ChargeKind.START_COST)
    doubled = replace(judged, charges=(*judged.charges, start))
    violations = tie_violations(worked.case(), worked.case().option("joint"), plan, doubled, measures)
    assert [violation.where for violation in violations] == ["contracts, 2011/12", "funding"]


def test_an_aim_that_the_measures_do_not_confirm_is_found() -> None:
    plan = worked.joint()
    judged, measures = worked.ledger(plan), worked.run().results["joint"].measures
    assert measures is not None
    more = replace(judged, objectives=replace(judged.objectives, outcomes=judged.objectives.outcomes + 1))
    violations = tie_violations(worked.case(), worked.case().option("joint"), plan, more, measures)
    assert [(violation.rule, violation.where) for violation in violations] == [("tie", "weighted outcomes")]


def run_of(case: worked.Case, plan: Plan) -> Run:
    """A run of one option with its plan as it is, rules kept or not."""
    kind, judged = case.option(plan.option), verify(case, plan)
    answer = Answer(plan.option, "outcomes", Status.OPTIMAL, plan, 0.0, 0.0, 0.0)
    results = {plan.option: Result(kind, answer, judged, None)}
    return replace(worked.run(), case=case, results=results, appraisal=appraise(case, {plan.option: None}))
