"""A command as click runs it: its help ends with its exit codes, and our errors end it with words and a code.

The group of the commands suggests a command for one mistyped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from models.case.faults import did_you_mean
from optimiser.cli import Exit
from optimiser.cli.failures import ending
from optimiser.errors import BrokenAnswer, OptimiserError


class Command(click.Command):
    """A command with exit codes. `exit_codes`: meanings of its own, None for a code that it never ends with."""

    def __init__(self, *args: Any, exit_codes: Mapping[Exit, str | None] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        meanings = {code: code.meaning for code in Exit} | dict(exit_codes or {})
        self.exit_codes = {code: meaning for code, meaning in meanings.items() if meaning}

    def invoke(self, ctx: click.Context) -> Any:
        """As click's, but a BrokenAnswer passes through: `optimiser.cli.main` reports it as our own error."""
        try:
            return super().invoke(ctx)
        except BrokenAnswer:
            raise
        except OptimiserError as error:
            raise ending(error, ctx) from error

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's own
        """The exit codes."""
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code.value), meaning) for code, meaning in self.exit_codes.items()])


class CommandGroup(click.Group):
    """A group that suggests a command for one mistyped, and lists commands in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of the commands."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with "did you mean" in the error."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            suggestion = did_you_mean(name, self.commands) or f"There are: {', '.join(self.commands)}."
            ctx.fail(f'There is no command "{name}". {suggestion}')
        return super().resolve_command(ctx, args)
