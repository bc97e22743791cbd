"""What a board decided on a run, and whether the decision holds in later runs.

`make_decision` makes a decision from a run; `evaluate_decision` says whether it holds in a later one, and
`find_thresholds` how far funding and prices may move before it stops holding. Nothing here judges the board's choice.
"""

from __future__ import annotations

from optimiser.analyses.decision.evaluate import evaluate_decision, make_decision
from optimiser.analyses.decision.results import (
    Decision,
    DecisionEvaluation,
    FigureComparison,
    Threshold,
    Thresholds,
    Verdict,
)
from optimiser.analyses.decision.thresholds import evaluate_with_thresholds, find_thresholds

__all__ = ["Decision", "DecisionEvaluation", "FigureComparison", "Threshold", "Thresholds", "Verdict"]
__all__ += ["evaluate_decision", "evaluate_with_thresholds", "find_thresholds", "make_decision"]
