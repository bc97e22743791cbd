"""What the board decided on a run, kept in its folder, and held against every later run: does it still hold?

`decided` makes a decision of a run, `keeping` puts it into decision.json and reads it; `held` says whether it holds in
a later run, `thresholds` where it would cease to as funding and prices move, `weighed` both. Who may decide, and what
is right, is the board's: nothing here judges a choice, it only remembers what it rested on.
"""

from __future__ import annotations

from optimiser.analyses.decision.decide import make_decision, plainly
from optimiser.analyses.decision.decision_file import (
    DECISION_FILE,
    decisions_hash,
    decisions_text,
    read_decision,
    read_history,
)
from optimiser.analyses.decision.evaluate import evaluate_decision
from optimiser.analyses.decision.results import (
    Decision,
    DecisionEvaluation,
    FigureComparison,
    Threshold,
    Thresholds,
    Verdict,
)
from optimiser.analyses.decision.thresholds import evaluate_with_thresholds, find_thresholds

__all__ = ["DECISION_FILE", "Decision", "DecisionEvaluation", "FigureComparison", "Threshold", "Thresholds"]
__all__ += [
    "Verdict",
    "decisions_hash",
    "decisions_text",
    "evaluate_decision",
    "evaluate_with_thresholds",
    "find_thresholds",
    "make_decision",
    "plainly",
    "read_decision",
    "read_history",
]
