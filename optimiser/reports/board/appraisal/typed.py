"""What may be typed over: how many of these cells are not as in the run, and how many hold what cannot be read."""

from __future__ import annotations

from optimiser.excel.tables import Table
from optimiser.reports.board.appraisal.basis import INPUTS
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
from optimiser.reports.board.book import Book


def changed(book: Book) -> str:
    """How many cells that may be typed over are not what they were in the run."""
    now, run, scale = _inputs(book), book.table("AsRun"), book.table("Scale")
    pairs = [(now[key], run.column(key)) for key in INPUTS]
    pairs.append((_block(book, book.table("Basis")), _block(book, run)))
    pairs.append((_bounds(scale, "figure"), _bounds(scale, "run")))
    return "+".join(f"SUMPRODUCT(--({one}<>{other}))" for one, other in pairs)


def unread(book: Book) -> str:
    """How many hold what is no weight, gate, judgement, direction, end or bound; a blank gate or end is none."""
    now, bounds = _inputs(book), _bounds(book.table("Scale"), "figure")
    least, most = number(book, WORST), number(book, BEST)
    weight, gate, better, low, high = (now[key] for key in INPUTS)
    return "+".join([
        f"ROWS({weight})-COUNT({weight})",
        f"SUMPRODUCT(ISNUMBER({weight})*({weight}<{least}))",
        f"SUMPRODUCT(ISTEXT({gate})*({gate}<>{word(book, NO_GATE)}))",
        f"SUMPRODUCT(ISNUMBER({gate})*(({gate}<{least})+({gate}>{most})))",
        f"SUMPRODUCT(({better}<>{word(book, HIGHER)})*({better}<>{word(book, LOWER)}))",
        f"SUMPRODUCT(ISTEXT({low})*({low}<>{word(book, LEAST)}))",
        f"SUMPRODUCT(ISTEXT({high})*({high}<>{word(book, LARGEST)}))",
        f"SUMPRODUCT(--({_block(book, book.table('Basis'))}={word(book, UNREAD)}))",
        f"ROWS({bounds})-COUNT({bounds})",
    ])  # fmt: skip


def _inputs(book: Book) -> dict[str, str]:
    """The columns that may be typed over, by key."""
    matrix, basis = book.table("Matrix"), book.table("Basis")
    return {key: (matrix if key in ("weight", "gate") else basis).column(key) for key in INPUTS}


def _block(book: Book, table: Table) -> str:
    """What every option is measured or judged at, on all criteria."""
    first, last = book.solved[0].key, book.solved[-1].key
    return f"{table.cell(0, first)}:{table.here(table.count - 1, last)}"


def _bounds(scale: Table, key: str) -> str:
    return f"{scale.cell(BANDED[0], key)}:{scale.here(BANDED[-1], key)}"
