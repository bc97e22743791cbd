"""Every scenario of a case beside the case as it stands: solved, compared, and written as one pack.

`pack` says what is solved and kept; `words` how one figure differs from another; `listing` makes the files for scripts,
`workbook` and the sheets beside it the workbook; `writing` puts all of it into a folder. How a change is made is
`optimiser.casefiles.reading`'s, what the unconstrained benchmark leaves out `models.case.unconstrained`'s.
"""

from __future__ import annotations

from optimiser.analyses.scenarios.pack import AS_IT_STANDS, AS_SET, ScenarioPack, ScenarioRun, solve_scenarios

__all__ = ["AS_IT_STANDS", "AS_SET", "ScenarioPack", "ScenarioRun", "solve_scenarios"]
