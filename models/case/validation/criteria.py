"""What options are scored on: criteria, judgements, risks, and the board's critical success factors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from models.case.appraisal_inputs import Criterion, Risk, SuccessFactor
from models.case.faults import did_you_mean
from models.case.types import Option
from models.case.validation.context import CaseContext
from models.case.validation.names import KnownNames, declare_names
from models.case.validation.rows import UNREADABLE, RowReader, TableReader
from models.case.validation.weight_ranges import check_paired_criteria, weight_range
from models.case.vocabulary import JUDGEMENT_SCORES


def criteria(
    table: TableReader, judgements: TableReader, options: Sequence[Option], option: KnownNames
) -> tuple[Criterion, ...]:
    """The criteria, those that are judged with a judgement for every option that is appraised."""
    names, rows = declare_names(table, "criterion", "a criterion", listed=False)
    judged = _judgement_rows(judgements, names)
    if judgements.rows and option.is_complete:
        _check_option_columns(judgements, option)
    told = judgements.is_readable("criterion") or not judgements.is_present
    found = tuple(_criterion(row, judged.get(row.text("criterion")), options, told) for row in rows)
    check_paired_criteria(rows, names)
    if rows and all(row.has_value("weight") for row in rows) and not any(criterion.weight for criterion in found):
        table.fault(
            "weights that are all 0",
            "weights of which at least one is above 0",
            "Give each criterion its weight.",
            "weight",
        )
    return found


def _criterion(row: RowReader, judgement: RowReader | None, options: Sequence[Option], told: bool) -> Criterion:
    """One criterion; `told`: whether a missing judgement row is really missing."""
    row.require_figures("weight")
    measure = row.text("measure") or None
    judged = measure is None and not row.is_unreadable("measure")
    if judged:
        _check_judged(row)
    elif not row.is_unreadable("measure"):
        _check_measured(row, judgement)
    if judged and judgement is None and told:
        _fault_no_judgements(row)
    scores = _judgements_of_criterion(judgement, options) if judged and judgement else {}
    least, most = weight_range(row)
    return Criterion(
        name=row.text("criterion"),
        weight=row.number("weight"),
        measure=measure,
        higher_is_better=row.text("better", "higher") == "higher",
        low=row.optional_number("low"),
        high=row.optional_number("high"),
        gate=row.optional_number("gate"),
        judgements=MappingProxyType({name: _judgement_score(value) for name, value in scores.items()}),
        judgement_words=MappingProxyType({name: _judgement_words(value) for name, value in scores.items()}),
        same_as=row.text("same_as") or None,
        weight_low=least,
        weight_high=most,
    )


def _check_measured(row: RowReader, judgement: RowReader | None) -> None:
    row.require("better")
    low, high = row.optional_number("low"), row.optional_number("high")
    if low is not None and high is not None and low > high:
        row.fault(
            "low",
            f"{float(low):g}, above high, {float(high):g}",
            "low at or below high",
            "Exchange them; say in the column better which end is good.",
        )
    if judgement is not None:
        judgement.warn(
            "criterion",
            f'judgements of "{row.text("criterion")}"',
            "judgements of criteria without a measure",
            "They are not used: the criterion is measured. Clear its measure to judge it.",
        )


def _check_judged(row: RowReader) -> None:
    if row.text("better") == "lower":
        row.fault(
            "better",
            "lower",
            "higher or a blank for a criterion that is judged",
            "High is always the best judgement: turn the judgements round, and clear this cell.",
        )
    for column in ("low", "high"):
        if row.has_value(column):
            row.warn(column, "a figure", "a blank for a criterion that is judged", "It is not used.")


def _judgement_rows(table: TableReader, criteria: KnownNames) -> dict[str, RowReader]:
    """The judgement row of each criterion."""
    found: dict[str, RowReader] = {}
    for row in table:
        name = criteria.lookup(row, "criterion")
        if name is None:
            continue
        if name in found:
            row.fault("criterion", f'"{name}" a second time', "one row a criterion", "Take one of them out.")
        found.setdefault(name, row)
    return found


def _check_option_columns(table: TableReader, option: KnownNames) -> None:
    for heading in table.rows[0].judgements_by_option():
        if heading not in option:
            table.fault(
                f'a column "{heading}"',
                "a column for each option, headed by its name",
                did_you_mean(heading, option.positions) or "Correct the heading, or take the column out.",
                heading,
            )


def _fault_no_judgements(row: RowReader) -> None:
    row.fault(
        "measure",
        "neither a measure nor judgements",
        "a measure, or a row in judgements",
        f'Name a measure, or add a row "{row.text("criterion")}" to the table judgements.',
    )


def _judgements_of_criterion(judgement: RowReader, options: Sequence[Option]) -> dict[str, str | Fraction]:
    """What each option is judged; a fault where one that is appraised is not."""
    scores: dict[str, str | Fraction] = {}
    for option in options:
        value = judgement.judgements_by_option().get(option.name)
        if isinstance(value, (str, Fraction)):
            scores[option.name] = value
        elif value is not UNREADABLE and not option.dropped:
            found = "a blank cell" if option.name in judgement.judgements_by_option() else f'no column "{option.name}"'
            judgement.fault(
                option.name, found, "High, Medium, Low or a number from 0 to 100", "Judge each option on it."
            )
    return scores


def _judgement_score(value: str | Fraction) -> Fraction:
    return Fraction(JUDGEMENT_SCORES[value]) if isinstance(value, str) else value


def _judgement_words(value: str | Fraction) -> str:
    return value if isinstance(value, str) else f"{float(value):g}"


def risks(table: TableReader, ground: CaseContext, options: Sequence[Option]) -> tuple[Risk, ...]:
    """The risks; each is scored once for every option that is appraised."""
    found = []
    scored: dict[str, dict[str, RowReader]] = {}
    firsts: dict[str, RowReader] = {}
    for row in table:
        row.require("risk", "option", "likelihood", "impact")
        named = ground.option_names.read_list(row, "option") if row.has_value("option") else ()
        found.append(
            Risk(
                row.text("risk"),
                named,
                row.whole_number("likelihood", 1),
                row.whole_number("impact", 1),
                row.text("mitigation"),
                row.text("owner"),
            )
        )
        if row.has_value("risk"):
            firsts.setdefault(row.text("risk"), row)
            _check_scored_once(row, named, scored.setdefault(row.text("risk"), {}))
    unknown = {row.text("risk") for row in table if not ground.option_names.knows_all(row, "option")}
    for name, first in firsts.items():
        if name not in unknown and table.is_readable("risk"):
            _check_scored_for_all(first, scored[name], options)
    return tuple(found)


def _check_scored_once(row: RowReader, named: Sequence[str], scored: dict[str, RowReader]) -> None:
    for option in named:
        if option in scored:
            row.fault(
                "option",
                f'"{option}" a second time for this risk',
                "one score a risk and option",
                "Take one of them out.",
            )
        scored.setdefault(option, row)


def _check_scored_for_all(first: RowReader, scored: Mapping[str, RowReader], options: Sequence[Option]) -> None:
    missing = [option.name for option in options if not option.dropped and option.name not in scored]
    if missing:
        first.fault(
            "option",
            f"no score for {', '.join(missing)}",
            "each risk scored for every option",
            "Add the options here, or a row of the same risk for them.",
        )


def success_factors(table: TableReader) -> tuple[SuccessFactor, ...]:
    """The board's critical success factors."""
    _, rows = declare_names(table, "factor", "a success factor", listed=False)
    return tuple(
        SuccessFactor(row.text("factor"), row.optional_number("today"), row.text("unit"), row.text("measure") or None)
        for row in rows
    )
