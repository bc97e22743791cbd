"""Every scenario of a case beside the unchanged case, with an unconstrained benchmark for each.

How a scenario changes a case is in `optimiser.casefiles.reading`, what the benchmark leaves out in
`models.case.unconstrained`.
"""

from __future__ import annotations

from optimiser.analyses.scenarios.pack import AS_IT_STANDS, AS_SET, ScenarioPack, ScenarioRun, solve_scenarios

__all__ = ["AS_IT_STANDS", "AS_SET", "ScenarioPack", "ScenarioRun", "solve_scenarios"]
