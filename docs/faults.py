"""Writes docs/reference/faults.md: every fault and warning of an input, read out of the code that raises it.

    python docs/faults.py

A test holds the page against the code.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "faults.md"
ROOMS = ("models/case/validation", "optimiser/casefiles/reading")
VARIES = "…"
# by the name of what is called: the places of found, expected and remedy among its arguments; None for none
PARTS: dict[str, tuple[int, int | None, int | None]] = {
    "fault": (1, 2, 3),
    "warn": (1, 2, 3),
    "tell": (1, 2, 3),
    "add_fault": (1, 2, 3),
    "add_warning": (1, 2, 3),
    "Fault": (1, 2, 3),
    "_fault": (1, 2, 3),
    "_warning": (1, 2, 3),
    "unreadable_input": (1, 2, 3),
    "_unreadable": (2, None, 3),
    "Complaint": (0, 2, 1),
    "NoValue": (0, None, 1),
    "Refused": (0, None, 1),
}
OF_TABLES, OF_FILES = ("table", "funding"), "table_match.py"  # whose own `fault` has other arguments
USED_AS_IT_IS = ("It is read", "They are read", "It is left out", "What is not named")
EXPECTED = {"Refused": "an Excel workbook (.xlsx)", "_unreadable": "a table as CSV"}
CODE = "optimiser.casefiles.reading"
WARNINGS = ("warn", "add_warning", "_warning")
INTRODUCTION = """\
# Faults and warnings

<!-- Made by docs/faults.py from the code that raises them: change that, not this page. -->

What `optimiser check` may say about an input, by the part of the programme that finds it. A fault stops every
command; a warning does not. `…` stands for what differs from case to case, such as a name or a figure, or words that
are put together elsewhere. What the tables mean is in [the model](../model.md), and what each cell holds is in
[the tables](tables.md).
"""


def page() -> str:
    """The whole page, as Markdown."""
    return "\n".join([INTRODUCTION, *(part for room in ROOMS for part in _room(room))]).rstrip() + "\n"


def _room(room: str) -> Iterator[str]:
    for path in sorted((ROOT / room).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = _constants(tree)
        rows = list(dict.fromkeys(row for function in _functions(tree) for row in _rows(function, path.name, known)))
        if rows:
            about = " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
            yield f"## {path.stem.strip('_').replace('_', ' ').capitalize() if path.stem != '__init__' else room}\n"
            yield f"{about}\n"
            yield "| found | expected | what to do | |\n|---|---|---|---|"
            yield "\n".join(rows) + "\n"


def _functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Each function, and the statements of the module outside of functions."""
    inside = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    yield from inside
    yield ast.Module([node for node in tree.body if isinstance(node, ast.Assign)], [])


def _constants(tree: ast.Module) -> dict[str, str]:
    """The texts of the constants of a module, with those that it takes from another module."""
    known: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(CODE):
            path = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            there = _constants(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else {}
            known |= {name.name: there[name.name] for name in node.names if name.name in there}
    assigned = dict(_assigned(ast.Module([node for node in tree.body if isinstance(node, ast.Assign)], [])))
    return known | {name: text for name, text in assigned.items() if name.isupper()}


def _rows(function: ast.AST, file: str, constants: dict[str, str]) -> Iterator[str]:
    known = constants | dict(_assigned(function))
    lists = [node for node in ast.walk(function) if isinstance(node, ast.Call) and _warns(node)]
    warned = {id(inner) for node in lists for argument in node.args for inner in ast.walk(argument)}
    for node in ast.walk(function):
        name = _name(node.func) if isinstance(node, ast.Call) else ""
        if not isinstance(node, ast.Call) or name not in PARTS:
            continue
        places = _places(node, name, file)
        found, expected, remedy = (_argument(node, place, known) for place in places)
        if any(letter.isalpha() for letter in found + expected + remedy):
            warning = name in WARNINGS or _is_warning(node) or id(node) in warned or remedy.startswith(USED_AS_IT_IS)
            cells = (
                found,
                expected or EXPECTED.get(name, "what its column holds"),
                remedy,
                "warning" if warning else "",
            )
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _is_warning(call: ast.Call) -> bool:
    given = [word.value for word in call.keywords if word.arg == "warning"]
    return any(not (isinstance(value, ast.Constant) and value.value is False) for value in given)


def _warns(call: ast.Call) -> bool:
    """Whether a call makes a warning of what it is given: `warnings.append(...)`, `replace(..., warning=True)`."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "append":
        return _name(function.value) == "warnings"
    return _name(function) == "replace" and _is_warning(call)


def _places(call: ast.Call, name: str, file: str) -> tuple[int, int | None, int | None]:
    receiver = _name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if name in ("fault", "warn") and receiver in OF_TABLES:
        return 0, 1, 2
    return (1, 0, 2) if name == "fault" and file == OF_FILES else PARTS[name]


def _argument(call: ast.Call, place: int | None, known: dict[str, str]) -> str:
    """An argument as text. A starred one, such as three texts that a function gives, is not followed."""
    if place is None or place >= len(call.args) or isinstance(call.args[0], ast.Starred):
        return ""
    return " ".join(_text(call.args[place], known).split())


def _assigned(function: ast.AST) -> Iterator[tuple[str, str]]:
    """The texts of the names that a function assigns."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
                yield from ((_name(t), _text(v, {})) for t, v in zip(target.elts, value.elts, strict=False))
            else:
                yield _name(target), _text(value, {})


def _text(node: ast.AST, known: dict[str, str]) -> str:
    """An expression as text, with VARIES for what is worked out."""
    if isinstance(node, ast.Constant):
        return str(node.value) if isinstance(node.value, str) else VARIES
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(value, known) for value in node.values)
    if isinstance(node, ast.IfExp):
        return " or: ".join(dict.fromkeys([_text(node.body, known), _text(node.orelse, known)]))
    if isinstance(node, ast.BoolOp):
        return " or: ".join(_text(value, known) for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left, known) + _text(node.right, known)
    return known.get(_name(node), VARIES) if isinstance(node, ast.Name) else VARIES


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
