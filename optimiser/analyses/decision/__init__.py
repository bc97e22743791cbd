"""What the board decided on a run, kept in its folder, and held against every later run: does it still hold?

`decided` makes a decision of a run, `keeping` puts it into decision.json and reads it; `held` says whether it holds in
a later run, `thresholds` where it would cease to as funding and prices move, `weighed` both. Who may decide, and what
is right, is the board's: nothing here judges a choice, it only remembers what it rested on.
"""

from __future__ import annotations

from optimiser.analyses.decision.decide import decided, plainly
from optimiser.analyses.decision.decision_file import DECISION, history, mark, read, written
from optimiser.analyses.decision.evaluate import held
from optimiser.analyses.decision.results import Compared, Decision, Held, Threshold, Thresholds, Verdict
from optimiser.analyses.decision.thresholds import thresholds, weighed

__all__ = ["DECISION", "Compared", "Decision", "Held", "Threshold", "Thresholds"]
__all__ += ["Verdict", "decided", "held", "history", "mark", "plainly", "read", "thresholds", "weighed", "written"]
