"""Words about a scenario: how its figures differ from the base case, what is proven, and which option is preferred.

A difference starts with a word, which the shading repeats; then it says by how much. For the objective it also says
what is proven: two plans within the gap may differ although the best plans do not.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME, outcomes_shown
from models.plan.plan import Answer, Status
from optimiser.analyses.scenarios import ScenarioPack, ScenarioRun
from optimiser.engine.run import Result
from optimiser.reports.formats import measure_unit
from optimiser.text import pounds, quoted, tenths

BETTER, WORSE, SAME, WITHIN = "Better", "Worse", "Same", "Within the gap"
NO_PLAN, ONLY_HERE, NEITHER, NOT_APPRAISED = "No plan here", "A plan only here", "No plan in either", "Not appraised"
NO_ANSWER, OTHER_OBJECTIVE = "No answer here", "Not compared: the limit to what an outcome may cost differs"
PREFERRED, AHEAD = "preferred", "ahead"

PROOF_LABELS = {
    Status.OPTIMAL: "optimal",
    Status.WITHIN_GAP: "within gap",
    Status.UNPROVEN: "unproven",
    Status.INFEASIBLE: "no plan",
    Status.NO_ANSWER: "no answer",
}
PROOF_MEANINGS = {
    "optimal": "proven that no plan is better",
    "within gap": "proven that no plan is better by more than the gap asked for",
    "unproven": "the plan meets every constraint, but a better plan may exist",
    "no plan": "proven that no plan meets every constraint",
    "no answer": "in the time limit no plan was found, and it was not proven that there is none",
    "not appraised": "the option is dropped in that scenario and was not solved",
}


def compared_measures(pack: ScenarioPack) -> tuple[str, ...]:
    """The measures that are compared."""
    objective = pack.base.run.settings.objective or pack.case.objective
    present = ("present_cost",) if objective == "cost" else ()
    return (*present, "cost", "saving", outcomes_shown(pack.case), "coverage")


def measure_value(result: Result | None, measure: str) -> Fraction | None:
    """A measure of a result; None without a plan, or if there is nothing to divide by. Money is pence."""
    return None if result is None or result.measures is None else result.measures[measure]


def proof_label(result: Result | None) -> str:
    """What is proven of an option: `within gap`, `no plan`."""
    return "not appraised" if result is None else PROOF_LABELS[result.answer.status]


def difference_text(measure: str, base: Result | None, result: Result | None) -> str:
    """How a measure differs from the base case: `Better: £1,200 less`."""
    if base is None or result is None or base.measures is None or result.measures is None:
        return no_plan_text(base, result)
    old, new = base.measures[measure], result.measures[measure]
    if old is None or new is None or old == new:
        return SAME if old == new else "No figure: nothing to divide by"
    word = _better_or_worse(measure, new - old)
    if _is_objective(measure, result) and not are_proven_different(base.answer, result.answer):
        word = WITHIN
    return f"{word}: {amount_text(measure, new - old)}"


def no_plan_text(base: Result | None, result: Result | None) -> str:
    """The words for an option that has no plan in the base case, in the scenario, or in both."""
    if base is None or result is None:
        return NOT_APPRAISED
    if result.answer.plan is not None:
        return ONLY_HERE
    if result.answer.status is Status.NO_ANSWER:
        return NO_ANSWER
    return NO_PLAN if base.answer.plan is not None else NEITHER


def objective_difference_text(base: Result | None, result: Result | None) -> str:
    """Whether the best plans of the base case and the scenario are proven to differ in the objective, and which way."""
    if base is None or result is None or base.answer.plan is None or result.answer.plan is None:
        return no_plan_text(base, result)
    old, new = base.answer, result.answer
    if _limit(base) != _limit(result):
        return OTHER_OBJECTIVE
    if not are_proven_different(old, new):
        return SAME if old.objective_value == new.objective_value else f"{WITHIN}: not proven to differ"
    more = (new.objective_value or 0.0) > (old.objective_value or 0.0)
    return f"{BETTER if more == (new.objective != 'cost') else WORSE}: proven"


def are_proven_different(first: Answer, second: Answer) -> bool:
    """Whether the best values of the objective must differ: the proven ranges of the two answers do not overlap."""
    (low, high), (least, most) = _proven_range(first), _proven_range(second)
    tolerance = 1e-6 * max(1.0, abs(high), abs(most))
    return high + tolerance < least or most + tolerance < low


def amount_text(measure: str, by: Fraction) -> str:
    """A difference without its sign: `£1,200 less`, `12.3 more`, `1.5 percentage points more`."""
    how = "more" if by > 0 else "fewer" if measure in ("outcomes", "weighted_outcomes") else "less"
    if BY_NAME[measure].money:
        return f"{_at_least_a_step(pounds(abs(by)), '£0', '£1')} {how}"
    if measure_unit(measure) == "share":
        return f"{_at_least_a_step(tenths(abs(by) * 100), '0.0', '0.1')} percentage points {how}"
    return f"{_at_least_a_step(tenths(abs(by)), '0.0', '0.1')} {how}"


def preference_change(pack: ScenarioPack, member: ScenarioRun) -> str:
    """How the preferred option of a scenario compares with that of the base case."""
    old, new = pack.base.preferred, member.preferred
    if member is pack.base:
        return "the base case"
    if new is None:
        return f"No option is preferred, instead of {quoted(old)}" if old else "No option is preferred in either"
    close = "" if member.certain else ", but too close to call"
    if old == new:
        return f"Same option{close}"
    if old is None:
        return f"An option is {'ahead' if close else 'preferred'}{close}; in the base case none is preferred"
    return f"Another option{close}, instead of {quoted(old)}"


def standing_text(member: ScenarioRun, option: str) -> str:
    """How an option stands among the others of its scenario: `preferred`, `rank 2`, `rank 1, fails a gate`.

    `ahead, too close to call` in place of `preferred` if another option could be preferred.
    """
    result = member.result(option)
    if result is None or result.measures is None:
        return proof_label(result)
    standing = member.run.appraisal.standings[option]
    if member.preferred == option:
        return PREFERRED if member.certain else f"{AHEAD}, too close to call"
    if standing.rank is None:
        return "not ranked"
    return f"rank {standing.rank}{', fails a gate' if standing.gates_failed else ''}"


def _better_or_worse(measure: str, by: Fraction) -> str:
    return BETTER if (by > 0) == bool(BY_NAME[measure].more_is_better) else WORSE


def _is_objective(measure: str, result: Result) -> bool:
    """Whether a compared measure is the objective itself: outcomes are not if the objective also counts their cost."""
    objective = result.answer.objective
    return (objective, measure) == ("cost", "present_cost") or (
        objective == "outcomes" and _limit(result) is None and measure in ("outcomes", "weighted_outcomes")
    )


def _limit(result: Result) -> int | Fraction | None:
    """The pence that an outcome may cost in the objective of a result."""
    return (
        result.ledger.objectives.most_per_outcome if result.ledger and result.answer.objective == "outcomes" else None
    )


def _proven_range(answer: Answer) -> tuple[float, float]:
    """The range in which the best value of the objective is proven to lie."""
    value = answer.objective_value if answer.objective_value is not None else 0.0
    bound = answer.bound if answer.bound is not None else float("inf") * (-1 if answer.objective == "cost" else 1)
    return min(value, bound), max(value, bound)


def _at_least_a_step(text: str, zero: str, step: str) -> str:
    """`less than £1` for a difference that rounds to zero."""
    return f"less than {step}" if text == zero else text
