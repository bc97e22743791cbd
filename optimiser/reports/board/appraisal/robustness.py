"""The sheet Robustness: what would change the preferred option (weights, inputs), and signs of bias.

Every point that was solved for it stands on the sheet Inputs tested.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from models.appraisal.bias import OPTIONS_NEEDED
from models.appraisal.weight_sensitivity import SwitchPoint, WeightRange, weight_in_points
from optimiser.analyses.sensitivity import InputSensitivity, RankAcceptability, Sensitivity, SwitchingValue
from optimiser.excel.page import Page
from optimiser.excel.report import Sheet
from optimiser.excel.styles import NumberFormat
from optimiser.excel.tables import Cell, Column
from optimiser.reports.board.appraisal import inputs_tested
from optimiser.reports.board.report import BoardReport
from optimiser.reports.prose.certainty import leader_adjective
from optimiser.reports.prose.sensitivity import nearest_change, preferred_beyond
from optimiser.text import upper_first

NO_CHANGE = "no change"
ALL = "all"
UNPROVEN = "not all proven"
ALL_WEIGHTS, WITHIN_RANGES = "all weights", "weights within their ranges"
UNTESTED = (
    "The inputs are not tested in this run. To test them, add --robust to the command: funding, demand, prices,"
    " success rates, hub cost and back office retained are then changed one at a time, and every option is"
    " optimised again."
)
WEIGHT_COLUMNS = (
    Column("criterion", "Criterion", max_width=40),
    Column("weight", "Weight now (points)", NumberFormat.TENTH),
    Column("share", "Weight now (share of all)", NumberFormat.SHARE),
    Column("least_points", "Stays preferred down to (points)", NumberFormat.TENTH),
    Column("least", "Stays preferred down to (share of all)", NumberFormat.SHARE),
    Column("below", "Preferred below that", max_width=26),
    Column("most_points", "Stays preferred up to (points)", NumberFormat.TENTH),
    Column("most", "Stays preferred up to (share of all)", NumberFormat.SHARE),
    Column("above", "Preferred above that", max_width=26),
)
SWITCHING_COLUMNS = (
    Column("input", "Input", max_width=40),
    Column("less", "Lower: still preferred at (change)", NumberFormat.SHARE),
    Column("lost_less", "Lower: no longer at (change)", NumberFormat.SHARE),
    Column("to_less", "Then preferred, lower", max_width=26),
    Column("more", "Higher: still preferred at (change)", NumberFormat.SHARE),
    Column("lost_more", "Higher: no longer at (change)", NumberFormat.SHARE),
    Column("to_more", "Then preferred, higher", max_width=26),
)
SIGN_COLUMNS = (Column("sign", "Sign of bias", max_width=34), Column("words", "What was found", max_width=100))
ORDINALS = ("1st", "2nd", "3rd")


def fill(report: BoardReport, page: Page) -> None:
    """Write the sentence, inputs if they were tested, weights one by one, ranks over draws, and signs of bias."""
    sensitivity = report.findings.sensitivity
    page.write_text(report.with_labels(nearest_change(sensitivity, leader_adjective(report.run))), bold=True)
    page.write_text("This sheet describes the run. It does not follow what you type on Appraisal matrix.")
    if sensitivity.inputs is None:
        page.write_text(UNTESTED)
    else:
        _write_inputs(report, page, sensitivity, sensitivity.inputs)
    _write_weight_ranges(report, page, sensitivity)
    _write_rank_draws(report, page, sensitivity)
    _write_bias_signs(report, page, sensitivity)


def _write_inputs(
    report: BoardReport, page: Page, sensitivity: Sensitivity, inputs: tuple[InputSensitivity, ...]
) -> None:
    page.skip_row()
    page.write_caption("Switching values: one input changed, everything optimised again")
    page.write_text(
        "All figures of an input are changed by the same share. Changes of -20%, -10%, +10% and +20% are solved."
        " If another option is preferred at one of them, the nearest such change is narrowed to one percentage"
        " point, and both ends of that step are solved. If the preference changes and changes back between two"
        " neighbouring points, this is not seen."
    )
    page.write_text(
        "The plans at each point are proven within the gap of the run and no closer. If two options score almost"
        " the same, the gap alone may change which is preferred. A point at which not every answer is proven"
        " never gives a switching value."
    )
    if sensitivity.preferred is None:
        page.write_text("No option is preferred, so there is no switching value. Inputs tested has every point.")
        return
    page.write_text(f"What each input covers: {'; '.join(f'{each.name}: {each.covers}' for each in inputs)}.")
    page.write_table("Switching", _worded(report, SWITCHING_COLUMNS), [_switching_row(report, each) for each in inputs])
    page.skip_row()
    inputs_tested.write_leads(report, page, sensitivity.preferred, inputs)


def _worded(report: BoardReport, columns: Sequence[Column]) -> list[Column]:
    """The columns with headings that call an option preferred only if that is certain of the run."""
    word = leader_adjective(report.run)
    headings = (each.heading.replace("preferred", word).replace("Preferred", upper_first(word)) for each in columns)
    return [replace(each, heading=heading) for each, heading in zip(columns, headings, strict=True)]


def _switching_row(report: BoardReport, tested: InputSensitivity) -> list[Cell]:
    below, above = _end(report, tested, tested.below, -1), _end(report, tested, tested.above, 1)
    return [Cell(tested.name), *below, *above]


def _end(
    report: BoardReport, tested: InputSensitivity, switch: SwitchingValue | None, side: int
) -> tuple[Cell, Cell, Cell]:
    """The change at which the option is still preferred, at which it no longer is, and which option is then."""
    if switch is not None:
        return (
            Cell(switch.holds_at),
            Cell(switch.fails_at),
            Cell(report.with_labels(upper_first(preferred_beyond(switch, leader_adjective(report.run))))),
        )
    if any(by * side >= 0 for by in tested.unproven_changes):
        return Cell(UNPROVEN), Cell(UNPROVEN), Cell(UNPROVEN)
    return (
        Cell(max((point.change for point in tested.points if point.change * side >= 0), key=abs)),
        Cell(NO_CHANGE),
        Cell(NO_CHANGE),
    )


def _write_weight_ranges(report: BoardReport, page: Page, sensitivity: Sensitivity) -> None:
    page.skip_row()
    page.write_caption("Weights: how far each can change alone")
    page.write_text(
        "The points are those of one criterion if the others keep theirs. The shares are of the total weight. The"
        " figures are exact: they are worked out from where two scores are equal, not by trial."
    )
    nothing = (
        "No weight can change the preferred option: fewer than two options are eligible, or one criterion has all"
        " the weight."
    )
    page.write_table_or_text(
        nothing,
        "WeightSpans",
        _worded(report, WEIGHT_COLUMNS),
        [_weight_row(report, each) for each in sensitivity.weights],
    )


def _weight_row(report: BoardReport, weight_range: WeightRange) -> list[Cell]:
    weights = {criterion.name: criterion.weight for criterion in report.case.criteria}
    weight = weights[weight_range.criterion]
    others = sum(weights.values()) - weight
    ends = [cell for end in (weight_range.below, weight_range.above) for cell in _weight_end(report, end, others)]
    return [Cell(weight_range.criterion), Cell(weight), Cell(weight_range.share), *ends]


def _weight_end(report: BoardReport, switch: SwitchPoint | None, others: Fraction) -> tuple[Cell, Cell, Cell]:
    """The weight in points and as a share, and the option preferred beyond it."""
    if switch is None:
        return Cell(NO_CHANGE), Cell(NO_CHANGE), Cell(NO_CHANGE)
    needed = weight_in_points(switch.share, others)
    return Cell(ALL if needed is None else needed), Cell(switch.share), Cell(report.label(switch.option))


def _write_rank_draws(report: BoardReport, page: Page, sensitivity: Sensitivity) -> None:
    page.skip_row()
    page.write_caption("Weights: how often each option has each rank")
    all_draws = [
        draws
        for draws in (sensitivity.rank_acceptability, sensitivity.rank_acceptability_in_ranges)
        if draws is not None
    ]
    page.write_text(
        "All weights: every set of weights with the same total is equally likely (Dirichlet distribution)."
        " Weights within their ranges: each weight is equally likely to be anywhere between its weight_low and"
        " weight_high, whatever the others are. A weight without a range keeps its value."
    )
    for draws in all_draws:
        kind = WITHIN_RANGES if draws.within_ranges else ALL_WEIGHTS
        page.write_text(
            f"{draws.draws:,} sets were drawn from {kind}, with seed {draws.seed}. Each share is accurate to half"
            " a percentage point (three standard errors)."
        )
    page.write_table_or_text(
        "No option is scored.",
        "RankDraws",
        _rank_columns(all_draws),
        [row for draws in all_draws for row in _draw_rows(report, draws)],
    )


def _rank_columns(all_draws: list[RankAcceptability]) -> list[Column]:
    count = max((len(draws.rank_counts) for draws in all_draws), default=0)
    ranks = [
        Column(f"rank{number}", f"Ranks {_ordinal(number)} (share)", NumberFormat.SHARE) for number in range(count)
    ]
    first = (Column("draws", "Drawn over", max_width=28), Column("option", "Option", max_width=34))
    return [*first, Column("preferred", "Preferred (share)", NumberFormat.SHARE), *ranks]


def _draw_rows(report: BoardReport, draws: RankAcceptability) -> Iterator[list[Cell]]:
    kind = WITHIN_RANGES if draws.within_ranges else ALL_WEIGHTS
    for name, ranks in draws.rank_counts.items():
        shares = [Cell(draws.share(each)) for each in (draws.preferred_counts[name], *ranks)]
        yield [Cell(upper_first(kind)), Cell(report.label(name)), *shares]


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}th"


def _write_bias_signs(report: BoardReport, page: Page, sensitivity: Sensitivity) -> None:
    page.skip_row()
    page.write_caption("Signs of bias in the appraisal")
    page.write_text(
        "These signs are looked for: an option whose presence decides between others, or that would decide if it"
        " were added; criteria that measure the same thing; and a criterion on which no option differs. Whether"
        f" scores rise and fall together is checked only if at least {OPTIONS_NEEDED} options are scored: with"
        " fewer they may do so by chance."
    )
    rows = [[Cell(upper_first(each.kind.value)), Cell(report.with_labels(each.sentence))] for each in sensitivity.bias]
    page.write_table_or_text("None was found.", "BiasSigns", SIGN_COLUMNS, rows)


SHEET = Sheet(
    "Robustness",
    "Which other weights or inputs would change the preferred option, and signs of bias.",
    fill,
    is_included=BoardReport.has_scores,
)
