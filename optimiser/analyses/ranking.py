"""Whether the preferred option is certain; if not, the options that could change it are solved closer.

A plan is proven only within the gap, and measures that no objective decides are left open. For each option the ranges
of the measures that are scored are bounded over all plans as good as its own (`optimiser.solving.quantity_ranges`). If
another option could then be preferred, it and the preferred one are solved to the last digit, for as long as the
setting `ranking_time` allows. Then their measures are what they are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from models.appraisal.certainty import RankingCertainty, ranking_certainty
from models.appraisal.scales import scale_of
from models.appraisal.scoring import appraise
from models.case.reduced import solver_inputs
from models.plan.ledger import Ledger
from models.plan.plan import Answer, Status
from optimiser.analyses.option_ranges import OpenEnd, OptionRanges, with_net_present_value
from optimiser.engine.answer_cache import AnswerCache, answer_key
from optimiser.engine.parallel import Pool, Task
from optimiser.engine.run import Result, Run, closer_settings, verified_result
from optimiser.solving import Progress

STAGE = "making the order of the options certain"
MAX_SEARCHES = 40  # of ends of ranges, before options are solved closer
MIN_CLOSER_SECONDS = 1.0  # with less, an option is not solved again

OnProgress = Callable[[Progress], None]


def prove_ranking(run: Run, pool: Pool, cache: AnswerCache, progress: OnProgress | None = None) -> Run:
    """The run with what is certain of its ranking; options that were solved closer have their closer plans.

    `cache`: gets every answer that is found here, under the key of the settings that it was solved with.
    """
    return _Ranking(run, pool, cache, progress).proven()


def relaxed_rivals(run: Run) -> tuple[str, ...]:
    """The options that could be preferred instead of the preferred one, as far as the relaxation tells.

    Nothing is searched or solved for it, so that options may be named that a search would rule out.
    """
    return _Ranking(run, Pool(1), AnswerCache(), None).certainty().rivals


@dataclass
class _Ranking:
    run: Run
    pool: Pool
    cache: AnswerCache
    progress: OnProgress | None

    def __post_init__(self) -> None:
        self.ranges: dict[str, OptionRanges] = {}
        self.tried: set[str] = set()
        self.ends_at = time.perf_counter() + self.run.settings.ranking_time

    def proven(self) -> Run:
        """First the ranges, then ranges that are searched, then closer plans; each only if still needed."""
        certainty, time_ended = self.certainty(), False
        for _ in range(MAX_SEARCHES):
            if certainty.certain or not self._search(certainty):
                break
            certainty = self.certainty()
        while not certainty.certain and not self.run.stay_close_to:
            names = [name for name in self._to_solve(certainty) if name not in self.tried]
            if not names:
                break
            if not self._solve_closer(names):
                time_ended = True
                break
            certainty = self.certainty()
        return replace(self.run, certainty=replace(certainty, time_ended=time_ended))

    def _search(self, certainty: RankingCertainty) -> bool:
        """Search the end of a range that leaves most open; whether there was one, and time."""
        seconds = self.ends_at - time.perf_counter()
        wanted = max(self._open_ends(certainty), default=None, key=lambda open_end: open_end.points)
        if wanted is None or seconds < MIN_CLOSER_SECONDS:
            return False
        self._report(wanted.option)
        self.ranges[wanted.option].search(wanted.quantity, wanted.end, seconds / 2)
        return True

    def _open_ends(self, certainty: RankingCertainty) -> Iterator[OpenEnd]:
        """The ends of ranges that keep a rival from being behind: the worse of the preferred, the better of a rival."""
        preferred = self.run.appraisal.preferred
        for name in (preferred, *certainty.rivals):
            if name in self.ranges:
                yield from self.ranges[name].open_ends(better=name != preferred)

    def _to_solve(self, certainty: RankingCertainty) -> list[str]:
        """The preferred option and those that could be preferred instead, unless their measures are exact already."""
        if certainty.certain or not (certainty.rivals or certainty.may_fail_gate):
            return []  # what is open is whether an option has a plan
        names = dict.fromkeys((self.run.appraisal.preferred or "", *certainty.rivals, *self._anchors()))
        return [name for name in names if name in self.run.results and self._is_open(name)]

    def _anchors(self) -> Iterator[str]:
        """The options from whose figures blank ends of scales are set."""
        case = self.run.case
        figures = {name: result.measures for name, result in self.run.results.items() if result.measures is not None}
        for criterion in case.criteria:
            scale = None if criterion.measure is None else scale_of(case, criterion, figures)
            if scale is not None and None in (criterion.low, criterion.high):
                yield from (scale.anchor,) if scale.anchor else figures

    def _is_open(self, name: str) -> bool:
        answer = self.run.results[name].answer
        return answer.plan is not None and not answer.ties_settled

    def certainty(self) -> RankingCertainty:
        """What is certain with the ranges as they are now; an option's ranges are made at the first call."""
        run = self.run
        figures = {name: result.measures for name, result in run.results.items() if result.measures is not None}
        for name in figures:
            if not self._is_open(name):
                self.ranges.pop(name, None)
            elif name not in self.ranges:
                self._report(name)
                self.ranges[name] = OptionRanges(run, run.results[name])
        unanswered = tuple(name for name, r in run.results.items() if r.answer.status is Status.NO_ANSWER)
        ranges = with_net_present_value(run, {name: known.measures() for name, known in self.ranges.items()})
        return ranking_certainty(run.case, figures, ranges, run.appraisal, unanswered)

    def _solve_closer(self, names: list[str]) -> bool:
        """Solve options to the last digit; whether all of them were proven in the time that is left.

        If any was not, the run stays as it is, so that its figures do not depend on how fast the machine is.
        """
        self.tried.update(names)
        settings = closer_settings(self.run.settings)
        answers = {name: self.cache.get(answer_key(self.run.case, name, settings)) for name in names}
        missing = [name for name in names if answers[name] is None]
        rounds = -(-len(missing) // self.pool.parallel_tasks())
        seconds = (self.ends_at - time.perf_counter()) / max(rounds, 1)
        if missing and seconds >= MIN_CLOSER_SECONDS:
            limited = replace(settings, time_limit=seconds)
            tasks = [Task(solver_inputs(self.run.case), name, limited, seconds) for name in missing]
            found = self.pool.solve(tasks, lambda task, _: self._report(task.option))
            answers |= dict(zip(missing, found, strict=True))
        settled = {name: answer for name, answer in answers.items() if answer is not None and answer.ties_settled}
        if len(settled) < len(names):
            return False
        for name, answer in settled.items():
            self.cache.add(answer_key(self.run.case, name, self.run.settings), self.run.results[name].answer)
            self.cache.add(answer_key(self.run.case, name, settings), answer)
        self.run = _with_answers(self.run, settled)
        return True

    def _report(self, option: str) -> None:
        if self.progress is not None:
            self.progress(Progress(option, STAGE, None, None, 0.0))


def _with_answers(run: Run, answers: Mapping[str, Answer]) -> Run:
    """The run with other answers for some options: verified, measured and scored again."""
    results: dict[str, Result] = {}
    reference: Ledger | None = None
    for name, result in run.results.items():
        settings = closer_settings(run.settings) if name in {*run.solved_closer, *answers} else run.settings
        results[name] = verified_result(run.case, settings, answers.get(name, result.answer), reference)
        reference = results[name].ledger if result.option is run.case.reference else reference
    appraisal = appraise(run.case, {name: result.measures for name, result in results.items()})
    closer = tuple(name for name in run.results if name in {*run.solved_closer, *answers})
    return replace(run, results=results, appraisal=appraisal, solved_closer=closer)
