"""The house's own rules: style, types, and which room may know which."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OUTSIDE_WORLD = frozenset(
    "asyncio datetime io locale logging multiprocessing os pathlib random secrets shutil socket subprocess sys "
    "tempfile threading time urllib uuid".split()
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "tool",
    [
        pytest.param(["-m", "ruff", "check", "."], id="ruff finds no fault"),
        pytest.param(["-m", "ruff", "format", "--check", "."], id="ruff would change no layout"),
        pytest.param(["-m", "mypy"], id="strict typing holds"),
        pytest.param(["-c", "import importlinter.cli as it; it.lint_imports_command()"], id="rooms keep their doors"),
    ],
)
def test_a_tool_finds_nothing(tool: list[str]) -> None:
    told = subprocess.run([sys.executable, *tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_models_import_nothing_but_the_standard_library_and_pulp() -> None:
    known = sys.stdlib_module_names | {"pulp", "models"}
    assert [(str(file), name) for file, name in _imports("models") if name not in known] == []


def test_models_know_no_file_no_clock_no_screen_and_no_chance() -> None:
    assert [(str(file), name) for file, name in _imports("models") if name in OUTSIDE_WORLD] == []
    assert [(str(file), call) for file, call in _calls("models") if call in {"open", "print", "input"}] == []


def test_only_solving_talks_to_a_solver() -> None:
    asks = {file for file, name in _imports("optimiser") if name in {"pulp", "highspy"}}
    assert [str(file) for file in sorted(asks) if not file.parts[1].startswith("solving")] == []
    assert [str(file) for file, name in _imports("models") if name == "highspy"] == []


def test_only_the_command_line_prints_or_exits() -> None:
    loud = {file for file, call in _calls("optimiser") if call in {"print", "input", "exit", "sys.exit", "click.echo"}}
    loud |= {file for file, name in _imports("optimiser") if name == "click"}
    assert [str(file) for file in sorted(loud) if not file.parts[1].startswith("cli")] == []


def test_a_file_has_one_subject_and_a_function_fits_on_a_screen() -> None:
    files = {file: tree for room in ("models", "optimiser") for file, tree in _trees(room)}
    sizes = sorted(size for tree in files.values() for size in _function_sizes(tree))
    lengths = sorted(_lines(file) for file in files)
    assert lengths[len(lengths) * 9 // 10] <= 250
    assert [str(file) for file in files if _lines(file) > 450] == []
    assert sizes[len(sizes) // 2] <= 8
    assert sizes[len(sizes) * 9 // 10] <= 25


@cache
def _trees(room: str) -> Sequence[tuple[Path, ast.Module]]:
    files = sorted((ROOT / room).rglob("*.py"))
    return [(file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))) for file in files]


def _imports(room: str) -> Iterator[tuple[Path, str]]:
    for file, tree in _trees(room):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from ((file, alias.name.split(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                yield file, (node.module or "").split(".")[0]


def _calls(room: str) -> Iterator[tuple[Path, str]]:
    for file, tree in _trees(room):
        yield from ((file, ast.unparse(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call))


def _function_sizes(tree: ast.Module) -> Iterator[int]:
    """Lines of each function's body, without its docstring."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield body[-1].end_lineno - body[0].lineno + 1 if body and body[-1].end_lineno else 0


def _lines(file: Path) -> int:
    return len((ROOT / file).read_text(encoding="utf-8").splitlines())
