"""The folder that a command writes to: named, and held for this command alone from before the solving to the end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click


class OutputPath(click.Path):
    """The path of a folder to write to. A blank is refused: it would be the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """As click's, but for a blank."""
        if not str(value).strip():
            self.fail("the name of the folder is blank. Name a folder, or leave the option out.", param, ctx)
        return super().convert(value, param, ctx)


def hold_output(folder: Path, *, quiet: bool) -> None:
    """Hold the folder until the command that runs has ended. Raises NotWritten, also if another run holds it."""
    click.get_current_context().with_resource(_held(folder, quiet=quiet))


@contextmanager
def _held(folder: Path, *, quiet: bool) -> Iterator[None]:
    """Keep other runs out of the folder, and go on with the files of a run that was stopped amid writing there."""
    from optimiser.engine.atomic_write import as_not_written, repair
    from optimiser.engine.folder_lock import hold

    with ExitStack() as stack:
        with as_not_written(folder):
            stack.enter_context(hold(folder, for_command=True))
        if repair(folder) and not quiet:
            words = f"A run into {folder} was stopped while its files were put in place. They are all in place now."
            click.echo(words, err=True)
        yield
