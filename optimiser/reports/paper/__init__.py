"""The one-page paper: what a board decides on, in plain English, as Markdown.

Written from templates over the run; every figure in it stands in the workbook too. The same run gives the same text.
How text is kept from being read as Markdown is in `markdown`; each section has its own file.
"""

from __future__ import annotations

from optimiser.analyses.findings import Findings
from optimiser.reports.formats import price_base_label
from optimiser.reports.paper.markdown import line
from optimiser.reports.paper.money import money
from optimiser.reports.paper.next_steps import decisions
from optimiser.reports.paper.options import options, preference, question
from optimiser.reports.paper.uncertainty import changes, doubts
from optimiser.reports.prose.preference import caveats

WARNING = 4_000  # characters of what must be known first, which is not cut short as a user's own text is
SECTIONS = (
    ("The question", question),
    ("The options", options),
    ("What is preferred, and why", preference),
    ("What it costs and saves", money),
    ("What would change it", changes),
    ("What is uncertain", doubts),
    ("What to decide", decisions),
)


def paper(findings: Findings) -> str:
    """The paper of a run, one page: a title, what must be known first, and the sections in their order."""
    run = findings.run
    head = [f"# {line(f'Options appraisal: {run.case.title}')}"]
    head += [f"**{line(each, WARNING)}**" for each in caveats(findings)]
    head.append(
        line(f"Money is in pounds, {price_base_label(run.case)}. Every figure here stands in the workbook beside it.")
    )
    body = [text for title, section in SECTIONS for text in (f"## {title}", *section(findings))]
    return "\n\n".join([*head, *body]) + "\n"
