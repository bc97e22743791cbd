"""Sentences about what an outcome costs: the limit that a case sets, and what the last outcomes of a plan cost."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from models.appraisal.measures import outcomes_shown
from models.case.text import exact_pounds
from models.case.types import Case
from optimiser.analyses.findings import Findings
from optimiser.analyses.last_outcomes import LAST_SHARE, LastOutcomes
from optimiser.engine.run import Run
from optimiser.text import percent, pounds, quoted, tenths

POUND = 100


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


def last_outcomes_sentences(findings: Findings) -> Iterator[str]:
    """What the last outcomes cost, if that was searched."""
    last = findings.last_outcomes
    if last is None:
        return
    outcomes, option = f"{_outcome(findings.run.case)}s", quoted(last.option)
    cut = " The time limit ended the search." if last.cut else ""
    if last.fewer is None or last.present_cost_less is None:
        yield f"{_nothing_found(last, outcomes, option)}{cut}"
        return
    share = percent(last.fewer / last.outcomes)
    yield (
        f"The last {_number(last.fewer)} {outcomes} of {option} ({share}) cost {_each(last)} each on average:"
        f" without them, its present cost would be {pounds(last.present_cost_less)} lower.{cut}"
    )


def _nothing_found(last: LastOutcomes, outcomes: str, option: str) -> str:
    plan = f"plan for {option} with at least {percent(1 - LAST_SHARE)} of the {outcomes}"
    if last.most_less is None:
        return f"It is not known how much lower the present cost of a {plan} could be."
    if not last.most_less:
        return f"No {plan} has a lower present cost."
    return f"No {plan} has a present cost that is more than {_pounds_up(last.most_less)} lower."


def _each(last: LastOutcomes) -> str:
    """`£1,000`, `£1,000 to £1,200`, or `at least £1,000` if nothing more is proven."""
    least = pounds(floor((last.least_each or Fraction(0)) / POUND) * POUND)
    if last.most_each is None:
        return f"at least {least}"
    most = _pounds_up(last.most_each)
    return least if least == most else f"{least} to {most}"


def _pounds_up(pence: Fraction) -> str:
    """Pounds rounded up: what is said to be the most may not be less than it is."""
    return pounds(ceil(pence / POUND) * POUND)


def _number(outcomes: Fraction) -> str:
    return tenths(outcomes) if outcomes >= Fraction(1, 10) else f"{float(outcomes):.3g}"


def _outcome(case: Case) -> str:
    return outcomes_shown(case).replace("_", " ").removesuffix("s")
