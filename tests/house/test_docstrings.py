"""Every name in backticks in a docstring is the name of something that exists.

Examples of text, which name nothing, stand in quotes inside the backticks: `"hub North"`.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("models", "optimiser")
FILES = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
DATA_TABLES = ROOT / "optimiser" / "reports" / "data"  # its literals are the columns of the data that a run writes
MODEL_PAGE = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
NAME = re.compile(r"`([A-Za-z_]\w*(?:\.\w+)*)`")
FILE_ENDINGS = {"csv", "json", "md", "png", "py", "svg", "toml", "txt", "xlsx", "zip"}
COMMANDS = {"sha256sum"}


@pytest.mark.slow  # every name is looked up in every module
@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_in_a_docstring_exists(package: str) -> None:
    missing = [
        f"{file.relative_to(ROOT)}:{line}: `{name}` is not in the file, its package or the model page; "
        f'correct it, write its whole path, or quote an example as `"{name}"`'
        for file in FILES
        if file.is_relative_to(ROOT / package)
        for line, name in _missing(file)
    ]
    assert not missing, "\n" + "\n".join(missing)


def _missing(file: Path) -> Iterator[tuple[int, str]]:
    for line, text in _docstrings(file):
        for found in NAME.finditer(text):
            if not _exists(file, found[1]):
                yield line + text[: found.start()].count("\n"), found[1]


def _docstrings(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value


def _exists(file: Path, name: str) -> bool:
    first, *rest = name.split(".")
    if not rest:
        known = (_names(file), _modules_beside(file), _names_of_the_model(), COMMANDS, PACKAGES)
        return any(name in names for names in known)
    if rest[-1] in FILE_ENDINGS:
        return True
    if first in PACKAGES:
        return _path_exists(name)
    if first in _modules_beside(file) or first in _modules_imported(file):
        return any(rest[0] in _names(each) for each in FILES if first in (each.stem, each.parent.name))
    return all(part in _every_name() for part in (first, *rest)) or _is_of_the_standard_library(name)


def _path_exists(path: str) -> bool:
    """Whether a path from the top leads to a package, a module, or a name that the last module on it uses."""
    place, parts = ROOT, path.split(".")
    while parts and (place / parts[0]).is_dir():
        place /= parts.pop(0)
    module = place / "__init__.py"
    if parts and (place / f"{parts[0]}.py").is_file():
        module = place / f"{parts.pop(0)}.py"
    return all(part in _names(module) for part in parts)


def _is_of_the_standard_library(path: str) -> bool:
    try:
        resolve_name(path)
    except (ImportError, AttributeError):
        return False
    return True


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _names(file: Path) -> set[str]:
    """Whatever the code of a file defines, imports or uses, and its literals."""
    names: set[str] = set()
    for node in ast.walk(_tree(file)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.alias(name=name, asname=other):
                names |= {name, other or name}
            case ast.ImportFrom(module=str(module), names=[ast.alias(name="*")]):
                names |= _names(ROOT / f"{module.replace('.', '/')}.py")
            case ast.Constant(value=str(text)):
                names.add(text)
    return names | _modules_imported(file)


@cache
def _modules_imported(file: Path) -> set[str]:
    imports = (node for node in ast.walk(_tree(file)) if isinstance(node, ast.ImportFrom))
    return {node.module.rpartition(".")[2] for node in imports if node.module}


@cache
def _modules_beside(file: Path) -> set[str]:
    return {each.stem for each in file.parent.iterdir() if each.is_dir() or each.suffix == ".py"} | {file.parent.name}


@cache
def _names_of_the_model() -> set[str]:
    """The names on the page of the model, and the columns of the data that a run writes."""
    on_the_page = re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", MODEL_PAGE)))
    return set(on_the_page).union(*map(_names, DATA_TABLES.glob("*.py")))


@cache
def _every_name() -> set[str]:
    return set().union(*map(_names, FILES))
