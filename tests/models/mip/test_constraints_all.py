"""All constraints together.

Each has its tests, its sentence and its equation. Each planted violation of the audit violates a row of the same rule.
An LP file names rules and never the names of the case.
"""

from __future__ import annotations

import ast
import inspect
import re
from itertools import count
from pathlib import Path

import pytest
from plan_in_model import plan_in_variables, rule_of
from planted_all import PLANTED
from planted_violation import PlantedViolation
from tiny_cases import tiny_case
from world import arrangement, contract, floor, line, offer, option, today, world

from models import audit
from models.mip.build import build
from models.mip.constraints import CONSTRAINTS, Constraint
from models.mip.instance import OptionInstance
from models.mip.valid_inequalities import VALID_INEQUALITIES

HERE = Path(__file__).parent
NAMES = [rule.__name__ for rule in CONSTRAINTS]
KNOWN = {*NAMES, *(rule.__name__ for rule in VALID_INEQUALITIES)}
REFUSED_EARLIER = (
    "boroughs of two commissioners contract jointly at level 1"  # a fault of the case, which is refused before solving
)


def _tests() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in HERE.glob("test_constraints_*.py"))
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("rule", NAMES)
def test_every_constraint_is_tested_met_broken_and_not_applicable(rule: str) -> None:
    kinds = ("is_met", "is_broken", "does_not_apply")
    missing = [kind for kind in kinds if not any(name.startswith(f"test_{rule}_{kind}") for name in _tests())]
    assert missing == []


def test_the_constraints_are_the_rules_that_the_audit_checks_in_the_same_order() -> None:
    assert tuple(NAMES) == audit.RULE_NAMES


@pytest.mark.parametrize("rule", [*CONSTRAINTS, *VALID_INEQUALITIES], ids=lambda rule: rule.__name__)
def test_every_constraint_has_its_sentence_its_equation_and_its_row_name(rule: Constraint) -> None:
    sentence, _, equation = (inspect.getdoc(rule) or "").partition("\n\n")
    assert len(sentence.split()) >= 4
    assert sentence.endswith(".")
    assert re.search(r"[≤≥=]", equation), equation
    assert f"{rule.__name__}[" in equation


@pytest.mark.parametrize(
    "planted",
    [p for p in PLANTED if p.claim != REFUSED_EARLIER],
    ids=lambda planted: f"{planted.rule}: {planted.claim}",
)
def test_a_planted_violation_violates_a_row_of_its_rule_or_cannot_be_expressed(
    planted: PlantedViolation,
) -> None:
    good, bad = plan_in_variables(planted.case, planted.good), plan_in_variables(planted.case, planted.bad)
    assert (good.not_expressible, good.violated_constraints()) == ([], set())
    assert bad.not_expressible or planted.rule in bad.violated_constraints()


def _everything() -> OptionInstance:
    case = world(
        ("Ash & Elm", "Bay 1", "Bay-1"),
        ("day care", "bed"),
        2,
        contracts=[contract("Block, one", "Quay", today("bed", ("Ash & Elm",)), committed_to=0)],
        offers=[offer("Offer <=", "Provider A", line("day care", bands=((0, 9), (3, 8)), capacity=7), term=2)],
        options=[option("joint", level=3, max_contracts=2, arrangements=[arrangement("day care", ("Bay 1", "Bay-1"))])],
        floors=[floor(("Ash & Elm",), ("day care",), 2)],
    )
    return OptionInstance(case, case.options[0])


def test_row_names_in_the_lp_file_are_rule_names_with_a_number(tmp_path: Path) -> None:
    written = build(_everything(), whole_places=True)
    written.set_objective("cost")
    file = tmp_path / "option.lp"
    written.problem.writeLP(str(file))
    text = file.read_text(encoding="utf-8")
    rows = re.findall(r"^(\w+): ", text.split("Subject To")[1], flags=re.MULTILINE)
    assert {"price_band", "minimum_provision", "cover"} < {rule_of(row) for row in rows}
    assert {rule_of(row) for row in rows} <= KNOWN
    assert len(rows) == len(set(rows))


def test_names_from_the_case_never_reach_the_solver(tmp_path: Path) -> None:
    written = build(_everything(), whole_places=True)
    written.set_objective("outcomes")
    written.problem.writeLP(str(tmp_path / "option.lp"))
    text = (tmp_path / "option.lp").read_text(encoding="utf-8")
    assert not [name for name in ("Ash", "Bay", "day care", "Block", "Offer", "Provider", "Quay") if name in text]


def test_every_row_of_a_random_case_has_the_name_of_its_rule_and_no_two_are_the_same() -> None:
    number = next(n for n in count() if tiny_case(n).options[0].existing == "free" and tiny_case(n).minimums)
    case = tiny_case(number)
    model = build(OptionInstance(case, case.options[0]), whole_places=True)
    found = model.problem.constraints
    rows = found() if callable(found) else found.values()
    names = [row.name for row in rows]
    assert {rule_of(name) for name in names} <= KNOWN
    assert len(names) == len(set(names))
