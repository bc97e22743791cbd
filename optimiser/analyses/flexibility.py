"""Flexibility: the range of each line of an option's plan over all plans that are nearly as good.

The search is in `optimiser.solving.near_optimal_ranges`; what a line and its range mean is in
`models.plan.allocation_lines`. Here an option of a run is searched, and every plan found is verified.
"""

from __future__ import annotations

from models.audit import verify
from models.mip.instance import OptionInstance
from models.plan.allocation_lines import NearOptimalRanges, is_near_optimal
from models.plan.plan import Plan
from optimiser.engine.progress import OnProgress, ProgressClock
from optimiser.engine.run import Run

STAGE = "fixed or flexible"
TIME_LIMITS = 10  # an option may take so many times the run's time limit; often there are a hundred searches


def assess_flexibility(run: Run, option: str = "", *, progress: OnProgress | None = None) -> NearOptimalRanges | None:
    """The range of every line of an option, by default of the preferred one; None if it has no plan.

    Solved in this process alone, as each search uses what those before it found. An option takes at most ten times the
    run's time limit.
    """
    from optimiser.solving.near_optimal_ranges import line_ranges  # noqa: PLC0415 - the solver is loaded only where it is used
    from optimiser.solving.outcome_unit import case_in_unit, outcome_unit  # noqa: PLC0415

    result = run.results.get(option or run.appraisal.preferred or "")
    if result is None or result.answer.plan is None or result.ledger is None:
        return None
    objective = result.answer.objective
    value = result.ledger.objectives.of(objective)

    def accept(plan: Plan) -> bool:
        ledger = verify(run.case, plan)
        return not ledger.violations and is_near_optimal(objective, ledger.objectives.of(objective), value)

    unit = outcome_unit(run.case, result.option)
    return line_ranges(
        OptionInstance(case_in_unit(run.case, unit), result.option),
        objective,
        result.answer.plan,
        value / unit if objective == "outcomes" else value,
        accept,
        seconds=TIME_LIMITS * run.settings.time_limit,
        on_progress=ProgressClock(STAGE, 0, progress).update,
    )
