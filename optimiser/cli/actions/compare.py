"""What `compare` does, and the exit code it gives. How it is called is in `commands`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import click

from optimiser.analyses.comparison.results import Bridge, Compared, Part
from optimiser.cli import Exit, Failure
from optimiser.cli.actions.shared import ELSEWHERE, at_work, typed
from optimiser.cli.progress import aside
from optimiser.engine.answer_cache import Known, unpacked
from optimiser.engine.atomic_write import check
from optimiser.engine.run_folder import KNOWN, no_run
from optimiser.engine.run_record import Record
from optimiser.engine.run_record import read as read_record
from optimiser.errors import NoRecord, NotAnOption, NotWritten
from optimiser.reports.comparison.files import WORKBOOK, write
from optimiser.reports.folder import Written
from optimiser.reports.prose.comparison import (
    NEW,
    OLD,
    amount,
    called,
    counted,
    headline,
    measure,
    moved,
    reading,
    shown_first,
)

WITHIN, NOT_WITHIN = " *", "  "  # after a share that is within the gap, and after any other


def compare(old: Path, new: Path, output: Path | None, workers: int | None, cluster: str | None, *, quiet: bool) -> int:
    """Read both runs, solve what lies between them, write, and say what changed."""
    folder = output or Path("outputs") / f"compare-{old.resolve().name}-{new.resolve().name}"
    records = _record(old), _record(new)
    known = unpacked(folder / KNOWN)
    try:
        check(folder)
        no_run(folder)
        found = aside(lambda: _compared(records, (old, new), (workers, cluster), known, quiet))
        written = write(found, folder, known)
    except NotWritten as error:
        raise Failure(f"{error} {ELSEWHERE}", Exit.NOT_WRITTEN) from error
    if not quiet:
        click.echo("\n".join(lines(found)))
        click.echo("\n".join(_ending(written)), err=True)
    return Exit.DONE if found.proven and not written.failing else Exit.UNPROVEN


def lines(found: Compared) -> Iterator[str]:
    """What the screen says: the finding, what changed in the input, the bridge, what moved."""
    yield headline(found)
    if found.empty:
        return
    if found.inputs:
        heading = ("cause", "table", "cells changed", "rows added", "rows taken out")
        yield from ("", *_table([heading, *(tuple(map(str, row)) for row in counted(found.inputs))]))
    if there := shown_first(found):
        yield from ("", *_table(list(_bridge(found, there)), texts=1), "")
        if any(part.within_gap for each in there for part in each.parts):
            yield "* no larger than what a plan within the gap may be off: it may be nothing."
        yield from dict.fromkeys(words for each in there for words in each.together)
    yield from ("", *found.without) if found.without else ()
    yield from ("", *(f"{each.option}: {moved(each)}." for each in found.moves))
    if not found.proven:
        yield list(reading(found))[-1]


def _bridge(found: Compared, there: list[Bridge]) -> Iterator[tuple[str, ...]]:
    """One subject's bridges side by side, a line a cause."""
    yield (there[0].subject or "the preferred option", *(measure(each.figure) + NOT_WITHIN for each in there))
    whose = ("", "") if there[0].subject else (f": {found.old.preferred}", f": {found.new.preferred}")
    yield (f"{OLD}{whose[0]}", *(_end(each, each.old) for each in there))
    parts = {part.causes: called(part) for each in there for part in each.parts}
    for causes, name in parts.items():
        own = [next((part for part in each.parts if part.causes == causes), None) for each in there]
        yield (name, *(_share(each, part) for each, part in zip(there, own, strict=True)))
    yield (f"{NEW}{whose[1]}", *(_end(each, each.new) for each in there))


def _end(bridge: Bridge, figure: Fraction) -> str:
    return amount(bridge, figure, pence=True) + NOT_WITHIN


def _table(rows: Sequence[Sequence[str]], texts: int = 2) -> list[str]:
    """Rows as lines: the first columns are text, to the left, the others figures, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lined = [
        "  ".join(
            cell.ljust(width) if i < texts else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [lined[0], "  ".join("-" * width for width in widths), *lined[1:]]


def _share(bridge: Bridge, part: Part | None) -> str:
    """A share with its sign; blank where the figure has no such part."""
    if part is None:
        return ""
    said = amount(bridge, part.share, signed=True, pence=True)
    error = "" if part.error is None else f" +/- {amount(bridge, part.error)}"
    return f"{said}{error}{WITHIN if part.within_gap else NOT_WITHIN}"


def _ending(written: Written) -> Iterator[str]:
    """Where the files are, which checks fail, and what to do next."""
    saved = written.saved
    yield from (f"{name} is open in another program: the new one is {kept}." for name, kept in saved.aside.items())
    yield f"Written to {saved.folder}: {', '.join(saved.names)}."
    yield from (f"A check fails: {each}." for each in written.failing)
    yield f"Next: open {typed(saved.folder / saved.aside.get(WORKBOOK, WORKBOOK))}."


def _record(folder: Path) -> Record:
    try:
        return read_record(folder)
    except NoRecord as none:
        raise Failure(str(none), Exit.FAULTS) from none


def _compared(
    records: tuple[Record, Record],
    folders: tuple[Path, Path],
    where: tuple[int | None, str | None],
    known: Known,
    quiet: bool,
) -> Compared:
    from optimiser.analyses.comparison.compare import between  # noqa: PLC0415 - loaded only where it is used

    names = (folders[0].name, folders[1].name)
    with at_work(f"{records[1].title}: comparing", *where, quiet=quiet) as (pool, told):
        try:
            return between(*records, pool, told, known, names=names)
        except (NoRecord, NotAnOption) as error:
            raise Failure(str(error), Exit.FAULTS) from error
