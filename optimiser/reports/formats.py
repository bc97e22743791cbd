"""Words that several sheets use: of statuses, measures, years, lists and tables.

What each measure means is in `models.appraisal.measures`; here is only how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from models.appraisal.measures import BY_NAME
from models.case.money import round_half_up
from models.case.types import Case
from models.plan.plan import Status
from optimiser.engine.run import Run
from optimiser.excel.styles import NumberFormat

NO_FIGURE = "no figure"  # divided by nothing
NONE = "none"
UNITS = {
    "contracts": NumberFormat.COUNT,
    "providers": NumberFormat.COUNT,
    "places": NumberFormat.COUNT,
    "people": NumberFormat.COUNT,
    "points": NumberFormat.COUNT,
}
SUMMED = ("£", "places", "people", "outcomes", "weighted outcomes")  # units of measures that grow with the years
SAVINGS = {"saving_recurrent": "Recurrent saving", "saving_final_year": "Saving in the final year"}
LAST_YEAR = ("saving_final_year",)

STATUS = {
    Status.OPTIMAL: "optimal: proven to be the best possible",
    Status.WITHIN_GAP: "within gap: proven to be as near the best possible as was asked for",
    Status.UNPROVEN: "unproven: a plan that keeps every rule, but a better one may exist",
    Status.INFEASIBLE: "infeasible: proven that no plan keeps every rule",
    Status.NO_ANSWER: "no answer: neither a plan nor a proof that there is none was found in the time",
}


def heading(measure: str) -> str:
    """A measure's name as a heading: `Present cost`."""
    return SAVINGS.get(measure, measure.replace("_", " ").capitalize())


def unit(measure: str) -> str:
    """The unit in which a measure is shown."""
    return BY_NAME[measure].unit


def look(measure: str) -> NumberFormat:
    """How a measure is shown."""
    its_unit = unit(measure)
    if its_unit == "share":
        return NumberFormat.SHARE
    if its_unit.startswith("£"):
        return NumberFormat.MONEY if its_unit == "£" else NumberFormat.PENCE
    return UNITS.get(its_unit, NumberFormat.TENTH)


def figure(measure: str, exact: Fraction | None) -> Fraction | str:
    """A measure as a cell holds it: money in pounds, rounded once to the penny; words where it is absent."""
    if exact is None:
        return NO_FIGURE
    return to_pounds(round_half_up(exact)) if BY_NAME[measure].money else exact


def summed(measure: str) -> bool:
    """Whether the measure is a total of all years, so that a year's figure is its part."""
    return unit(measure) in SUMMED and measure not in LAST_YEAR


def to_pounds(pence: int | Fraction) -> Fraction:
    """Pence as pounds, exact."""
    return Fraction(pence) / 100


def comma(names: Sequence[str]) -> str:
    """`a, b, c`."""
    return ", ".join(names)


def of_boroughs(case: Case, names: Sequence[str]) -> str:
    """`A, B`, or `all` where they are all of several."""
    return "all" if len(names) == len(case.boroughs) > 1 else comma(names)


def horizon(run: Run) -> str:
    """`2010/11 to 2012/13`, or the one year."""
    return run.case.years_label


def prices(run: Run) -> str:
    """`prices of 2010/11`."""
    base = run.case.price_base.strip()
    return f"prices of {base}" if base else "prices of a year that the case does not say"
