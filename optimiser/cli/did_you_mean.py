"""A wrong command, or a case that is not there, answered with the one that may have been meant."""

from __future__ import annotations

import os
from pathlib import Path

import click


class Suggesting(click.Group):
    """click suggests options; this suggests commands too, and lists them in the order in which they were added."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of the commands."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with "did you mean" in the error."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            ctx.fail(f'There is no command "{name}". {_meant(name, self.list_commands(ctx))}')
        return super().resolve_command(ctx, args)


class CasePath(click.Path):
    """A folder or file that is there; of one that is not, the error names what beside it may have been meant."""

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """As click's, with "did you mean" in the error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise click.BadParameter(f"{error.message} {_beside(Path(value))}".rstrip(), ctx, param) from error


def _beside(path: Path) -> str:
    """What stands in the same folder, or among the examples in inputs/, under nearly the same name."""
    from models.case.faults import did_you_mean  # noqa: PLC0415 - only where a path was mistyped

    there = [each for folder in (path.parent, Path("inputs")) if folder.is_dir() for each in folder.iterdir()]
    names = {each.name: str(each) for each in there if each.is_dir() or each.suffix.casefold() == ".xlsx"}
    near = did_you_mean(path.name, names)
    return near.replace(near[14:-2], names[near[14:-2]]) if near else ""


def _meant(name: str, known: list[str]) -> str:
    from models.case.faults import did_you_mean  # noqa: PLC0415 - only where a command was mistyped

    return did_you_mean(name, known) or f"There are: {', '.join(known)}."
