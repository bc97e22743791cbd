"""The section on what the board has to decide: the choice, then the first consents and steps of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from models.transition.action_plan import action_plan
from models.transition.steps import Step, StepKind
from optimiser.analyses.findings import Findings
from optimiser.engine.run import Run
from optimiser.reports.paper.markdown import bullet_list, escaped_line
from optimiser.reports.paper.money import paper_option
from optimiser.reports.prose.decision import figures_then_and_now, reasons_and_remarks
from optimiser.text import listed, pounds, quoted, quoted_list

STREAM_CONSENTS = (StepKind.APPROVE, StepKind.ALIGN)
CONSENTS = (*STREAM_CONSENTS, StepKind.AGREE)
FIRST_STEPS = (StepKind.HUB, StepKind.NOTICE)
MAX_STEPS = 4  # named in the paper


def decisions(findings: Findings) -> Iterator[str]:
    """The earlier decision, if any; the choice; and the first steps: consents by date, then hubs and notices."""
    run, decision = findings.run, findings.decision
    if decision is not None:
        yield bullet_list([*islice(reasons_and_remarks(decision), MAX_STEPS), figures_then_and_now(decision)])
    result = paper_option(run)
    if result is None or result.answer.plan is None:
        yield bullet_list(["Which option to take forward, or what to change in the case before the next appraisal."])
        return
    steps = action_plan(run.case, result.option, result.answer.plan)
    named = _first_steps(steps)
    yield bullet_list([_choice(run, result.option.name), *(_step(run, each) for each in named)])
    if not any(step.kind in CONSENTS for step in steps):
        yield escaped_line(
            "The model finds no step for which an owner of money must consent, and no joint contract. Consents that the"
            " case does not describe are not considered."
        )
    if len(steps) > len(named):
        own = ", and the board's own actions on the sheet Own actions" if run.case.actions else ""
        yield escaped_line(f"Every step, with its dates and money, is on the sheet Action plan{own}.")


def _choice(run: Run, name: str) -> str:
    """Whether to take the option forward; or which, if another could be preferred; none if one is contradicted."""
    if run.contradicted:
        return (
            f"No option yet: first find out which of the two solvers is wrong on {quoted_list(run.contradicted)}. The"
            f" steps below are those of {quoted(name)}."
        )
    if run.certainty is None or not run.certainty.rivals:
        return f"Whether to take {quoted(name)} forward."
    options = quoted_list((name, *run.certainty.rivals))
    return f"Which of {options} to take forward. The steps below are those of {quoted(name)}."


def _first_steps(steps: Sequence[Step]) -> list[Step]:
    """The steps that the paper names, each group by date: consents, then the steps that start first."""
    consents = [step for step in steps if step.kind in CONSENTS]
    return [*consents, *(step for step in steps if step.kind in FIRST_STEPS)][:MAX_STEPS]


def _step(run: Run, step: Step) -> str:
    contract = f"{step.contract}: " if step.contract else ""
    return f"By {step.by_when.label(run.case)}: {contract}{step.action} ({', '.join(step.by_whom)}{_money(run, step)})."


def _money(run: Run, step: Step) -> str:
    """The amount of the stream that an owner decides on, with its homes if it has not all; else the step's cost."""
    if not step.amount:
        return ""
    if step.kind not in STREAM_CONSENTS:
        return f", {pounds(step.amount)}"
    homes = "" if len(step.boroughs) == len(run.case.boroughs) else f" for {listed(step.boroughs)}"
    return f"; the stream{homes} is {pounds(step.amount)}"
