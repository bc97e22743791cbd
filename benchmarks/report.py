"""What was measured, and how it reads: a line while running, a table in Markdown at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.cbc import Reached
from benchmarks.machine import Took, load, machine, software

NOISE = 1e-6  # relative; two solvers' floating point may differ by so much
SECONDS, SECONDS_FREE, TIMES = 5.0, 15.0, 10.0  # to reach: an option, the free choice, against the plain programme


@dataclass(frozen=True, slots=True)
class Measured:
    """One option of one case, both ways. Values and bounds in weighted outcomes or pence.

    `free_choice`: the plan itself chooses who contracts together. `plain` is None where the option has no plan.
    """

    case: str
    option: str
    free_choice: bool
    objective: str
    asked: float
    status: str
    value: float | None
    bound: float | None
    gap: float | None
    took: Took
    violations: tuple[str, ...]
    plain: Reached | None

    @property
    def proven(self) -> bool:
        """Whether our answer is within the gap asked for."""
        return self.gap is not None and self.gap <= self.asked

    @property
    def times(self) -> float | None:
        """How many times faster ours is, None where ours proves nothing."""
        return self.plain.took.wall / self.took.wall if self.plain is not None and self.proven else None

    @property
    def at_least(self) -> bool:
        """Whether CBC was stopped before it had proven the gap, so that it would have taken longer still."""
        return self.plain is not None and (self.plain.gap is None or self.plain.gap > self.asked)

    @property
    def ahead(self) -> float | None:
        """How much better our value is than CBC's, as a share of ours; None where CBC has none."""
        if self.value is None or self.plain is None or self.plain.value is None:
            return None
        return self._better(self.value, self.plain.value)

    @property
    def wrong(self) -> str:
        """What must never be, blank where nothing is."""
        if self.violations:
            return "OUR PLAN BREAKS A RULE: " + "; ".join(self.violations)
        if self.plain is not None and self.plain.infeasible:
            return "CBC SAYS THAT THERE IS NO PLAN"
        if self.plain is not None and self._better(self.value, self.plain.bound) > NOISE:
            return "OUR VALUE IS BEYOND CBC'S BOUND"
        if self.plain is not None and self._better(self.plain.value, self.bound) > NOISE:
            return "CBC'S VALUE IS BEYOND OUR BOUND"
        return "WORSE THAN CBC BEYOND THE GAP" if (self.ahead or 0.0) < -self.asked - NOISE else ""

    def _better(self, one: float | None, other: float | None) -> float:
        """By how much one value is better than the other, as a share of ours; 0 where either is not known."""
        if one is None or other is None:
            return 0.0
        sign = -1 if self.objective == "cost" else 1
        return sign * (one - other) / max(abs(self.value or 0.0), 1e-9)


def told(measured: Measured) -> str:
    """One line on what came out."""
    line = f"{measured.case}, {measured.option}: ours {measured.status} in {measured.took.wall:.1f} s"
    if measured.plain is not None:
        theirs = measured.plain
        line += f", gap {_per_cent(measured.gap)}; CBC {_per_cent(theirs.gap)} in {theirs.took.wall:.1f} s"
    return f"{line}  {measured.wrong}".rstrip()


def page(measured: Sequence[Measured], gap: float, seconds: float) -> Iterator[str]:
    """The table, what it was made with, and what was reached."""
    yield f"{machine()}. {software()}. Load at the end {load()}."
    yield f"Gap asked for {_per_cent(gap)}; CBC stopped after {seconds:g} s an option. Both use one thread."
    yield ""
    yield "| case | option | ours, s | CPU | gap | value | CBC, s | CPU | gap | value | times faster | our value |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for each in measured:
        yield _row(each)
    yield ""
    yield from _reached([each for each in measured if each.plain is not None], gap)


def _row(each: Measured) -> str:
    ours = [each.case, each.option, *_seconds(each.took)]
    if each.plain is None:
        return _cells([*ours, each.status, *[""] * 7])
    theirs = [*_seconds(each.plain.took), _per_cent(each.plain.gap), _value(each.plain.value, each.objective)]
    return _cells(
        [*ours, _per_cent(each.gap), _value(each.value, each.objective), *theirs, _times(each), _against(each)]
    )


def _reached(measured: Sequence[Measured], gap: float) -> Iterator[str]:
    usual = [each.took.wall for each in measured if not each.free_choice]
    free = [each.took.wall for each in measured if each.free_choice]
    ratios = [each.times for each in measured if each.times is not None]
    proven = sum(each.proven for each in measured)
    yield "| | to reach | reached |"
    yield "|---|---|---|"
    yield _cells([f"options with a plan proven within {_per_cent(gap)}", "all", f"{proven} of {len(measured)}"])
    if usual:
        yield _cells(["the slowest option, s", f"{SECONDS:g}", f"{max(usual):.1f}"])
    if free:
        yield _cells(["the slowest free choice, s", f"{SECONDS_FREE:g}", f"{max(free):.1f}"])
    if ratios:
        least = min((each for each in measured if each.times), key=lambda each: each.times or 0.0)
        fast = sum(ratio >= TIMES for ratio in ratios)
        name = f"{_times(least)} ({least.case}, {least.option})"
        yield _cells(["least times faster than the plain programme", f"{TIMES:g}", name])
        yield _cells([f"options at least {TIMES:g} times faster", "all", f"{fast} of {len(measured)}"])
    yield _cells(["answers that are wrong or worse", "none", str(sum(bool(each.wrong) for each in measured))])


def _against(each: Measured) -> str:
    if each.wrong:
        return f"**{each.wrong}**"
    if each.ahead is None:
        return "CBC has no plan"
    if abs(each.ahead) <= NOISE:
        return "the same"
    return f"{_per_cent(abs(each.ahead))} {'better' if each.ahead > 0 else 'lower, within the gap'}"


def _seconds(took: Took) -> list[str]:
    return [f"{took.wall:.1f}", f"{took.cpu:.1f}"]


def _times(each: Measured) -> str:
    return "" if each.times is None else f"{'at least ' if each.at_least else ''}{each.times:.1f}"


def _per_cent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.3f} %"


def _value(value: float | None, objective: str) -> str:
    if value is None:
        return "no plan"
    return f"{value:,.2f}" if objective == "outcomes" else f"£{value / 100:,.0f}"


def _cells(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
