"""The files of a pack for scripts: scenarios.csv, a row a scenario and option, and yardstick.csv of the same options.

Money is pounds with two decimals; a blank is no figure. A difference is from the case as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from optimiser.analyses.scenarios.pack import Member, Pack
from optimiser.engine.run import Result
from optimiser.reports.data.csv_text import no_formula, separated
from optimiser.reports.data.result_json import pounds
from optimiser.reports.prose.scenarios import value

SCENARIOS, YARDSTICK = "scenarios.csv", "yardstick.csv"
COMPARED = ("cost", "outcomes", "weighted_outcomes")  # measures whose difference is listed
FIGURES = ("cost", "saving", "outcomes", "weighted_outcomes", "coverage")

Row = Mapping[str, str | bool | int | float | None]  # money in pounds, rounded to the penny


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds in a sentence; `money` in pounds with two decimals."""

    name: str
    holds: str
    money: bool = False


_WHICH = (
    Column("scenario", '"as it stands", the scenario\'s name, or "as set" for the changes of --set'),
    Column("folder", "the folder with the scenario's own files"),
    Column("option", "the option"),
)
COLUMNS = (
    *_WHICH,
    Column("status", "optimal, within gap, unproven, infeasible or no answer; blank where it is not appraised there"),
    Column("preferred", "yes for the option that is preferred in that scenario, else no"),
    Column("rank", "its rank in that scenario"),
    Column("score", "its weighted score in that scenario, 0 to 100"),
    Column("cost", "£ over the horizon", money=True),
    Column("saving", "£ against as many years of that scenario's today", money=True),
    Column("outcomes", "over the horizon"),
    Column("weighted_outcomes", "the same, with outcome_weight"),
    Column("coverage", "the last year's places over demand, a share"),
    Column("cost_difference", "£, less that of the case as it stands", money=True),
    Column("outcomes_difference", "less those of the case as it stands"),
    Column("weighted_outcomes_difference", "less those of the case as it stands"),
)
YARDSTICK_COLUMNS = (
    *_WHICH,
    Column("status", "what is proven of the option without the case's promises"),
    Column("cost", "£ without the promises", money=True),
    Column("outcomes", "without the promises"),
    Column("weighted_outcomes", "the same, with outcome_weight"),
    Column("cost_difference", "£, less that of the option with its promises", money=True),
    Column("outcomes_difference", "less those of the option with its promises"),
    Column("weighted_outcomes_difference", "less those of the option with its promises"),
)


def files(pack: Pack) -> dict[str, str]:
    """The text of each file by its name."""
    return {
        SCENARIOS: _text(COLUMNS, rows(pack)),
        YARDSTICK: _text(YARDSTICK_COLUMNS, yardstick_rows(pack)),
    }


def rows(pack: Pack) -> Iterator[Row]:
    """A row a member and option, in the pack's order."""
    for member, option in _each(pack):
        here = member.result(option)
        standing = member.run.appraisal.standings.get(option)
        yield {
            **_which(member, option, here),
            "preferred": member.preferred == option,
            "rank": standing.rank if standing else None,
            "score": _number(standing.score) if standing else None,
            **{name: _figure(here, name) for name in FIGURES},
            **_differences(here, pack.base.result(option)),
        }


def yardstick_rows(pack: Pack) -> Iterator[Row]:
    """A row a member and option: what it comes to without promises."""
    for member, option in _each(pack):
        free = member.yardstick.get(option)
        yield {
            **_which(member, option, free),
            **{name: _figure(free, name) for name in COMPARED},
            **_differences(free, member.result(option)),
        }


def _each(pack: Pack) -> Iterator[tuple[Member, str]]:
    return ((member, option) for member in pack.members for option in pack.options)


def _which(member: Member, option: str, result: Result | None) -> Row:
    status = result.answer.status.value if result else None
    return {"scenario": member.name, "folder": member.folder, "option": option, "status": status}


def _differences(here: Result | None, base: Result | None) -> Row:
    return {f"{name}_difference": _less(name, value(here, name), value(base, name)) for name in COMPARED}


def _less(name: str, here: Fraction | None, base: Fraction | None) -> float | int | None:
    return None if here is None or base is None else _shown(name, here - base)


def _figure(result: Result | None, name: str) -> float | int | None:
    found = value(result, name)
    return None if found is None else _shown(name, found)


def _shown(name: str, found: Fraction) -> float | int | None:
    return float(pounds(found)) if BY_NAME[name].money else _number(found)


def _number(found: Fraction | None) -> float | int | None:
    if found is None:
        return None
    return found.numerator if found.denominator == 1 else float(found)


def _text(columns: tuple[Column, ...], rows_: Iterator[Row]) -> str:
    written = ([_WRITTEN[column.money](row[column.name]) for column in columns] for row in rows_)
    return separated((column.name for column in columns), written)


def _plain(cell: str | bool | float | None) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return no_formula(cell)
    return "" if cell is None else str(cell)


def _money(cell: str | bool | float | None) -> str:
    return "" if cell is None else f"{cell:.2f}"


_WRITTEN: Mapping[bool, Callable[[str | bool | float | None], str]] = {False: _plain, True: _money}
