"""Sentences about what an outcome costs: the limit that a case sets."""

from __future__ import annotations

from models.appraisal.measures import outcomes_shown
from models.case.text import exact_pounds
from models.case.types import Case
from optimiser.engine.run import Run


def limit_sentence(run: Run) -> str:
    """What an outcome may cost, if the case has a limit that the objective uses; else blank."""
    case, objective = run.case, run.settings.objective or run.case.objective
    if case.most_per_outcome is None or objective != "outcomes":
        return ""
    most = exact_pounds(case.most_per_outcome, trim=True)
    return (
        f"Beyond what the constraints require, and within the gap, no {_outcome(case)} is bought that costs more than"
        f" {most} of present cost."
    )


def _outcome(case: Case) -> str:
    return outcomes_shown(case).replace("_", " ").removesuffix("s")
