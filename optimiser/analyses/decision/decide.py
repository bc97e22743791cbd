"""Makes a decision from a finished run: what the board chose, and the figures that it knew."""

from __future__ import annotations

from datetime import date

from models.case.faults import name_remedy
from models.case.text import fold_name
from optimiser.analyses.decision.evaluate import run_point
from optimiser.analyses.decision.results import Decision
from optimiser.casefiles.change_text import all_changes, change_label, describe_change
from optimiser.engine.run import Run
from optimiser.engine.run_record import answer_keys
from optimiser.errors import NotDecidable
from optimiser.text import quoted


def make_decision(run: Run, option: str, why: str, on: date, by: str = "") -> Decision:
    """The decision for one option of a run, without thresholds.

    Capitals and spaces in the option's name do not matter; each of the user's texts is put on one line. Raises
    NotDecidable for an option that the run does not have, and if no reason is given.
    """
    name = _option_name(run, option)
    if not _on_one_line(why):
        raise NotDecidable("A decision needs a reason: say in --why what the board gave as its own.")
    point = run_point(run)
    return Decision(
        option=name,
        why=_on_one_line(why),
        on=on.isoformat(),
        by=_on_one_line(by),
        title=run.case.title,
        digest=run.digest,
        case_label=change_label(run),
        changes=tuple(map(describe_change, all_changes(run))),
        objective=run.settings.objective or run.case.objective,
        answer_keys=answer_keys(run),
        options=point.options,
        preferred=point.preferred,
        years=run.case.years_label,
        prices=run.case.price_base.strip(),
    )


def _option_name(run: Run, typed: str) -> str:
    by_name = {fold_name(name): name for name in run.results}
    if (name := by_name.get(fold_name(typed))) is not None:
        return name
    for option in run.case.options:
        if fold_name(option.name) == fold_name(typed):
            why = f": {option.dropped}" if option.dropped else ", which was asked for some options only"
            again = "Appraise the case again with it, then decide."
            raise NotDecidable(f"{quoted(option.name)} is not appraised in this run{why}. {again}")
    raise NotDecidable(f"The run has no option {quoted(_on_one_line(typed))}. {name_remedy(typed, tuple(run.results))}")


def _on_one_line(text: str) -> str:
    """A user's text on one line, without characters that cannot be shown."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
