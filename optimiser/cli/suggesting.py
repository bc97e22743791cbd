"""A group of commands that answers a wrong command with the one that may have been meant."""

from __future__ import annotations

import click


class Suggesting(click.Group):
    """click suggests options; this suggests commands too."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with "did you mean" in the error."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(f'There is no command "{name}". {_meant(name, self.list_commands(ctx))}')
        return super().resolve_command(ctx, args)


def _meant(name: str, known: list[str]) -> str:
    from models.faults import did_you_mean  # noqa: PLC0415 - only where a command was mistyped

    return did_you_mean(name, known) or f"There are: {', '.join(known)}."
