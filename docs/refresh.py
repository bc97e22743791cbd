"""Writes the help of every command into docs/command-line.md, so that the page says what the programme says.

    python docs/refresh.py

A test calls `refreshed` and holds the page against it.
"""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from optimiser.cli.commands import optimiser

PAGE = Path(__file__).resolve().parent / "command-line.md"


def refreshed(page: str) -> str:
    """The page with each block that follows `<!-- help: command -->` made anew."""
    return re.sub(r"(<!-- help: (.*?) -->\n\n```text\n).*?(^```)", _block, page, flags=re.DOTALL | re.MULTILINE)


def _block(found: re.Match[str]) -> str:
    return f"{found[1]}{_help(found[2].split()[1:])}\n{found[3]}"


def _help(command: list[str]) -> str:
    told = CliRunner().invoke(optimiser, [*command, "--help"], prog_name="optimiser")
    if told.exit_code != 0:
        raise ValueError(f"optimiser {' '.join(command)} --help: {told.output}")
    return "\n".join(line.rstrip() for line in told.output.strip().splitlines())


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
