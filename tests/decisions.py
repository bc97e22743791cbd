"""Runs made by hand to decide on: three options judged on one criterion, with a gate beside it where asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from models.appraisal.scoring import appraise
from models.case.types import Criterion
from models.plan.plan import Answer, Status
from optimiser.analyses.decision import Decision, Held, Threshold, Thresholds, decided, held
from optimiser.analyses.sensitivity import Switch
from optimiser.engine.run import Result, Run
from optimiser.solving.settings import Settings
from tests.world import criterion, option, world

DAY = date(2010, 4, 1)
MARKS = {"as is": 20, "alone": 60, "joint": 80}
COSTS = {"as is": 90_000, "alone": 95_000, "joint": 100_000}


def run_of(
    marks: Mapping[str, int] = MARKS,
    *,
    costs: Mapping[str, int] = COSTS,
    gate: int | None = None,
    welcome: Mapping[str, int] | None = None,
    status: Mapping[str, Status] | None = None,
    dropped: str = "",
) -> Run:
    """Each option is judged on "worth", and where it has a `gate` on "welcome", which weighs nothing."""
    options = [*(option(name) for name in marks), *([option(dropped, dropped="too late")] if dropped else [])]
    criteria: list[Criterion] = [criterion("worth", judgements=marks)]
    if welcome is not None:
        criteria.append(criterion("welcome", weight=0, judgements=welcome, gate=gate))
    case = world(options=options, criteria=criteria)
    statuses = {name: (status or {}).get(name, Status.OPTIMAL) for name in marks}
    figures = {name: _figures(costs[name]) if statuses[name].has_figures else None for name in marks}
    results = {
        name: Result(case.option(name), Answer(name, "outcomes", statuses[name]), None, figures[name]) for name in marks
    }
    return Run(case, "inputs/towns", "ab" * 32, Settings(), results, appraise(case, figures), {})


def _figures(cost: int) -> dict[str, Fraction | None]:
    money = dict.fromkeys(("cost", "present_cost"), Fraction(cost))
    return {**money, **dict.fromkeys(("outcomes", "weighted_outcomes"), Fraction(cost, 1000))}


def found(fall: int) -> Thresholds:
    """Funding: it holds up to a fall of so many per cent, where "as is" comes to rank above; a rise is not proven."""
    ends = Switch(Fraction(-fall, 100), Fraction(-fall - 1, 100), "as is", has_plan=True, any_plan=True)
    farthest, broken = Fraction(1, 5), ('"as is" ranks above it.',)
    return Thresholds(
        (
            Threshold("funding", -1, ends, broken, (), farthest),
            Threshold("funding", 1, None, (), (Fraction(1, 10),), farthest),
            Threshold("prices", -1, None, (), (), farthest),
        )
    )


def held_in(run: Run) -> Held:
    """A decision for "joint", made when it cost £10 less, scored 80 and had nothing but "as is" beside it."""
    made = decided(run, "joint", "=More recover – and £5 saved.", DAY, "Joint Commissioning Board")
    own = made.options["joint"]
    cheaper = replace(own, cost=(own.cost or 0) - 1000, score=Fraction(80), gates={})
    then = replace(made, options={"as is": made.options["as is"], "joint": cheaper}, thresholds=found(4))
    return replace(held(then, run), thresholds=found(6))


def decision() -> Decision:
    """The decision for the preferred option of the plain run."""
    return decided(run_of(), "joint", "Most recover.", DAY)
