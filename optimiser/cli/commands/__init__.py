"""The commands, a module each: its options and help, what it does, and what it prints."""

from __future__ import annotations

import click

from optimiser.cli.command import CommandGroup
from optimiser.cli.commands.appraise import appraise
from optimiser.cli.commands.check import check
from optimiser.cli.commands.compare import compare
from optimiser.cli.commands.decide import decide
from optimiser.cli.commands.frontier import frontier
from optimiser.cli.commands.new import new
from optimiser.cli.commands.scenarios import scenarios
from optimiser.cli.commands.sweep import sweep
from optimiser.cli.options import VERSION


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@VERSION
def optimiser() -> None:
    """
    \b
    Example:  optimiser appraise inputs/three-boroughs

    Compare ways to commission services from pooled public budgets. For each option, look for the best plan, prove how
    far from the best it can be, and check it to the penny. Then score the options on your criteria and write a
    workbook for the board.
    """


for command in (appraise, check, new, scenarios, sweep, frontier, compare, decide):
    optimiser.add_command(command)
