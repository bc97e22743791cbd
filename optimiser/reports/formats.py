"""What all reports word and show alike: measures, proof statuses, boroughs, prices, and where the figures come from.

What each measure means is in `models.appraisal.measures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import isfinite
from pathlib import PurePath
from typing import Protocol

from models.appraisal.measures import BY_NAME
from models.case.faults import Fault, describe
from models.case.money import round_half_up
from models.case.text import exact_pounds
from models.case.types import Case
from models.plan.plan import Status
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell
from optimiser.solving.settings import Settings
from optimiser.text import gap_percent, listed

NO_FIGURE = "no figure"  # there is nothing to divide by
NONE = "none"
COUNT_FORMATS = {
    "contracts": NumberFormat.COUNT,
    "providers": NumberFormat.COUNT,
    "places": NumberFormat.COUNT,
    "people": NumberFormat.COUNT,
    "points": NumberFormat.COUNT,
}
UNITS_THAT_ADD = ("£", "places", "people", "outcomes", "weighted outcomes")  # over years
SAVING_HEADINGS = {"saving_recurrent": "Recurrent saving", "saving_final_year": "Saving in the final year"}
LAST_YEAR_MEASURES = ("saving_final_year",)
STATUS_LABELS = {
    Status.OPTIMAL: "optimal: proven to be the best possible",
    Status.WITHIN_GAP: "within gap: proven that no plan is better by more than the gap asked for",
    Status.UNPROVEN: "unproven: the plan meets every constraint, but a better plan may exist",
    Status.INFEASIBLE: "infeasible: proven that no plan meets every constraint",
    Status.NO_ANSWER: "no answer: in the time limit no plan was found, and it was not proven that there is none",
}
OBJECTIVES = {
    "outcomes": "weighted outcomes, as many as possible",
    "cost": "present cost in £, as low as possible",
    "value": "present value less cost in £, as high as possible",
}
NO_INPUT_FILE = "a case made in a script"
UNDATED = "Undated, so that the same input always gives the same file. The input is named below."


def measure_heading(measure: str) -> str:
    """A measure's name as a heading: `Present cost`."""
    return SAVING_HEADINGS.get(measure, measure.replace("_", " ").capitalize())


def measure_unit(measure: str) -> str:
    """The unit of a measure as reports show it."""
    return BY_NAME[measure].unit


def measure_format(measure: str) -> NumberFormat:
    """The number format of a measure."""
    its_unit = measure_unit(measure)
    if its_unit == "share":
        return NumberFormat.SHARE
    if its_unit.startswith("£"):
        return NumberFormat.MONEY if its_unit == "£" else NumberFormat.PENCE
    return COUNT_FORMATS.get(its_unit, NumberFormat.TENTH)


def measure_figure(measure: str, exact: Fraction | None) -> Fraction | str:
    """The value of a measure in a cell: money in pounds to the penny; NO_FIGURE if it is None."""
    if exact is None:
        return NO_FIGURE
    return to_pounds(round_half_up(exact)) if BY_NAME[measure].money else exact


def objective_cell(objective: str, value: Fraction | None, absent: str) -> Cell:
    """A value of the objective as a cell: outcomes as they are, money in pounds; `absent` if there is none."""
    if value is None:
        return Cell(absent)
    return Cell(value if objective == "outcomes" else to_pounds(value))


def objective_text(case: Case, objective: str) -> str:
    """An objective, its unit, and which way is better."""
    if objective == "outcomes" and case.most_per_outcome is not None:
        most = exact_pounds(case.most_per_outcome, trim=True)
        return f"weighted outcomes less one for each {most} of present cost, as many as possible"
    return OBJECTIVES[objective]


def finite(value: float | None) -> Fraction | None:
    """A solver's figure, exact; None if it has none or says that there is no limit."""
    return None if value is None or not isfinite(value) else Fraction(value)


def adds_over_years(measure: str) -> bool:
    """Whether a measure is the sum of its figures for each year."""
    return measure_unit(measure) in UNITS_THAT_ADD and measure not in LAST_YEAR_MEASURES


def to_pounds(pence: int | Fraction) -> Fraction:
    """Pence as pounds, exact."""
    return Fraction(pence) / 100


def borough_names(case: Case, names: Sequence[str]) -> str:
    """`A, B`; `all` if the names are all boroughs of a case with several."""
    return "all" if len(names) == len(case.boroughs) > 1 else ", ".join(names)


def price_base_label(case: Case) -> str:
    """The year whose prices money is in: `prices of 2010/11`."""
    return prices_of(case.price_base)


def prices_of(year: str) -> str:
    """`prices of 2010/11`; says so if the case gives no year."""
    year = year.strip()
    return f"prices of {year}" if year else "prices of a year that the case does not give"


class Origin(Protocol):
    """What a run, a frontier and a sweep know of their origin."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def source(self) -> str:
        """The input as the user named it; blank for a case made in a script."""

    @property
    def digest(self) -> str:
        """The SHA-256 of the input; blank for a case made in a script."""

    @property
    def versions(self) -> Mapping[str, str]:
        """The version of Python, of this package and of each library."""

    @property
    def warnings(self) -> Sequence[Fault]:
        """The warnings about the input."""


def boards_label(case: Case) -> str:
    """`The board of A`, `The boards of A and B`."""
    return f"The board{'s' * (len(case.boroughs) > 1)} of {listed([borough.name for borough in case.boroughs])}"


def cover_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The last items of a cover: price base, date, input and version."""
    yield "Price base", origin.case.price_base or "not said"
    yield "Date", UNDATED
    yield from input_items(origin)
    if number := len(list(warning_items(origin.warnings))):
        yield "Warnings about the input", f"{number}, on the sheet Run record"
    yield "Version", f"optimiser {origin.versions.get('optimiser', 'not known')}"


def input_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The name of the input and its SHA-256."""
    yield "Input", PurePath(origin.source).name or NO_INPUT_FILE
    yield "Input SHA-256", origin.digest or NONE


def warning_items(warnings: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Each warning about the input, as `optimiser check` prints it."""
    yield from (("Warning about the input", line) for line in describe(dict.fromkeys(warnings)).splitlines())


def settings_items(case: Case, settings: Settings) -> Iterator[tuple[str, str]]:
    """How the options were solved."""
    yield "Objective", settings.objective or case.objective
    yield from limit_items(case, settings)
    yield "Solver", settings.solver
    yield "Gap asked for", gap_percent(settings.gap)
    yield "Time limit an option", f"{settings.time_limit:g} seconds"
    yield "Options asked for", ", ".join(settings.options) or "all"


def limit_items(case: Case, settings: Settings) -> Iterator[tuple[str, str]]:
    """What an outcome may cost, if the case has a limit that the objective uses."""
    if (settings.objective or case.objective) == "outcomes" and case.most_per_outcome is not None:
        most = exact_pounds(case.most_per_outcome, trim=True)
        yield "Most for an outcome", f"{most} of present cost for a weighted outcome"


def version_items(origin: Origin) -> Iterator[tuple[str, str]]:
    """The version of Python, of this package and of each library."""
    for name, version in origin.versions.items():
        yield f"Version of {name}", version
