"""`optimiser check`: reads a case, and prints it in words and counts, or every fault in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from models.case.text import exact_pounds
from optimiser.cli import Exit, Failure
from optimiser.cli.case_argument import show_warnings
from optimiser.cli.command import Command
from optimiser.cli.failures import typed
from optimiser.cli.options import CASE, GENERAL
from optimiser.text import listed, plural, pounds

if TYPE_CHECKING:
    from models.case.faults import Fault
    from models.case.types import Case, FundingStream, Option

MAX_NAMED = 4  # services named in a sentence; the others are counted
QUALITIES = ("given", "derived", "illustrative", "not said")


@click.command(
    cls=Command,
    short_help="Summarise a case, or list every fault in it.",
    exit_codes={
        Exit.DONE: "the case and its scenarios have no faults",
        Exit.UNPROVEN: None,
        Exit.FAULTS: "the case or a scenario has faults",
        Exit.NO_PLAN: None,
        Exit.NOT_WRITTEN: None,
        Exit.NO_WORKERS: None,
    },
)
@CASE
@GENERAL
def check(case: Path, quiet: bool) -> int:
    """
    \b
    Example:  optimiser check inputs/three-boroughs

    Read CASE, a folder of CSV files or an Excel workbook. Print a summary, or every fault with its cell.
    """
    from optimiser.api.cases import check_case
    from optimiser.casefiles.reading import describe

    checked = check_case(case)
    show_warnings(checked.case_file.warnings, quiet)
    if checked.scenario_faults:
        faults = describe(checked.scenario_faults)
        raise Failure(f"{faults}\nThe case itself has no faults. These are faults of its scenarios.", Exit.FAULTS)
    if not quiet:
        click.echo(case_summary(checked.case_file.case))
        found = f"No faults found{_warned(checked.case_file.warnings)}."
        click.echo(f"\n{found} Next: optimiser appraise {typed(case)}", err=True)
    return Exit.DONE


def _warned(warnings: Iterable[Fault]) -> str:
    """`, but 2 warnings, above`: the lines in which the warnings are told; a blank if there are none."""
    from optimiser.casefiles.reading import describe

    lines = describe(dict.fromkeys(warnings)).splitlines()
    return f", but {plural(len(lines), 'warning')}, above" if lines else ""


def case_summary(case: Case) -> str:
    """Title and years, counts, baseline, streams, options, scenarios and sources. Ends without a line break."""
    return "\n".join(
        [
            *_head(case),
            *_counts(case),
            *_without_minimum(case),
            *_baseline(case),
            *_streams(case),
            *_unused_today(case),
            *_options(case),
            *_scales(case),
            *_scenarios(case),
            _quality(case),
        ]
    )


def _head(case: Case) -> Iterator[str]:
    years = f"{case.year_label(0)} to {case.year_label(case.horizon - 1)} ({plural(case.horizon, 'year')})"
    yield case.title
    yield f"{years}, prices of {case.price_base}, objective: {case.objective}"
    if case.objective == "outcomes" and case.most_per_outcome is not None:
        yield f"  A weighted outcome may cost {exact_pounds(case.most_per_outcome, trim=True)} at most."


def _counts(case: Case) -> Iterator[str]:
    let = [contract for contract in case.contracts if not contract.in_house]
    suppliers = plural(len({contract.provider for contract in let}), "supplier")
    in_house = len(case.contracts) - len(let)
    bidders = plural(len({offer.provider for offer in case.offers}), "provider")
    scenarios = len({change.name for change in case.scenario_changes})
    yield _counted((case.boroughs, "borough"), (case.services, "service"), (case.demand, "demand row"))
    yield _counted((case.minimums, "minimum"), (case.savings_targets, "savings target"), (range(scenarios), "scenario"))
    yield f"{plural(len(let), 'contract')} with {suppliers} today, and {in_house} in house"
    yield f"{plural(len(case.offers), 'offer')} by {bidders}"
    risks = plural(len({risk.name for risk in case.risks}), "risk")
    yield f"{plural(len(case.criteria), 'criterion', 'criteria')}, {risks}"


def _without_minimum(case: Case) -> Iterator[str]:
    """The services of today that no minimum of their own protects in the last year."""
    from models.accounts.baseline import places_today

    today = dict.fromkeys((line.service, borough) for _, line, borough, places in places_today(case) if places)
    protected = {
        (minimum.services[0], minimum.boroughs[0])
        for minimum in case.minimums
        if len(minimum.services) == len(minimum.boroughs) == 1 and minimum.figures[-1]
    }
    open_to_closure: dict[str, list[str]] = {}
    for service, borough in today:
        if (service, borough) not in protected:
            open_to_closure.setdefault(service, []).append(borough)
    if open_to_closure:
        names = [
            f"{service} ({'every borough' if len(boroughs) == len(case.boroughs) > 1 else listed(boroughs)})"
            for service, boroughs in open_to_closure.items()
        ]
        yield f"No minimum of its own protects these services in the last year: {listed(names, MAX_NAMED)}."
        yield "  A plan may close them, unless another constraint of the case prevents it."


def _baseline(case: Case) -> Iterator[str]:
    from models.audit.charges import baselines

    by_borough = baselines(case)
    parts = "; ".join(f"{name} {pounds(amount)}" for name, amount in by_borough.items())
    yield f"Baseline, a year of today's arrangements: {pounds(sum(by_borough.values()))} ({parts})"


def _streams(case: Case) -> Iterator[str]:
    total = [sum(stream.amounts[year] for stream in case.funding) for year in case.years]
    yield f"Funding streams, {_by_year(total)} in all:"
    yield from (f"  {_stream(case, stream)}" for stream in case.funding)


def _stream(case: Case, stream: FundingStream) -> str:
    homes = "all boroughs" if len(stream.homes) == len(case.boroughs) > 1 else ", ".join(stream.homes)
    traits = [word for word, holds in (("poolable", stream.poolable), ("lapses", stream.lapses)) if holds]
    return f"{stream.name}, {homes}: {_by_year(stream.amounts)}" + (f" ({', '.join(traits)})" if traits else "")


def _unused_today(case: Case) -> Iterator[str]:
    """Money that savings targets leave out and that today's arrangements cannot use: even a target of 0 counts it."""
    from models.accounts.unused_today import unused_today

    for target in case.savings_targets:
        if unused := unused_today(case, target):
            where = "all boroughs" if len(target.boroughs) == len(case.boroughs) else listed(target.boroughs)
            years = [year for year, figure in enumerate(target.figures) if figure is not None]
            amounts = "; ".join(f"{name} {_in_years(case, years, pence)}" for name, pence in unused.items())
            yield f"A savings target of {where} leaves out money that today's arrangements cannot all use: {amounts}."
            yield "  Unless a plan spends it, as much must be saved elsewhere, even by a target of 0."
            yield f"  Let a plan spend it, or name the stream{'s' * (len(unused) > 1)} in streams."


