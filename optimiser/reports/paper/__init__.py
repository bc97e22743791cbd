"""The paper: one page for the board in plain English, as Markdown.

It is written from templates over the run. Every figure in it is in the workbook too. The same run gives the same text.
"""

from __future__ import annotations

from optimiser.analyses.findings import Findings
from optimiser.reports.formats import price_base_label
from optimiser.reports.paper.markdown import escaped_line
from optimiser.reports.paper.money import money
from optimiser.reports.paper.next_steps import decisions
from optimiser.reports.paper.options import options, preference, question
from optimiser.reports.paper.uncertainty import changes, uncertainties
from optimiser.reports.prose.preference import caveats

MAX_CAVEAT = 4_000  # characters: a caveat is not cut short, as a user's own text is
SECTIONS = (
    ("The question", question),
    ("The options", options),
    ("What is preferred, and why", preference),
    ("What it costs and saves", money),
    ("What would change it", changes),
    ("What is uncertain", uncertainties),
    ("What to decide", decisions),
)


def paper(findings: Findings) -> str:
    """The paper of a run: a title, what a reader must know first, and the sections in order."""
    case = findings.run.case
    head = [f"# {escaped_line(f'Options appraisal: {case.title}')}"]
    head += [f"**{escaped_line(caveat, MAX_CAVEAT)}**" for caveat in caveats(findings)]
    money_is = f"Money is in pounds, in {price_base_label(case)}. Every figure in this paper is also in the workbook."
    head.append(escaped_line(money_is))
    body = [text for title, section in SECTIONS for text in (f"## {title}", *section(findings))]
    return "\n\n".join([*head, *body]) + "\n"
