"""Which streams a savings target leaves out: those whose owners do not keep what is not spent (docs/model.md).

The column `streams` of the table `savings` names the streams that count. What it leaves out must be money of which it
is plain, year by year, how much is not spent, and that payments of whole pence can be made to meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from models.case.text import listed, quoted, quoted_list
from models.case.types import FundingStream, SavingsTarget
from models.case.validation.names import KnownNames, check_usable
from models.case.validation.row_reader import RowReader, TableReader, cell_place
from models.case.vocabulary import ALL

COLUMN, NONE = "streams", "none"
Scoped = tuple[RowReader, SavingsTarget]
FundingRow = tuple[RowReader, FundingStream]


def stream_names(funding: TableReader) -> KnownNames:
    """The names of the streams. Several rows may have one name, and a name then stands for all of them."""
    names = dict.fromkeys(row.text("stream") for row in funding if row.has_value("stream"))
    is_complete = funding.is_present and all(row.has_value("stream") for row in funding)
    return KnownNames("funding", "a stream", {name: place for place, name in enumerate(names)}, is_complete)


def read_not_kept(row: RowReader, names: KnownNames) -> tuple[str, ...]:
    """The streams that `streams` does not name, in the order of the alphabet; none if it is blank or has a fault."""
    if names.is_complete and any(name.casefold() == NONE and name not in names for name in row.names(COLUMN)):
        remedy = "Name the streams whose owners keep what is not spent; leave the cell blank if all do."
        row.fault(COLUMN, f'"{NONE}"', "a stream of the table funding, as at least one must be named", remedy)
        return ()
    counted = names.read_list(row, COLUMN)
    return tuple(sorted(set(names.all_names()).difference(counted))) if names.knows_all(row, COLUMN) else ()


def check_left_out(rows: Sequence[Scoped], funding: Sequence[FundingRow]) -> None:
    """Log a fault for each stream that a row may not leave out, and for each two rows that do not go together."""
    streams = [stream for _, stream in funding]
    for row, target in rows:
        for name in target.not_kept if target.boroughs else ():
            of_name = [each for each in funding if each[1].name == name and each[1].homes]
            _check_homes(row, target, [stream for _, stream in of_name])
            _check_carry_forward(row, target, of_name)
    for earlier, (row, target) in combinations([each for each in rows if each[1].not_kept], 2):
        _check_together(row, target, earlier, streams)


def check_names_in_lists(funding: TableReader, savings: TableReader) -> None:
    """Log a fault for each name of a stream that cannot be written in a list, if the table savings lists streams."""
    if any(row.has_value(COLUMN) for row in savings):
        first = {row.text("stream"): row for row in reversed(funding.rows) if row.has_value("stream")}
        for name, row in first.items():
            check_usable(row, "stream", name, (ALL,))


def _check_homes(row: RowReader, target: SavingsTarget, streams: Sequence[FundingStream]) -> None:
    """Log a fault if a stream, of one name, has one home among the boroughs of the row and another outside them."""
    for homes in dict.fromkeys(stream.homes for stream in streams):
        outside = [home for home in homes if home not in target.boroughs]
        if outside and len(outside) < len(homes):
            name = quoted(streams[0].name)
            row.fault(
                COLUMN,
                f"{name} left out, which belongs to {listed(homes)}",
                "streams left out that belong to boroughs of the row only, or to none of them",
                f"Add {name} to streams, or add {listed(outside)} to borough.",
            )


def _check_carry_forward(row: RowReader, target: SavingsTarget, funding: Sequence[FundingRow]) -> None:
    """Log a fault if money of a stream, of one name, may be carried forward. It names the cell of each such row."""
    kept = [each for each in funding if target.leaves_out(each[1]) and each[1].carry_forward]
    if kept:
        name = quoted(kept[0][1].name)
        where = listed([cell_place(funding_row, "carry_forward") for funding_row, _ in kept])
        row.fault(
            COLUMN,
            f"{name} left out, with a carry_forward of {float(max(stream.carry_forward for _, stream in kept)):g}",
            "streams left out with no carry_forward, because money carried forward is kept",
            f"Add {name} to streams, or write 0 in {where}.",
        )


def _check_together(row: RowReader, target: SavingsTarget, before: Scoped, streams: Sequence[FundingStream]) -> None:
    """Log a fault if a row leaves out some, but not all, of the money of an earlier row, and other money too."""
    earlier = before[1]
    if _go_together(target, earlier, streams):
        return
    both = dict.fromkeys(stream.name for stream in streams if target.leaves_out(stream) and earlier.leaves_out(stream))
    alike = replace(target, not_kept=earlier.not_kept)
    same_streams = _go_together(alike, earlier, streams) and replace(alike, figures=()) != replace(earlier, figures=())
    row.fault(
        COLUMN,
        f"{quoted_list(both)} left out here and in {cell_place(before[0], COLUMN)}, for {listed(earlier.boroughs)},"
        " and each row leaves out other money too",
        "rows that leave out none of the same money, or one of them all that the other does",
        f"Leave streams blank in one of the two rows{', or list the same streams in both' if same_streams else ''}.",
    )


def _go_together(target: SavingsTarget, other: SavingsTarget, streams: Sequence[FundingStream]) -> bool:
    """Whether the money that two rows leave out is apart, or that of one is part of the other's."""
    one, two = ({n for n, stream in enumerate(streams) if each.leaves_out(stream)} for each in (target, other))
    return not one & two or one <= two or two <= one
