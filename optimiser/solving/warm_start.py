"""Beginning from a plan of a similar case: its contracts with whole places, as far as they can be had in this case.

HiGHS is never handed the plan (docs/decisions/0011): its contracts are settled in a programme of their own, and what
comes of it is a plan of this case or nothing. What it names that is not there is passed over.
"""

from __future__ import annotations

from dataclasses import replace

from models.mip.extract import extract_decisions, has_idle_contract
from models.plan.plan import Plan
from optimiser.solving.search import SECONDARY_WEIGHT, Stand, Trial


def begun(trial: Trial) -> Stand | None:
    """The best whole places for the contracts of the start, or for the best part of them; None where there are none."""
    start = trial.asked.start
    if start is None:
        return None
    stand = trial.rounded(start, SECONDARY_WEIGHT[trial.objective])
    if stand is not None and not has_idle_contract(stand.model.variables):
        return stand
    part = trial.trimmed(start)
    return (
        stand if part is start else trial.better_weighted(stand, trial.rounded(part, SECONDARY_WEIGHT[trial.objective]))
    )


def joined(start: Plan, stand: Stand) -> Plan:
    """The contracts of both, among which cheaper ones are sought: those of the start were cheap where it was found."""
    own = extract_decisions(stand.model.variables)
    return replace(
        own,
        arrangements=own.arrangements | start.arrangements,
        kept=own.kept | start.kept,
        live=own.live | start.live,
    )
