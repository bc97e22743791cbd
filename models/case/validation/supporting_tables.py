"""The tables beside the criteria that change no plan: risks, success factors, actions, and the log of assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.case.appraisal_inputs import Action, Assumption, Risk, SuccessFactor
from models.case.types import Option
from models.case.validation.context import CaseContext
from models.case.validation.names import declare_names
from models.case.validation.row_reader import FaultLog, RowReader, TableReader, Tables


def risks(table: TableReader, context: CaseContext, options: Sequence[Option]) -> tuple[Risk, ...]:
    """The risks. Each is scored exactly once for every option that is appraised."""
    result = []
    scored_options: dict[str, set[str]] = {}
    first_rows: dict[str, RowReader] = {}
    for row in table:
        row.require("risk", "option", "likelihood", "impact")
        scored = context.option_names.read_list(row, "option") if row.has_value("option") else ()
        result.append(_risk(row, scored))
        if row.has_value("risk"):
            first_rows.setdefault(row.text("risk"), row)
            _check_scored_once(row, scored, scored_options.setdefault(row.text("risk"), set()))
    uncertain = {row.text("risk") for row in table if not context.option_names.knows_all(row, "option")}
    for name, first_row in first_rows.items():
        if name not in uncertain and table.is_readable("risk"):
            _check_scored_for_all(first_row, scored_options[name], options)
    return tuple(result)


def _risk(row: RowReader, options: tuple[str, ...]) -> Risk:
    return Risk(
        name=row.text("risk"),
        options=options,
        likelihood=row.whole_number("likelihood", 1),
        impact=row.whole_number("impact", 1),
        mitigation=row.text("mitigation"),
        owner=row.text("owner"),
    )


def _check_scored_once(row: RowReader, scored: Sequence[str], scored_before: set[str]) -> None:
    for option in scored:
        if option in scored_before:
            row.fault(
                "option",
                f'"{option}" a second time for this risk',
                "one score for each risk and option",
                "Delete one of them.",
            )
        scored_before.add(option)


def _check_scored_for_all(first_row: RowReader, scored: set[str], options: Sequence[Option]) -> None:
    missing = [option.name for option in options if not option.dropped and option.name not in scored]
    if missing:
        first_row.fault(
            "option",
            f"no score for {', '.join(missing)}",
            "each risk scored for every option",
            "Add the options here, or add a row of the same risk for them.",
        )


def success_factors(table: TableReader) -> tuple[SuccessFactor, ...]:
    """The board's critical success factors."""
    _, rows = declare_names(table, "factor", "a success factor", in_lists=False)
    return tuple(
        SuccessFactor(row.text("factor"), row.optional_number("today"), row.text("unit"), row.text("measure") or None)
        for row in rows
    )


def actions(table: TableReader) -> tuple[Action, ...]:
    """The board's own lines for the action plan."""
    result = []
    for row in table:
        row.require("objective", "action")
        result.append(Action(row.text("objective"), row.text("action"), row.text("by_when"), row.text("by_whom")))
    return tuple(result)


def assumptions(tables: Tables) -> tuple[Assumption, ...]:
    """The source of the figures of every row, table by table."""
    return tuple(_assumptions(tables))


def _assumptions(tables: Tables) -> Iterator[Assumption]:
    for name, rows in tables.items():
        for position, cells in enumerate(rows):
            row = RowReader(name, position, cells, FaultLog())
            if name == "settings" and row.cells.get("value") is None:
                continue  # a blank setting takes its default and assumes nothing
            yield Assumption(
                table=name,
                location=row.text("_place", f"{name}, row {position + 1}"),
                row=row.text("_row", f"row {position + 1}"),
                values=row.text("_values"),
                source=row.text("source"),
                note=row.text("note"),
            )
