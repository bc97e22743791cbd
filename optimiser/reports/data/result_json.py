"""The files of a run that scripts read: result.json and a CSV file for each listing, as text.

Money is pounds with two decimals, rounded half up once, here. The same run gives the same text, but for `seconds`: one
line an option, which stands by itself so that two runs can be compared without it. `saving` puts the text on disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from models.accounts.baseline import baseline
from models.appraisal.measures import BY_NAME
from models.appraisal.scoring import CriterionScore, Standing
from models.case.money import round_half_up
from models.case.types import ScenarioChange
from optimiser.analyses.findings import Findings
from optimiser.analyses.flexibility import told as settled
from optimiser.engine.run import Result, Run
from optimiser.reports.data.comparison import told as changes
from optimiser.reports.data.csv_text import no_formula, separated
from optimiser.reports.data.decision import told as decision
from optimiser.reports.data.economics import economy
from optimiser.reports.data.listings import LISTINGS, Cell, Column, Holds, Judged, Listing, Row
from optimiser.reports.data.sensitivity import told
from optimiser.solving.settings import Settings

Json = None | bool | int | float | str | Decimal | Mapping[str, "Json"] | Sequence["Json"]


def files(findings: Findings) -> dict[str, str]:
    """The text of every file by its name."""
    return {"result.json": result_json(findings)} | {
        f"{each.name}.csv": listing_csv(findings.run, each) for each in LISTINGS
    }


def result_json(findings: Findings) -> str:
    """The run as JSON: case, input, versions, settings, baseline; each option; the preferred option (null for none)."""
    run = findings.run
    result: Json = {
        "title": run.case.title,
        "input_sha256": run.digest or None,
        "scenario": run.scenario or None,
        "changes": [_change(line) for line in run.changes],
        "versions": dict(run.versions),
        "settings": _settings(run.settings, run.case.objective),
        "baseline": pounds(baseline(run.case)),
        "options": {name: _option(run, result) for name, result in run.results.items()},
        "dropped": {option.name: option.dropped for option in run.case.options if option.dropped},
        "preferred": run.appraisal.preferred,
        "robustness": told(findings.sensitivity),
        "settled": settled(findings.flexibility),
        "decision": decision(findings.decision),
        "changes_since": changes(findings.comparison),
    }
    return _json(result) + "\n"


def listing_csv(run: Run, listing: Listing) -> str:
    """A listing as CSV: its heading and every option's rows."""
    written = (map(_cell, listing.columns, row) for row in rows(run, listing))
    return separated((column.name for column in listing.columns), written)


def rows(run: Run, listing: Listing) -> Iterator[Row]:
    """The rows of every option that has a plan, in the case's order; money in pence."""
    for result in run.results.values():
        if result.answer.plan is not None and result.ledger is not None:
            yield from listing.rows(Judged(run.case, result.option, result.answer.plan, result.ledger))


def pounds(pence: Fraction | int) -> Decimal:
    """Pence as pounds with two decimals, half up."""
    return Decimal(round_half_up(Fraction(pence))).scaleb(-2)


def _change(line: ScenarioChange) -> Json:
    """A change of --set as it was asked for."""
    where = ", ".join(f"{name}={value}" for name, value in line.where)
    return {"table": line.table, "where": where, "column": line.column, "change": line.change}


def _settings(settings: Settings, objective: str) -> Json:
    return {
        "solver": settings.solver,
        "gap": settings.gap,
        "time_limit": settings.time_limit,
        "options": list(settings.options),
        "objective": settings.objective or objective,
    }


def _option(run: Run, result: Result) -> Json:
    answer, standing = result.answer, run.appraisal.standings[result.option.name]
    return {
        "status": answer.status.value,
        "primary": _primary(result),
        "bound": _aim(answer.objective, answer.bound),
        "gap": answer.gap,
        "seconds": round(answer.seconds, 3),
        "measures": None if result.measures is None else _measures(result.measures),
        "economic": _economic(run, result),
        "criteria": _criteria(standing),
        "score": _number(standing.score),
        "rank": standing.rank,
        "gates_failed": list(standing.gates_failed),
        "remarks": list(answer.remarks),
    }


def _primary(result: Result) -> Json:
    """The value of the first aim as recomputed from the plan, not as the solver has it."""
    if result.ledger is None:
        return None
    value = result.ledger.objectives.of(result.answer.objective)
    return float(value) if result.answer.objective == "outcomes" else pounds(value)


def _aim(objective: str, value: float | None) -> Json:
    if value is None or value in (float("inf"), float("-inf")):
        return None
    return value if objective == "outcomes" else pounds(Fraction(value))


def _measures(measures: Mapping[str, Fraction | None]) -> Json:
    return {name: _measure(name, figure) for name, figure in measures.items()}


def _measure(name: str, figure: Fraction | None) -> Json:
    return pounds(figure) if figure is not None and BY_NAME[name].money else _number(figure)


def _economic(run: Run, result: Result) -> Json:
    found = economy(run, result)
    if found is None:
        return None
    return {name: pounds(value) if isinstance(value, Fraction) else value for name, value in found.items()}


def _criteria(standing: Standing) -> Json:
    return {score.criterion: _criterion(score) for score in standing.scores}


def _criterion(score: CriterionScore) -> Json:
    return {"score": _number(score.score), "band": score.band, "passed": score.passed}


def _number(figure: Fraction | None) -> Json:
    if figure is None:
        return None
    return figure.numerator if figure.denominator == 1 else float(figure)


def _json(value: Json, indent: str = "") -> str:
    """JSON text, two spaces a level; a Decimal keeps its decimals, which the standard library's writer cannot do."""
    inner = indent + "  "
    if isinstance(value, Mapping):
        return _braces(
            "{}", (f"{json.dumps(k, ensure_ascii=False)}: {_json(v, inner)}" for k, v in value.items()), indent
        )
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _braces("[]", (_json(each, inner) for each in value), indent)
    return f"{value:f}" if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False, allow_nan=False)


def _braces(pair: str, parts: Iterator[str], indent: str) -> str:
    inside = f",\n{indent}  ".join(parts)
    return f"{pair[0]}\n{indent}  {inside}\n{indent}{pair[1]}" if inside else pair


def _cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return no_formula(cell)
    return f"{pounds(cell):f}" if column.holds is Holds.MONEY else str(cell)