def _in_years(case: Case, years: Sequence[int], amounts: Sequence[int]) -> str:
    """`£230 in 2010/11 and £200 in 2011/12`; years without an amount are left out."""
    pairs = zip(years, amounts, strict=True)
    return listed([f"{pounds(pence)} in {case.year_label(year)}" for year, pence in pairs if pence])


def _by_year(amounts: Sequence[int]) -> str:
    """The pounds of each year, or one figure if every year has the same."""
    if len(set(amounts)) == 1:
        return f"{pounds(amounts[0])} a year"
    return ", ".join(map(pounds, amounts))


def _options(case: Case) -> Iterator[str]:
    yield "Options, of which the first is the reference:"
    yield from (f"  {_option(option)}" for option in case.options)


def _option(option: Option) -> str:
    level = {1: "single agency", 2: "aligned", 3: "pooled"}[option.level]
    return f"{option.name}: {level}, existing contracts {option.existing}" + (
        f"; not appraised: {option.dropped}" if option.dropped else ""
    )


def _scales(case: Case) -> Iterator[str]:
    from optimiser.reports.prose.scales import worth_before_solving

    if any(criterion.measure is not None for criterion in case.criteria):
        yield "What 100 points are worth on each measured criterion:"
        yield from (f"  {line}" for line in worth_before_solving(case))


def _scenarios(case: Case) -> Iterator[str]:
    if names := dict.fromkeys(line.name for line in case.scenario_changes):
        yield "Scenarios:"
        yield from (f"  {name}" for name in names)


def _quality(case: Case) -> str:
    counts = Counter(assumption.quality for assumption in case.assumptions)
    total = sum(counts.values())
    if not total:
        return "Sources: no row gives its source."
    shares = (f"{counts[quality]} {quality} ({counts[quality] / total:.0%})" for quality in QUALITIES)
    return f"Sources of {plural(total, 'row')}: {', '.join(shares)}"


def _counted(*things: tuple[Sized, str]) -> str:
    """`2 boroughs, 3 services`."""
    return ", ".join(plural(len(thing), name) for thing, name in things)
