"""The sheet of the yardstick: what each option would come to without the case's promises, and what they cost in all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.appraisal.measures import outcomes_shown
from models.case.unconstrained import policy_constraints
from optimiser.analyses.scenarios.pack import Member
from optimiser.engine.run import Result
from optimiser.excel.page import Page
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column, Table
from optimiser.reports.formats import to_pounds
from optimiser.reports.prose.scenarios import proof_label
from optimiser.reports.scenarios.report import WHICH, ScenarioReport, shown
from optimiser.text import listed, pounds, quoted, tenths

MEANING = """\
This is no option and no scenario: nobody can choose it, and it is not scored, ranked or preferred. It is a yardstick \
for what the rules cost in all.
Left out are floors, savings targets, the access gap, and what each stream is tied to; every stream may then pay for \
every service of its own boroughs, and where it is pooled of those together with them.
Kept are demand, prices, offers, contracts with their commitments, the amounts and owners of money, and what an option \
is: its level, joint arrangements, hubs and limits.""".splitlines()
GAP = (
    "Both plans are within the gap of the best, so that a difference of less than the gap, also below nought, says"
    " nothing."
)


def fill(report: ScenarioReport, page: Page) -> None:
    """What it means; the case as it stands; then each scenario against itself."""
    for sentence in MEANING:
        page.write_text(sentence)
    page.skip_row()
    page.write_caption("What the promises of the case as it stands cost in all")
    for sentence in sentences(report):
        page.write_text(sentence)
    page.write_text(GAP)
    _table(report, page, "NoPromises", [report.pack.base])
    if report.pack.others:
        page.skip_row()
        page.write_caption("The same in each scenario, against that scenario with its promises")
        _table(report, page, "NoPromisesElsewhere", report.pack.others)


def sentences(report: ScenarioReport) -> Iterator[str]:
    """What is left out, and what each option would have without it."""
    base = report.pack.base
    there = policy_constraints(report.pack.case)
    if not there:
        yield "The case promises nothing, so that its yardstick is the case itself."
        return
    yield f"The case has {listed(there)}."
    for option, free in base.yardstick.items():
        yield f"{quoted(report.labels[option])}: {_told(report, base.result(option), free)}"


def _told(report: ScenarioReport, own: Result | None, free: Result) -> str:
    measure = outcomes_shown(report.pack.case)
    name = measure.replace("_", " ")
    if free.measures is None:
        return f"{proof_label(free)} without the promises either."
    has, costs = free.measures[measure] or Fraction(0), free.measures["cost"] or Fraction(0)
    if own is None or own.measures is None:
        return f"{proof_label(own)} with the promises; without them {tenths(has)} {name} for {pounds(costs)}."
    more, dearer = has - (own.measures[measure] or 0), costs - (own.measures["cost"] or 0)
    has_more = "as many" if tenths(more) == "0.0" else f"{tenths(abs(more))} {'more' if more > 0 else 'fewer'}"
    return f"without the promises {has_more} {name}, for {pounds(abs(dearer))} {'more' if dearer >= 0 else 'less'}."


def _columns(report: ScenarioReport) -> list[Column]:
    measure = outcomes_shown(report.pack.case)
    name, unit = measure.replace("_", " "), "outcomes" if measure == "outcomes" else "weighted outcomes"
    return [
        WHICH,
        Column("option", "Option", max_width=30),
        Column("with", f"{name.capitalize()} with the promises ({unit})", NumberFormat.TENTH),
        Column("free", f"{name.capitalize()} without ({unit})", NumberFormat.TENTH),
        Column("more", f"What the promises cost ({unit})", NumberFormat.TENTH),
        Column("cost", "Cost with the promises (£)", NumberFormat.MONEY),
        Column("costs", "Cost without (£)", NumberFormat.MONEY),
        Column("dearer", "Cost without less cost with (£)", NumberFormat.MONEY),
        Column("state", "State without", max_width=14),
        Column("aim", "First aim with (in its unit)", NumberFormat.PENCE),
        Column("bound", "Proven bound without (in its unit)", NumberFormat.PENCE),
    ]


def _table(report: ScenarioReport, page: Page, name: str, members: Sequence[Member]) -> None:
    which = [(member, option) for member in members for option in member.yardstick]
    table = page.reserve_table(name, _columns(report), len(which))
    table.fill([_row(report, table, number, *each) for number, each in enumerate(which)])


def _row(report: ScenarioReport, table: Table, number: int, member: Member, option: str) -> list[Cell]:
    own, free = member.result(option), member.yardstick[option]
    measure = outcomes_shown(report.pack.case)
    return [
        Cell(report.names[member.folder]),
        Cell(report.labels[option]),
        _as_there(report, measure, member, option),
        shown(measure, free),
        _less(table, number, shown(measure, free), shown(measure, own), ("free", "with")),
        _as_there(report, "cost", member, option),
        shown("cost", free),
        _less(table, number, shown("cost", free), shown("cost", own), ("costs", "cost")),
        Cell(proof_label(free)),
        _aim(own, own.ledger.objectives.of(own.answer.objective) if own and own.ledger else None),
        _aim(free, _bound(free)),
    ]


def _as_there(report: ScenarioReport, measure: str, member: Member, option: str) -> Cell:
    """The figure of the scenario itself, from its table."""
    row = report.pack.members.index(member)
    cell = shown(measure, member.result(option))
    return Cell(cell.value, cell.number_format, f"={report.figures(measure).address(row, report.keys()[option])}")


def _less(table: Table, number: int, here: Cell, there: Cell, keys: tuple[str, str]) -> Cell:
    at, against = (table.relative_address(number, key) for key in keys)
    if isinstance(here.value, str) or isinstance(there.value, str):
        value = here.value if isinstance(here.value, str) else there.value
    else:
        value = Fraction(here.value) - Fraction(there.value)
    return Cell(value, here.number_format, f"=IF(ISNUMBER({at}),IF(ISNUMBER({against}),{at}-{against},{against}),{at})")


def _bound(result: Result) -> Fraction | None:
    bound = result.answer.bound
    return None if bound is None or abs(bound) == float("inf") else Fraction(bound)


def _aim(result: Result | None, found: Fraction | None) -> Cell:
    """The first aim's value in its unit: outcomes as they are, money in pounds."""
    if result is None or found is None:
        return Cell(proof_label(result))
    return Cell(found if result.answer.objective == "outcomes" else to_pounds(found))
