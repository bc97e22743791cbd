"""How one figure differs from another in words: the word first, which the shading only repeats, then by how much.

Of the first aim it also says what is proven: two plans within the gap may differ though the best plans do not.
"""

from __future__ import annotations

from fractions import Fraction

from models.appraisal.measures import BY_NAME, outcomes_shown
from models.plan.plan import Answer, Status
from optimiser.analyses.scenarios.pack import ScenarioPack, ScenarioRun
from optimiser.engine.run import Result
from optimiser.reports.formats import measure_unit
from optimiser.text import pounds, quoted, tenths

BETTER, WORSE, SAME, WITHIN = "Better", "Worse", "Same", "Within the gap"
NO_PLAN, ONLY_HERE, NEITHER, NOT_APPRAISED = "No plan here", "A plan here alone", "No plan in either", "Not appraised"
NO_ANSWER = "No answer here"

PROOF_LABELS = {
    Status.OPTIMAL: "optimal",
    Status.WITHIN_GAP: "within gap",
    Status.UNPROVEN: "unproven",
    Status.INFEASIBLE: "no plan",
    Status.NO_ANSWER: "no answer",
}
PROOF_MEANINGS = {
    "optimal": "proven to be the best possible",
    "within gap": "proven to be as near the best possible as was asked for",
    "unproven": "a plan that keeps every rule, but a better one may exist",
    "no plan": "proven that no plan keeps every rule",
    "no answer": "neither a plan nor a proof that there is none was found in the time",
    "not appraised": "the option is dropped there, and not solved",
}


def compared_measures(pack: ScenarioPack) -> tuple[str, ...]:
    """The measures that are compared."""
    objective = pack.base.run.settings.objective or pack.case.objective
    present = ("present_cost",) if objective == "cost" else ()
    return (*present, "cost", "saving", outcomes_shown(pack.case), "coverage")


def measure_value(result: Result | None, measure: str) -> Fraction | None:
    """A measure of a result, None where there is no plan or nothing to divide by; money in pence."""
    return None if result is None or result.measures is None else result.measures[measure]


def proof_label(result: Result | None) -> str:
    """What is proven of an option: `within gap`, `no plan`."""
    return "not appraised" if result is None else PROOF_LABELS[result.answer.status]


def difference_text(measure: str, base: Result | None, here: Result | None) -> str:
    """How a measure differs from the case as it stands: `Better: £1,200 less`."""
    if base is None or here is None or base.measures is None or here.measures is None:
        return no_plan_text(base, here)
    before, now = base.measures[measure], here.measures[measure]
    if before is None or now is None or before == now:
        return SAME if before == now else "No figure: nothing to divide by"
    word = _better_or_worse(measure, now - before)
    if _is_objective(measure, here.answer.objective) and not are_proven_different(base.answer, here.answer):
        word = WITHIN
    return f"{word}: {amount_text(measure, now - before)}"


def no_plan_text(base: Result | None, here: Result | None) -> str:
    """What is said where one of the two has no plan."""
    if base is None or here is None:
        return NOT_APPRAISED
    if here.answer.plan is not None:
        return ONLY_HERE
    if here.answer.status is Status.NO_ANSWER:
        return NO_ANSWER
    return NO_PLAN if base.answer.plan is not None else NEITHER


def objective_difference_text(base: Result | None, here: Result | None) -> str:
    """What is proven of the first aim against the case as it stands: whether the best plans differ, and which way."""
    if base is None or here is None or base.answer.plan is None or here.answer.plan is None:
        return no_plan_text(base, here)
    if not are_proven_different(base.answer, here.answer):
        return SAME if base.answer.objective_value == here.answer.objective_value else f"{WITHIN}: not proven apart"
    more = (here.answer.objective_value or 0.0) > (base.answer.objective_value or 0.0)
    return f"{BETTER if more == (here.answer.objective != 'cost') else WORSE}: proven"


def are_proven_different(one_: Answer, other: Answer) -> bool:
    """Whether the best values of the first aim must differ: what each may lie between has nothing in common."""
    (low, high), (least, most) = _proven_range(one_), _proven_range(other)
    slack = 1e-6 * max(1.0, abs(high), abs(most))
    return high + slack < least or most + slack < low


def amount_text(measure: str, by: Fraction) -> str:
    """A difference without its sign: `£1,200 less`, `12.3 more`, `1.5 percentage points more`."""
    how = "more" if by > 0 else "fewer" if measure in ("outcomes", "weighted_outcomes") else "less"
    if BY_NAME[measure].money:
        return f"{_at_least_a_step(pounds(abs(by)), '£0', '£1')} {how}"
    if measure_unit(measure) == "share":
        return f"{_at_least_a_step(tenths(abs(by) * 100), '0.0', '0.1')} percentage points {how}"
    return f"{_at_least_a_step(tenths(abs(by)), '0.0', '0.1')} {how}"


def preference_change(pack: ScenarioPack, member: ScenarioRun) -> str:
    """Whether the same option is preferred as in the case as it stands."""
    before, now = pack.base.preferred, member.preferred
    if member is pack.base:
        return "the case as it stands"
    if before == now:
        return "Same option" if now else "None may be preferred in either"
    if now is None:
        return f"None may be preferred, in place of {quoted(before or '')}"
    return f"Another option, in place of {quoted(before)}" if before else "One may be preferred, as it stands none"


def standing_text(member: ScenarioRun, option: str) -> str:
    """How an option stands among the others of its member: `preferred`, `rank 2`, `rank 1, fails a gate`."""
    result = member.result(option)
    if result is None or result.measures is None:
        return proof_label(result)
    found = member.run.appraisal.standings[option]
    if member.preferred == option:
        return "preferred"
    if found.rank is None:
        return "not ranked"
    return f"rank {found.rank}{', fails a gate' if found.gates_failed else ''}"


def _better_or_worse(measure: str, by: Fraction) -> str:
    return BETTER if (by > 0) == bool(BY_NAME[measure].more_is_better) else WORSE


def _is_objective(measure: str, objective: str) -> bool:
    """Whether a measure that is compared is the first aim itself."""
    return (objective, measure) == ("cost", "present_cost") or (
        objective == "outcomes" and measure in ("outcomes", "weighted_outcomes")
    )


def _proven_range(answer: Answer) -> tuple[float, float]:
    """What the best value of the first aim lies between, as proven."""
    primary = answer.objective_value if answer.objective_value is not None else 0.0
    bound = answer.bound if answer.bound is not None else float("inf") * (-1 if answer.objective == "cost" else 1)
    return min(primary, bound), max(primary, bound)


def _at_least_a_step(shown: str, nought: str, step: str) -> str:
    return f"less than {step}" if shown == nought else shown
