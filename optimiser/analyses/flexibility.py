"""Settled or open: how far each line of an option's plan may move over all plans that are nearly as good.

The search is in `optimiser.solving.near_optimal_ranges`, the meaning in `models.plan.allocation_lines`; here a run's
option is handed to it, and every plan it comes upon goes before the judge. Not here: the sheet.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from models.audit import verify
from models.mip.instance import OptionInstance
from models.plan.allocation_lines import NearOptimalRanges, is_near_optimal
from models.plan.plan import Plan
from optimiser.engine.parallel import BatchProgress

if TYPE_CHECKING:
    from optimiser.engine.run import Run

STAGE = "settled or open"
TIMES = 10  # the time limit of an option, for all searches together: mostly there are a hundred


def assess_flexibility(
    run: Run, option: str = "", *, progress: Callable[[BatchProgress], None] | None = None
) -> NearOptimalRanges | None:
    """Every line of an option with its range over all plans nearly as good; the preferred option where none is named.

    None where there is no such option with a plan. In this process alone: each search learns from those before it.
    `progress`: called as searches end. It takes ten times the run's time limit for an option at most.
    """
    from optimiser.solving.near_optimal_ranges import line_ranges  # noqa: PLC0415 - the solver is loaded only where it is used

    result = run.results.get(option or run.appraisal.preferred or "")
    if result is None or result.answer.plan is None or result.ledger is None:
        return None
    objective = result.answer.objective
    value = result.ledger.objectives.of(objective)

    def accept(plan: Plan) -> bool:
        ledger = verify(run.case, plan)
        return not ledger.violations and is_near_optimal(objective, ledger.objectives.of(objective), value)

    instance = OptionInstance(run.case, result.option)
    limit = TIMES * run.settings.time_limit
    tell = None if progress is None else _Clock(progress)
    return line_ranges(instance, objective, result.answer.plan, value, accept, seconds=limit, on_progress=tell)


class _Clock:
    """Tells how far the searches are, and how long the rest may take."""

    def __init__(self, progress: Callable[[BatchProgress], None]) -> None:
        self.progress, self.began = progress, time.perf_counter()

    def __call__(self, done: int, total: int) -> None:
        left = (time.perf_counter() - self.began) / done * (total - done) if done else None
        self.progress(BatchProgress(STAGE, done, total, left))
