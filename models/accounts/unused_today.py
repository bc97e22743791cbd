"""Money that savings targets leave out and that today's arrangements cannot use: what is sure to lapse today.

Each stream is held against what today's arrangements cost in its homes on services within its ring fence. What several
streams could pay for is counted for each of them, so at least this much is not used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.accounts.baseline import charges_today
from models.case.types import Case, FundingStream, SavingsTarget


def unused_today(case: Case, target: SavingsTarget) -> Mapping[str, tuple[int, ...]]:
    """By stream that the target leaves out, the pence unused in each year with a figure; streams with none left out."""
    years = [year for year, figure in enumerate(target.figures) if figure is not None]
    unused: dict[str, list[int]] = defaultdict(lambda: [0] * len(years))
    for stream in case.funding:
        if target.leaves_out(stream):
            usable = _usable(case, stream)
            for place, year in enumerate(years):
                unused[stream.name][place] += max(0, stream.amounts[year] - usable)
    return {name: tuple(pence) for name, pence in unused.items() if any(pence)}


def _usable(case: Case, stream: FundingStream) -> int:
    return sum(
        pence
        for borough, service, pence in charges_today(case)
        if borough in stream.homes and service in stream.ring_fence
    )
