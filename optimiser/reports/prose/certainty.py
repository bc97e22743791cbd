"""Sentences on whether the preferred option is certain within what is proven of the plans."""

from __future__ import annotations

from collections.abc import Iterator

from models.appraisal.certainty import RankingCertainty
from optimiser.engine.run import Run
from optimiser.text import quoted, quoted_list


def is_uncertain(run: Run) -> bool:
    """Whether the certainty of the preferred option was examined and not found, or a second solver contradicts it."""
    return bool(run.contradicted) or _is_too_close(run)


def _is_too_close(run: Run) -> bool:
    return run.certainty is not None and not run.certainty.certain


def leader_adjective(run: Run) -> str:
    """What the first option is: `preferred`, or `ahead` if that is not certain."""
    return "ahead" if is_uncertain(run) else "preferred"


def leader_word(run: Run) -> str:
    """The mark of the first option: `preferred`, or that it is ahead and why no more is said."""
    if not is_uncertain(run):
        return "preferred"
    return "ahead, too close to call" if run.certainty is not None and run.certainty.rivals else "ahead, not certain"


def leader_phrase(run: Run) -> str:
    """`the preferred option`, or `the option that is ahead` if that is not certain."""
    return "the option that is ahead" if is_uncertain(run) else "the preferred option"


def too_close_sentence(run: Run) -> str:
    """`Too close to call between "A" and "B"`, and why; blank if the preferred option is certain, or not examined."""
    certainty = run.certainty
    if certainty is None or certainty.certain:
        return ""
    unknown = ""
    if certainty.unanswered:
        names = quoted_list(certainty.unanswered)
        has, they = ("have", "they") if len(certainty.unanswered) > 1 else ("has", "it")
        unknown = f"It is not known whether {names} {has} a plan; {they} might be preferred. Try a longer --time-limit."
    return " ".join(filter(None, [_open_order_sentence(run, certainty), unknown]))


def _open_order_sentence(run: Run, certainty: RankingCertainty) -> str:
    """Which options could change places, or which gate is open; blank if only answers are missing."""
    if not certainty.rivals and not certainty.may_fail_gate:
        return ""
    ended = _search_ended(run, certainty)
    if run.appraisal.preferred is None:
        names = quoted_list(certainty.rivals)
        return f"It is not certain that no option can be preferred: better plans could change that for {names}.{ended}"
    if not certainty.rivals:
        return f"It is not certain that {quoted(run.appraisal.preferred)} passes every gate.{ended}"
    names = quoted_list((run.appraisal.preferred, *certainty.rivals))
    order = "the order of these" if len(certainty.rivals) > 1 else "their order"
    opened = _open_criteria(certainty)
    depends = f" Most of what is open concerns {quoted_list(opened)}." if opened else ""
    return f"Too close to call between {names}: other plans, as good or better, could change {order}.{depends}{ended}"


def certainty_sentences(run: Run) -> Iterator[str]:
    """Whether another option could be preferred within what is proven, and which options were solved closer."""
    if run.certainty is None or not run.case.criteria:
        return
    if run.contradicted:
        yield "No order of the options is certain, because a second solver contradicts an answer."
    elif run.certainty.certain and run.appraisal.preferred is not None:
        name = quoted(run.appraisal.preferred)
        yield f"No better plan that the gaps leave open would change the preferred option, {name}."
    elif not run.certainty.certain:
        yield too_close_sentence(run)
    if run.solved_closer:
        yield f"For this, plans were solved to the last digit for {quoted_list(run.solved_closer)}."


def _search_ended(run: Run, certainty: RankingCertainty) -> str:
    """Why no closer search made it certain, after a space: none was to be made, or its time ended."""
    if not run.settings.ranking_time:
        return " No closer search was made (--ranking-time 0)."
    return " The time set for a closer search ended first." if certainty.time_ended else ""


def _open_criteria(certainty: RankingCertainty) -> list[str]:
    """The criteria that leave most open between the preferred option and those that could be preferred instead."""
    pairs = (pair for pair in certainty.pairs if not pair.certain and pair.second in certainty.rivals)
    return list(dict.fromkeys(name for pair in pairs for name in pair.open_criteria))[:2]
