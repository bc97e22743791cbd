"""Suggestions for a command or a case that was mistyped."""

from __future__ import annotations

import os
from pathlib import Path

import click


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
            ctx.fail(f'There is no command "{name}". {_suggestion(name, self.list_commands(ctx))}')
        return super().resolve_command(ctx, args)


class CasePath(click.Path):
    """The path of an existing folder or file; the error for any other suggests one with nearly the same name."""

    def __init__(self) -> None:
        super().__init__(exists=True, path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """As click's, with "did you mean" in the error."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            raise click.BadParameter(f"{error.message} {_similar_path(Path(value))}".rstrip(), ctx, param) from error


def _similar_path(path: Path) -> str:
    """A suggestion from the same folder or from inputs/, blank if no name there is near."""
    from models.case.faults import did_you_mean  # noqa: PLC0415 - only where a path was mistyped

    paths = [each for folder in (path.parent, Path("inputs")) if folder.is_dir() for each in folder.iterdir()]
    names = {each.name: str(each) for each in paths if each.is_dir() or each.suffix.casefold() == ".xlsx"}
    suggestion = did_you_mean(path.name, names)
    name = suggestion[len('Did you mean "') : -len('"?')]
    return suggestion.replace(name, names[name]) if suggestion else ""


def _suggestion(name: str, known: list[str]) -> str:
    from models.case.faults import did_you_mean  # noqa: PLC0415 - only where a command was mistyped

    return did_you_mean(name, known) or f"There are: {', '.join(known)}."
