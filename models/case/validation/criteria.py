"""Criteria: what options are scored on, their judgements, the ranges of their weights, and pairs on one subject."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from types import MappingProxyType

from models.case.appraisal_inputs import Criterion
from models.case.faults import did_you_mean
from models.case.text import quoted_list
from models.case.types import Option
from models.case.validation.context import CaseContext
from models.case.validation.judgement_scale import check_points
from models.case.validation.names import BLANK, KnownNames, declare_names
from models.case.validation.row_reader import UNREADABLE, RowReader, TableReader
from models.case.vocabulary import BLANK_ENDS_FROM_OPTIONS, JUDGEMENT_SCORES

WEIGHT_ENDS = ("weight_low", "weight_high")


def criteria(
    table: TableReader, judgements: TableReader, options: Sequence[Option], context: CaseContext
) -> tuple[Criterion, ...]:
    """The criteria. A judged criterion has a judgement for every option that is appraised."""
    option_names = context.option_names
    names, rows = declare_names(table, "criterion", "a criterion", in_lists=False)
    judgement_rows = _judgement_rows(judgements, names)
    if judgements.rows and option_names.is_complete:
        _check_option_columns(judgements, option_names)
    check_points(judgements)
    judgements_known = judgements.is_readable("criterion") or not judgements.is_present
    result = tuple(
        _criterion(row, judgement_rows.get(row.text("criterion")), options, judgements_known) for row in rows
    )
    _check_pairs(rows, names)
    if context.settings.text("blank_ends") == BLANK_ENDS_FROM_OPTIONS:
        _warn_of_blank_ends(table, result)
    if rows and all(row.has_value("weight") for row in rows) and not any(criterion.weight for criterion in result):
        table.fault(
            "weights that are all 0",
            "at least one weight above 0",
            "Give each criterion its weight.",
            "weight",
        )
    return result


def _warn_of_blank_ends(table: TableReader, criteria: Sequence[Criterion]) -> None:
    """Warn if scores depend on which options are in the case."""
    blank = [each.name for each in criteria if each.measure is not None and None in (each.low, each.high)]
    if blank:
        table.warn(
            f"a scale from the least to the greatest figure of the options: {quoted_list(blank)}",
            "a low and a high for each measured criterion",
            "With blank_ends as options, an option that is added or removed can change the order of the others. Fill in"
            " low and high, or set blank_ends to reference.",
        )


def _criterion(
    row: RowReader, judgement_row: RowReader | None, options: Sequence[Option], judgements_known: bool
) -> Criterion:
    """One criterion. `judgements_known`: the judgements could be read, so a row that is not found is missing."""
    row.require_figures("weight")
    measure = row.text("measure") or None
    is_judged = measure is None and not row.is_unreadable("measure")
    if is_judged:
        _check_judged(row)
    elif not row.is_unreadable("measure"):
        _check_measured(row, judgement_row)
    if is_judged and judgement_row is None and judgements_known:
        _fault_no_judgements(row)
    judgements = _judgements_by_option(judgement_row, options) if is_judged and judgement_row else {}
    weight_low, weight_high = _weight_range(row)
    return Criterion(
        name=row.text("criterion"),
        weight=row.number("weight"),
        measure=measure,
        higher_is_better=row.text("better", "higher") == "higher",
        low=row.optional_number("low"),
        high=row.optional_number("high"),
        gate=row.optional_number("gate"),
        judgements=MappingProxyType({option: _judgement_score(value) for option, value in judgements.items()}),
        judgement_words=MappingProxyType({option: _judgement_words(value) for option, value in judgements.items()}),
        same_as=row.text("same_as") or None,
        weight_low=weight_low,
        weight_high=weight_high,
    )


def _check_measured(row: RowReader, judgement_row: RowReader | None) -> None:
    row.require("better")
    low, high = row.optional_number("low"), row.optional_number("high")
    if low is not None and high is not None and low > high:
        row.fault(
            "low",
            f"{float(low):g}, which is above high ({float(high):g})",
            "low at or below high",
            "Swap them; the column better says which end is good.",
        )
    if judgement_row is not None:
        judgement_row.warn(
            "criterion",
            f'judgements of "{row.text("criterion")}"',
            "judgements of criteria without a measure",
            "They are not used, because the criterion is measured. To judge it, clear its measure.",
        )


def _check_judged(row: RowReader) -> None:
    if row.text("better") == "lower":
        row.fault(
            "better",
            "lower",
            "higher or a blank for a judged criterion",
            "High is always the best judgement. Reverse the judgements, and clear this cell.",
        )
    for column in ("low", "high"):
        if row.has_value(column):
            row.warn(column, "a figure", "a blank for a judged criterion", "It is not used.")


def _judgement_rows(table: TableReader, criterion_names: KnownNames) -> dict[str, RowReader]:
    """The row of judgements of each criterion."""
    rows: dict[str, RowReader] = {}
    for row in table:
        name = criterion_names.lookup(row, "criterion")
        if name is None:
            continue
        if name in rows:
            row.fault("criterion", f'"{name}" a second time', "one row for each criterion", "Delete one of them.")
        rows.setdefault(name, row)
    return rows


def _check_option_columns(table: TableReader, option_names: KnownNames) -> None:
    """Log a fault for each column that is headed by no option."""
    for heading in table.rows[0].judgements_by_option():
        if heading not in option_names:
            table.fault(
                f'a column "{heading}"',
                "a column for each option, headed by its name",
                did_you_mean(heading, option_names.positions) or "Correct the heading, or delete the column.",
                heading,
            )


def _fault_no_judgements(row: RowReader) -> None:
    row.fault(
        "measure",
        "neither a measure nor judgements",
        "a measure, or a row in judgements",
        f'Name a measure, or add a row "{row.text("criterion")}" to the table judgements.',
    )


def _judgements_by_option(judgement_row: RowReader, options: Sequence[Option]) -> dict[str, str | Fraction]:
    """The judgement of each option; a fault if an appraised option has none."""
    given = judgement_row.judgements_by_option()
    judgements: dict[str, str | Fraction] = {}
    for option in options:
        value = given.get(option.name)
        if isinstance(value, (str, Fraction)):
            judgements[option.name] = value
        elif value is not UNREADABLE and not option.dropped:
            found = BLANK if option.name in given else f'no column "{option.name}"'
            judgement_row.fault(
                option.name,
                found,
                "High, Medium, Low or a number from 0 to 100",
                "Judge every option on this criterion.",
            )
    return judgements


def _judgement_score(judgement: str | Fraction) -> Fraction:
    return Fraction(JUDGEMENT_SCORES[judgement]) if isinstance(judgement, str) else judgement


def _judgement_words(judgement: str | Fraction) -> str:
    return judgement if isinstance(judgement, str) else f"{float(judgement):g}"


def _weight_range(row: RowReader) -> tuple[Fraction | None, Fraction | None]:
    """The lowest and highest weight. Faults: only one end is given, or the weight is not within the range."""
    low, high = (row.optional_number(end) for end in WEIGHT_ENDS)
    for blank, filled in (WEIGHT_ENDS, WEIGHT_ENDS[::-1]):
        if row.has_value(filled) and not row.has_value(blank) and not row.is_unreadable(blank):
            row.fault(
                blank,
                f"a blank cell beside {filled}",
                "both ends of the range or neither",
                f"Fill it in, or clear {filled}.",
            )
    if row.has_value("weight") and low is not None and low > row.number("weight"):
        _fault_outside_range(row, WEIGHT_ENDS[0], low, "at or below the weight")
    if row.has_value("weight") and high is not None and high < row.number("weight"):
        _fault_outside_range(row, WEIGHT_ENDS[1], high, "at or above the weight")
    return low, high


def _fault_outside_range(row: RowReader, end: str, found: Fraction, expected: str) -> None:
    row.fault(
        end,
        f"{float(found):g} with a weight of {float(row.number('weight')):g}",
        f"{end} {expected}",
        "The range must include the weight: change one of the two.",
    )


def _check_pairs(rows: Sequence[RowReader], names: KnownNames) -> None:
    """Check every `same_as`: it names another criterion, of which one is judged and the other measured."""
    row_by_name = {row.text("criterion"): row for row in rows}
    for row in rows:
        if row.has_value("same_as") and names.check_known(row, "same_as", row.text("same_as")):
            _check_pair(row, row_by_name[row.text("same_as")])


def _check_pair(row: RowReader, other: RowReader) -> None:
    measures_known = not (row.is_unreadable("measure") or other.is_unreadable("measure"))
    if row is other:
        row.fault(
            "same_as",
            "the criterion itself",
            "another criterion on the same subject",
            "Name the other criterion, or clear the cell.",
        )
    elif measures_known and row.has_value("measure") == other.has_value("measure"):
        kind, wanted = ("measured", "judged") if row.has_value("measure") else ("judged", "measured")
        row.fault(
            "same_as",
            f'"{row.text("same_as")}", which is also {kind}',
            f"a criterion that is {wanted}, as this one is {kind}",
            "A pair has one judged and one measured criterion: name such a criterion, or clear the cell.",
        )
