"""What the board has to decide: the choice, then the consents and first steps that the plan asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from models.transition.action_plan import action_plan
from models.transition.steps import Step, StepKind
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Run
from optimiser.reports.paper.markdown import bullets, line
from optimiser.reports.paper.money import subject
from optimiser.reports.prose.decision import figures_then_and_now, reasons_and_remarks
from optimiser.text import listed, pounds, quoted

OF_STREAMS = (StepKind.APPROVE, StepKind.ALIGN)
CONSENTS = (*OF_STREAMS, StepKind.AGREE)
NEXT = (StepKind.HUB, StepKind.NOTICE)
MOST = 4  # steps named


def decisions(findings: Findings) -> Iterator[str]:
    """What was decided before; the choice; consents by date, then hubs and notices; where the rest stands."""
    run, decision = findings.run, findings.decision
    if decision is not None:
        yield bullets([*islice(reasons_and_remarks(decision), MOST), figures_then_and_now(decision)])
    result = subject(run)
    if result is None or result.answer.plan is None:
        yield bullets(["Which option to take forward, or what to change in the case before it is appraised again."])
        return
    steps = action_plan(run.case, result.option, result.answer.plan)
    lines = [f"Whether to take {quoted(result.option.name)} forward."]
    lines += [_step(run, each) for each in _chosen(steps)]
    yield bullets(lines)
    if not any(each.kind in CONSENTS for each in steps):
        yield line("No owner of money has to consent, and no boroughs contract jointly.")
    if len(steps) > len(_chosen(steps)):
        own = ", and the board's own lines are on Own actions" if run.case.actions else ""
        yield line(f"Every step, with its dates and money, is on the sheet Action plan{own}.")


def _chosen(steps: Sequence[Step]) -> list[Step]:
    """By date within each: those that somebody must consent to, then those that begin first."""
    consents = [each for each in steps if each.kind in CONSENTS]
    return [*consents, *(each for each in steps if each.kind in NEXT)][:MOST]


def _step(run: Run, step: Step) -> str:
    about = f"{step.contract}: " if step.contract else ""
    return f"By {step.by_when.label(run.case)}: {about}{step.action} ({', '.join(step.by_whom)}{_money(run, step)})."


def _money(run: Run, step: Step) -> str:
    """The stream that an owner decides on, told by its homes from others of its name; else what the step costs."""
    if not step.amount:
        return ""
    if step.kind not in OF_STREAMS:
        return f", {pounds(step.amount)}"
    everywhere = len(step.boroughs) == len(run.case.boroughs)
    homes = "" if everywhere else f" for {listed(step.boroughs)}"
    return f"; the stream{homes} is {pounds(step.amount)}"
