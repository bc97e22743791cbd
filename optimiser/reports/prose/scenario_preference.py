"""The sentence on which option is preferred in how many scenarios, and where it is only ahead.

An option is preferred in a scenario only if that is certain there. Otherwise it is ahead, but too close to call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimiser.analyses.scenarios import ScenarioPack, ScenarioRun
from optimiser.text import plural, quoted, quoted_list

AHEAD = "is ahead, but too close to call,"


def preference_sentence(pack: ScenarioPack, names: Mapping[str, str]) -> str:
    """In how many scenarios the option of the base case is preferred, and in which it is not. `names`: by folder."""
    if not pack.others:
        return "The case has no scenarios."
    if pack.base.preferred is None:
        return " ".join(_none_in_the_base_case(pack, names))
    return " ".join(_sentences(pack, names))


def _sentences(pack: ScenarioPack, names: Mapping[str, str]) -> Iterator[str]:
    same = [each for each in pack.others if each.preferred == pack.base.preferred]
    certain, close = [each for each in same if each.certain], [each for each in same if not each.certain]
    start = quoted(pack.base.preferred or "")
    number = len(pack.others)
    where = [] if len(same) == number else [each for each in pack.others if each not in same]
    not_in = f", but not in {_named(where, names)}" if where and not close else ""
    if not pack.base.certain:
        yield f"{start} {AHEAD} in the base case."
        if certain:
            yield f"It is preferred in {_how_many(certain, number)}{not_in}."
    elif len(certain) == number:
        yield f"{start} is preferred in the base case, and in {_every(number)} too."
    else:
        yield f"{start} is preferred in the base case and in {_how_many(certain, number)}{not_in}."
    if close:
        yield f"It {AHEAD} in {_named(close, names)}."
    if where and not (not_in and (certain or pack.base.certain)):
        yield f"It does not come first in {_named(where, names)}."
    yield from _others_ahead(where, names, "another option")


def _none_in_the_base_case(pack: ScenarioPack, names: Mapping[str, str]) -> Iterator[str]:
    where = [each for each in pack.others if each.preferred is not None]
    number = len(pack.others)
    if not where:
        yield f"No option is preferred in the base case, and in {_every(number)} too."
        return
    without = [each for each in pack.others if each.preferred is None]
    certain = [each for each in where if each.certain]
    yield f"No option is preferred in the base case and in {_how_many(without, number)}."
    if certain:
        yield f"One is in {_named(certain, names)}."
    yield from _others_ahead(where, names, "an option")


def _others_ahead(members: list[ScenarioRun], names: Mapping[str, str], which: str) -> Iterator[str]:
    close = [each for each in members if each.preferred is not None and not each.certain]
    if close:
        yield f"In {_named(close, names)}, {which} {AHEAD[:-1]}."


def _every(number: int) -> str:
    return f"{'each of the' if number > 1 else 'its'} {plural(number, 'scenario')}"


def _how_many(members: list[ScenarioRun], number: int) -> str:
    return f"{len(members)} of {plural(number, 'scenario')}"


def _named(members: list[ScenarioRun], names: Mapping[str, str]) -> str:
    return quoted_list(names[each.folder] for each in members)
