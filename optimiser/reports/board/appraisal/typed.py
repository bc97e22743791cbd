"""What may be typed over: how many of these cells are not as in the run, and how many hold what cannot be read."""

from __future__ import annotations

from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.scale import (
    BANDED,
    BEST,
    HIGHER,
    LARGEST,
    LEAST,
    LOWER,
    NO_GATE,
    UNREAD,
    WORST,
    number,
    word,
)
from optimiser.reports.board.appraisal.scoring_basis import INPUTS
from optimiser.reports.board.report import BoardReport


def changed(report: BoardReport) -> str:
    """How many cells that may be typed over are not what they were in the run."""
    now, run, scale = _inputs(report), report.table("AsRun"), report.table("Scale")
    pairs = [(now[key], run.column_range(key)) for key in INPUTS]
    pairs.append((_block(report, report.table("Basis")), _block(report, run)))
    pairs.append((_bounds(scale, "figure"), _bounds(scale, "run")))
    return "+".join(f"SUMPRODUCT(--({one}<>{other}))" for one, other in pairs)


def unread(report: BoardReport) -> str:
    """How many hold what is no weight, gate, judgement, direction, end or bound; a blank gate or end is none."""
    now, bounds = _inputs(report), _bounds(report.table("Scale"), "figure")
    least, most = number(report, WORST), number(report, BEST)
    weight, gate, better, low, high = (now[key] for key in INPUTS)
    return "+".join([
        f"ROWS({weight})-COUNT({weight})",
        f"SUMPRODUCT(ISNUMBER({weight})*({weight}<{least}))",
        f"SUMPRODUCT(ISTEXT({gate})*({gate}<>{word(report, NO_GATE)}))",
        f"SUMPRODUCT(ISNUMBER({gate})*(({gate}<{least})+({gate}>{most})))",
        f"SUMPRODUCT(({better}<>{word(report, HIGHER)})*({better}<>{word(report, LOWER)}))",
        f"SUMPRODUCT(ISTEXT({low})*({low}<>{word(report, LEAST)}))",
        f"SUMPRODUCT(ISTEXT({high})*({high}<>{word(report, LARGEST)}))",
        f"SUMPRODUCT(--({_block(report, report.table('Basis'))}={word(report, UNREAD)}))",
        f"ROWS({bounds})-COUNT({bounds})",
    ])  # fmt: skip


def _inputs(report: BoardReport) -> dict[str, str]:
    """The columns that may be typed over, by key."""
    matrix, basis = report.table("Matrix"), report.table("Basis")
    return {key: (matrix if key in ("weight", "gate") else basis).column_range(key) for key in INPUTS}


def _block(report: BoardReport, table: Table) -> str:
    """What every option is measured or judged at, on all criteria."""
    first, last = report.options[0].key, report.options[-1].key
    return f"{table.address(0, first)}:{table.local_address(table.row_count - 1, last)}"


def _bounds(scale: Table, key: str) -> str:
    return f"{scale.address(BANDED[0], key)}:{scale.local_address(BANDED[-1], key)}"
