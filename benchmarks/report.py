"""The measurements of `compare`: a progress line for each, and the tables in Markdown at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.cbc import CbcResult
from benchmarks.contradictions import RELATIVE_TOLERANCE, ZERO_TOLERANCE
from benchmarks.machine import Duration, load, machine, software

TARGET_SECONDS = 5.0  # for an option
TARGET_SECONDS_FREE_CHOICE = 15.0  # for an option in which the plan chooses who contracts together
TARGET_SPEED_UP = 10.0  # against the plain model


@dataclass(frozen=True, slots=True)
class Measurement:
    """One option of one case, solved both ways. Values and bounds are in weighted outcomes or pence.

    `free_choice`: whether the plan chooses who contracts together. `cbc` is None if the option has no plan.
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
    duration: Duration
    violations: tuple[str, ...]
    cbc: CbcResult | None

    @property
    def proven(self) -> bool:
        """Whether our answer is within the gap asked for."""
        return self.gap is not None and self.gap <= self.asked

    @property
    def speed_up(self) -> float | None:
        """How many times faster ours is; None if ours is not proven."""
        return self.cbc.duration.elapsed / self.duration.elapsed if self.cbc is not None and self.proven else None

    @property
    def is_lower_limit(self) -> bool:
        """Whether CBC was stopped before it had proven the gap, so that the speed-up is at least the one given."""
        return self.cbc is not None and (self.cbc.gap is None or self.cbc.gap > self.asked)

    @property
    def advantage(self) -> float | None:
        """How much better our value is than CBC's, as a share of ours; None if CBC has no value."""
        if self.value is None or self.cbc is None or self.cbc.value is None:
            return None
        return self._better_by(self.value, self.cbc.value)

    @property
    def fault(self) -> str:
        """What shows that our answer is wrong or worse; blank if nothing does."""
        if self.violations:
            return "OUR PLAN BREAKS A RULE: " + "; ".join(self.violations)
        if self.cbc is not None and self.cbc.infeasible:
            return "CBC SAYS THAT THERE IS NO PLAN"
        if self.cbc is not None and self._better_by(self.value, self.cbc.bound) > RELATIVE_TOLERANCE:
            return "OUR VALUE IS BEYOND CBC'S BOUND"
        if self.cbc is not None and self._better_by(self.cbc.value, self.bound) > RELATIVE_TOLERANCE:
            return "CBC'S VALUE IS BEYOND OUR BOUND"
        is_worse = (self.advantage or 0.0) < -self.asked - RELATIVE_TOLERANCE
        return "WORSE THAN CBC BEYOND THE GAP" if is_worse else ""

    def _better_by(self, first: float | None, second: float | None) -> float:
        """By how much the first value is better than the second, as a share of ours; 0 if either is None."""
        if first is None or second is None:
            return 0.0
        sign = -1 if self.objective == "cost" else 1
        return sign * (first - second) / max(abs(self.value or 0.0), ZERO_TOLERANCE)


def progress_line(measurement: Measurement) -> str:
    """One line on one measurement."""
    cbc, seconds = measurement.cbc, measurement.duration.elapsed
    line = f"{measurement.case}, {measurement.option}: ours {measurement.status} in {seconds:.1f} s"
    if cbc is not None:
        line += f", gap {_per_cent(measurement.gap)}; CBC {_per_cent(cbc.gap)} in {cbc.duration.elapsed:.1f} s"
    return f"{line}  {measurement.fault}".rstrip()


def report_lines(measurements: Sequence[Measurement], gap: float, seconds: float) -> Iterator[str]:
    """The machine and settings, the table of measurements, and the table of targets."""
    yield f"{machine()}. {software()}. Load at the end {load()}."
    yield f"Gap asked for {_per_cent(gap)}; CBC stopped after {seconds:g} s an option. Both use one thread."
    yield ""
    yield "| case | option | ours, s | CPU | gap | value | CBC, s | CPU | gap | value | times faster | our value |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|"
    for measurement in measurements:
        yield _row(measurement)
    yield ""
    yield from _targets([measurement for measurement in measurements if measurement.cbc is not None], gap)


def _row(m: Measurement) -> str:
    ours = [m.case, m.option, *_seconds(m.duration)]
    if m.cbc is None:
        return _cells([*ours, m.status, *[""] * 7])
    ours += [_per_cent(m.gap), _value(m.value, m.objective)]
    cbc = [*_seconds(m.cbc.duration), _per_cent(m.cbc.gap), _value(m.cbc.value, m.objective)]
    return _cells([*ours, *cbc, _speed_up(m), _advantage(m)])


def _targets(measurements: Sequence[Measurement], gap: float) -> Iterator[str]:
    usual = [m.duration.elapsed for m in measurements if not m.free_choice]
    free_choice = [m.duration.elapsed for m in measurements if m.free_choice]
    with_speed_up = [(m.speed_up, m) for m in measurements if m.speed_up is not None]
    proven = sum(m.proven for m in measurements)
    yield "| | to reach | reached |"
    yield "|---|---|---|"
    yield _cells([f"options with a plan proven within {_per_cent(gap)}", "all", f"{proven} of {len(measurements)}"])
    if usual:
        yield _cells(["the slowest option, s", f"{TARGET_SECONDS:g}", f"{max(usual):.1f}"])
    if free_choice:
        yield _cells(["the slowest free choice, s", f"{TARGET_SECONDS_FREE_CHOICE:g}", f"{max(free_choice):.1f}"])
    if with_speed_up:
        _, least = min(with_speed_up, key=lambda pair: pair[0])
        fast = sum(speed_up >= TARGET_SPEED_UP for speed_up, _ in with_speed_up)
        name = f"{_speed_up(least)} ({least.case}, {least.option})"
        yield _cells(["least times faster than the plain model", f"{TARGET_SPEED_UP:g}", name])
        yield _cells([f"options at least {TARGET_SPEED_UP:g} times faster", "all", f"{fast} of {len(measurements)}"])
    yield _cells(["answers that are wrong or worse", "none", str(sum(bool(m.fault) for m in measurements))])


def _advantage(m: Measurement) -> str:
    if m.fault:
        return f"**{m.fault}**"
    if m.advantage is None:
        return "CBC has no plan"
    if abs(m.advantage) <= RELATIVE_TOLERANCE:
        return "the same"
    return f"{_per_cent(abs(m.advantage))} {'better' if m.advantage > 0 else 'lower, within the gap'}"


def _seconds(duration: Duration) -> list[str]:
    return [f"{duration.elapsed:.1f}", f"{duration.cpu:.1f}"]


def _speed_up(m: Measurement) -> str:
    return "" if m.speed_up is None else f"{'at least ' if m.is_lower_limit else ''}{m.speed_up:.1f}"


def _per_cent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.3f} %"


def _value(value: float | None, objective: str) -> str:
    if value is None:
        return "no plan"
    return f"{value:,.2f}" if objective == "outcomes" else f"£{value / 100:,.0f}"


def _cells(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
