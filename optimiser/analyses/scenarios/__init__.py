"""Every scenario of a case beside the unchanged case, with an unconstrained benchmark for each.

`optimiser.casefiles.reading` applies a scenario's changes to a case. `models.case.reduced` says which constraints
the benchmark leaves out.
"""

from __future__ import annotations

from optimiser.analyses.scenarios.pack import AS_IT_STANDS, AS_SET, ScenarioPack, ScenarioRun, solve_scenarios

__all__ = ["AS_IT_STANDS", "AS_SET", "ScenarioPack", "ScenarioRun", "solve_scenarios"]
