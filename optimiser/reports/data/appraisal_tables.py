"""The tables of an appraisal that Python gets as data frames: options, measures and scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from models.appraisal.measures import BY_NAME, MEASURES
from models.case.vocabulary import SECONDARY_OBJECTIVE
from optimiser.engine.run import Run
from optimiser.reports.data.data_table import OPTION, Cell, Column, DataTable, Kind, pounds_decimal

Row = tuple[Cell, ...]


def _option_rows(run: Run) -> Iterator[Row]:
    for name, result in run.results.items():
        answer, standing = result.answer, run.appraisal.standings[name]
        value = None if result.ledger is None else float(result.ledger.objectives.of(answer.objective))
        primary, bound = (_in_unit(answer.objective, figure) for figure in (value, answer.bound))
        secondary = _in_unit(SECONDARY_OBJECTIVE[answer.objective], answer.secondary_bound)
        figures = (primary, bound, answer.gap, secondary, answer.seconds, standing.score, standing.rank)
        preferred = name == run.appraisal.preferred
        yield (name, answer.status.value, *figures, ", ".join(standing.gates_failed), preferred)


def _in_unit(objective: str, figure: float | None) -> float | None:
    """A figure of an objective as weighted outcomes or pounds."""
    return figure if figure is None or objective == "outcomes" else figure / 100


def _measure_rows(run: Run) -> Iterator[Row]:
    for name, result in run.results.items():
        measures = result.measures or {}
        yield (name, *(measures.get(measure.name) for measure in MEASURES))


def _score_rows(run: Run) -> Iterator[Row]:
    for option, standing in run.appraisal.standings.items():
        measures = run.results[option].measures or {}
        for criterion, score in zip(run.case.criteria if standing.scores else (), standing.scores, strict=True):
            yield (option, score.criterion, _value(criterion.measure, measures), score.score, score.band, score.passed)


def _value(measure: str | None, measures: Mapping[str, Fraction | None]) -> Cell:
    """The measure of a criterion in its unit, pounds for money; None if it is judged or has no figure."""
    figure = measures[measure] if measure else None
    return pounds_decimal(figure) if measure and figure is not None and BY_NAME[measure].money else figure


OPTIONS = DataTable[Run](
    "options",
    "One row for each option that was solved.",
    (
        OPTION,
        Column("status", Kind.TEXT, "optimal, within gap, unproven, infeasible or no answer"),
        Column(
            "primary",
            Kind.NUMBER,
            "the value of the objective: weighted outcomes (net of cost if they have a limit), or £",
            blank=True,
        ),
        Column("bound", Kind.NUMBER, "the proven limit of the objective", blank=True),
        Column("gap", Kind.NUMBER, "the distance between the two as a share of the first", blank=True),
        Column(
            "secondary_bound",
            Kind.NUMBER,
            "the proven limit of the secondary objective for the same value of the objective: discounted cost in £, or"
            " weighted outcomes if the objective is cost",
            blank=True,
        ),
        Column("seconds", Kind.NUMBER, "how long solving took"),
        Column("score", Kind.NUMBER, "the weighted score, 0 to 100", blank=True),
        Column("rank", Kind.COUNT, "from 1", blank=True),
        Column("gates_failed", Kind.TEXT, "the criteria whose gate the option does not reach, separated by commas"),
        Column("preferred", Kind.FLAG, "whether it is the preferred option"),
    ),
    _option_rows,
)
MEASURE_VALUES = DataTable[Run](
    "measures",
    "One row for each option, one column for each measure.",
    (
        OPTION,
        *(
            Column(
                measure.name, Kind.MONEY if measure.money else Kind.NUMBER, measure.sentence, measure.unit, blank=True
            )
            for measure in MEASURES
        ),
    ),
    _measure_rows,
)
SCORES = DataTable[Run](
    "scores",
    "One row for each option with figures and each criterion.",
    (
        OPTION,
        Column("criterion", Kind.TEXT, "the criterion"),
        Column("value", Kind.NUMBER, "the measure in its unit; missing if the criterion is judged", blank=True),
        Column("score", Kind.NUMBER, "0 to 100"),
        Column("band", Kind.TEXT, "High, Medium or Low"),
        Column("passed", Kind.FLAG, "whether it reaches the gate; missing if there is none", blank=True),
    ),
    _score_rows,
)
