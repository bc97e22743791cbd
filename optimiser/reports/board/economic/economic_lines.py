"""The lines of an option's economic case: name, unit, figure and formula of each.

A line's formula is the same in every year. `models.appraisal.economic_case` says what the figures mean; `option_tables`
puts the lines on the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.economic_case import EconomicCase, EconomicYear
from models.case.types import Case
from models.case.vocabulary import COST_KINDS
from optimiser.excel.styles import NumberFormat

FACTOR = "factor"  # stands in formulas for the year's discount factor
BIASED = " with optimism bias"
KINDS: Mapping[str, str] = {
    "provision": "Provision: unit prices and annual costs",
    "fees": "Fees: annual fees of new contracts",
    "back_office": "Back office",
    "hub": "Hub",
    "contract_management": "Contract management, joint included",
    "transition": "Transition: start, exit, set-up, one-off",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the economic case.

    `figure`: of a year, in pence if it is money. `formula`: with the keys of other lines in braces. `ratio_of`: the
    keys of two lines, if the line over all years is their ratio; otherwise it is the sum of the years.
    """

    key: str
    label: str
    unit: str
    figure: Callable[[EconomicYear], Fraction | int | None]
    formula: str = ""
    ratio_of: tuple[str, str] | None = None
    bold: bool = False

    @property
    def number_format(self) -> NumberFormat:
        """The number format of its cells."""
        if self.unit.startswith("£"):
            return NumberFormat.MONEY if self.unit == "£" else NumberFormat.PENCE
        return NumberFormat.COUNT if self.unit == "places" else NumberFormat.TENTH


def economic_lines(case: Case) -> tuple[Line, ...]:
    """The lines of every option, in their order; those of optimism bias only if the case sets any."""
    return (*_cost_lines(case), *_funding_lines(), *_saving_lines(), *_present_value_lines(case), *_unit_cost_lines())


def all_years(line: Line, case: EconomicCase, lines: Sequence[Line]) -> Fraction | None:
    """The figure over all years: the sum, or the ratio of two sums; None if it would be divided by nothing."""
    if line.ratio_of is None:
        return case.total(lambda year: line.figure(year) or 0)
    above, below = (all_years(other, case, lines) for key in line.ratio_of for other in lines if other.key == key)
    return above / below if above is not None and below else None


def kind_label(kind: str) -> str:
    """A kind of cost in words: `contract management`."""
    return kind.replace("_", " ")


def bias_share_key(kind: str) -> str:
    """What stands in formulas for the optimism bias on a kind of cost."""
    return f"share_{kind}"


def _cost_lines(case: Case) -> Iterator[Line]:
    for kind in COST_KINDS:
        yield Line(kind, KINDS[kind], "£", _kind(kind))
    first, last = COST_KINDS[0], COST_KINDS[-1]
    yield Line("cost", "Cost", "£", lambda year: year.cost, f"=SUM({{{first}}}:{{{last}}})", bold=True)
    biased = [f"bias_{kind}" for kind in case.optimism_bias]
    for kind in case.optimism_bias:
        yield Line(
            f"bias_{kind}",
            f"Optimism bias on {kind_label(kind)}",
            "£",
            _bias(kind),
            f"={{{kind}}}*{{{bias_share_key(kind)}}}",
        )
    if biased:
        formula = f"={{cost}}+SUM({{{biased[0]}}}:{{{biased[-1]}}})"
        yield Line("cost_with_bias", f"Cost{BIASED}", "£", lambda year: year.cost_with_bias, formula, bold=True)


def _kind(kind: str) -> Callable[[EconomicYear], int]:
    return lambda year: year.costs[kind]


def _bias(kind: str) -> Callable[[EconomicYear], Fraction]:
    return lambda year: year.bias[kind]


def _funding_lines() -> Iterator[Line]:
    yield Line("amounts", "Funding: amounts of all streams", "£", lambda year: year.amounts)
    yield Line("brought", "Brought forward", "£", lambda year: year.brought_forward)
    yield Line("carried", "Carried forward", "£", lambda year: year.carried_forward)
    yield Line(
        "surplus",
        "Surplus, after what is carried forward",
        "£",
        lambda year: year.surplus,
        "={amounts}+{brought}-{cost}-{carried}",
        bold=True,
    )
    yield Line("lapsed", "Of which lapses, and is not a saving", "£", lambda year: year.lapsed)


def _saving_lines() -> Iterator[Line]:
    yield Line("baseline", "Baseline: a year of today's arrangements", "£", lambda year: year.baseline)
    yield Line("saving", "Saving: baseline less cost", "£", lambda year: year.saving, "={baseline}-{cost}", bold=True)
    yield Line("once", "One-off costs within it", "£", lambda year: year.transition, "={transition}")
    recurrent = "Recurrent saving: without one-off costs"
    yield Line("recurrent", recurrent, "£", lambda year: year.saving_recurrent, "={saving}+{once}", bold=True)
    yield Line("less_service", "Of which less service, at today's prices", "£", lambda year: year.service_reduction)
    efficient = "Of which efficiency"
    yield Line("efficiency", efficient, "£", lambda year: year.efficiency, "={recurrent}-{less_service}")


def _present_value_lines(case: Case) -> Iterator[Line]:
    yield Line("value", "Value of outcomes", "£", lambda year: year.value)
    times = f"*{{{FACTOR}}}"
    yield Line("present_cost", "Present cost", "£", lambda year: year.present_cost, f"={{cost}}{times}")
    if case.optimism_bias:
        formula, label = f"={{cost_with_bias}}{times}", f"Present cost{BIASED}"
        yield Line("present_cost_with_bias", label, "£", lambda year: year.present_cost_with_bias, formula)
    valued = "Present value of outcomes"
    yield Line("present_value", valued, "£", lambda year: year.present_value, f"={{value}}{times}")
    net = "Present value less present cost"
    yield Line("net", net, "£", lambda year: year.net, "={present_value}-{present_cost}", bold=True)
    if case.optimism_bias:
        formula = "={present_value}-{present_cost_with_bias}"
        yield Line("net_with_bias", f"The same{BIASED}", "£", lambda year: year.net_with_bias, formula, bold=True)


def _unit_cost_lines() -> Iterator[Line]:
    yield Line("places", "Places, infrastructure left out", "places", lambda year: year.places)
    yield Line("outcomes", "Outcomes", "outcomes", lambda year: year.outcomes)
    yield Line("place", "Cost per place", "£ a place", _over("places"), "={cost}/{places}", ("cost", "places"))
    yield Line(
        "outcome", "Cost per outcome", "£ an outcome", _over("outcomes"), "={cost}/{outcomes}", ("cost", "outcomes")
    )


def _over(what: str) -> Callable[[EconomicYear], Fraction | None]:
    def figure(year: EconomicYear) -> Fraction | None:
        number = Fraction(year.places if what == "places" else year.outcomes)
        return year.cost / number if number else None

    return figure
