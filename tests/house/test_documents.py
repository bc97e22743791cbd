"""The documents agree with the programme and with each other."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from inspect import Parameter, signature
from pathlib import Path
from urllib.parse import unquote

import pytest

from docs.refresh import refreshed
from models import audit
from models.appraisal import measures
from models.case import vocabulary
from models.mip import constraints as rules
from optimiser import Settings, appraise
from optimiser.api.data_frame import dtypes
from optimiser.casefiles.schema.columns import Table
from optimiser.casefiles.schema.tables import SETTINGS, TABLES
from optimiser.cli import Exit
from optimiser.cli.commands import optimiser
from optimiser.engine.run import Run
from optimiser.reports.data.appraisal_tables import OPTIONS, SCORES
from optimiser.reports.data.data_table import DataTable

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    file
    for file in ROOT.rglob("*.md")
    if not {part for part in file.relative_to(ROOT).parts[:-1] if part.startswith(".") or part in {"build", "dist"}}
)
MODEL = ROOT / "docs" / "model.md"


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(each.relative_to(ROOT)) for each in DOCUMENTS])
def test_every_link_leads_somewhere(document: Path) -> None:
    assert [link for link in _links(document) if not _leads_somewhere(document, link)] == []


def test_the_page_of_the_model_has_every_rule_of_the_programme_and_of_the_judge_in_order() -> None:
    told = [_bare(row[0]) for row in _table(_section(MODEL, "3. The rules"))]
    assert told == [rule.__name__ for rule in rules.CONSTRAINTS]
    assert told == list(audit.RULE_NAMES)


def test_every_row_of_the_programme_is_named_after_its_rule() -> None:
    for name, *_, rows in _table(_section(MODEL, "3. The rules")):
        assert {row.split("[")[0] for row in re.findall(r"`([^`]+)`", rows)} == {_bare(name)}


def test_the_page_of_the_model_has_every_measure_with_its_unit_in_order() -> None:
    told = [(_bare(name), unit) for name, unit, _ in _table(_section(MODEL, "Measures"))]
    assert told == [(each.name, each.unit) for each in measures.MEASURES]
    assert [name for name, _ in told] == list(vocabulary.MEASURES)


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_the_page_of_the_model_has_every_column(table: Table) -> None:
    told = [_bare(row[0]) for row in _table(_section(MODEL, f"`{table.name}`"))]
    if table.name == "settings":
        assert told == [setting.name for setting in SETTINGS]
        return
    wide = ["*years*"] * (table.years is not None) + ["*options*"] * (table.options is not None)
    assert told == [column.name for column in table.columns if column.name not in {"source", "note"}] + wide


@pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])
def test_a_column_that_must_be_filled_has_no_default_on_the_page(table: Table) -> None:
    required = {column.name for column in table.columns if column.required}
    for name, _, blank in _table(_section(MODEL, f"`{table.name}`")):
        if _bare(name) in required:
            assert (name, blank) == (name, "")


def test_the_readme_begins_with_the_two_commands() -> None:
    first = next(_fences(ROOT / "README.md"))
    assert first == ["pip install . && optimiser appraise inputs/three-boroughs", 'pip install ".[test]" && pytest']


def test_every_command_in_the_documents_is_one_that_the_programme_has() -> None:
    found = list(_commands())
    assert [(document, words) for document, words in found if words[0] not in optimiser.commands] == []
    assert [(document, words) for document, words in found if set(_flags(words)) - _known_flags(words[0])] == []
    assert {words[0] for _, words in found} == set(optimiser.commands)


def test_the_page_of_the_command_line_says_what_the_programme_says() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert page == refreshed(page), "run: python docs/refresh.py"
    assert re.findall(r"<!-- help: optimiser ?(.*?) -->", page) == ["", *optimiser.commands]


def test_the_page_of_the_command_line_has_every_exit_code() -> None:
    told = _table(_section(ROOT / "docs" / "command-line.md", "Exit codes"))
    assert [int(code) for code, _ in told] == [exit_.value for exit_ in Exit]


@pytest.mark.parametrize("table", [OPTIONS, SCORES], ids=lambda table: table.name)
def test_the_page_for_python_has_every_column_with_its_type(table: DataTable[Run]) -> None:
    told = {_bare(name): dtype for name, dtype, _ in _table(_section(ROOT / "docs" / "python.md", table.name))}
    assert told == {name: dtype for name, dtype in dtypes(table).items() if table is SCORES or name != "option"}


def test_the_page_for_python_has_every_setting_and_keyword_with_its_default() -> None:
    keywords = [each for each in signature(appraise).parameters.values() if each.kind is Parameter.KEYWORD_ONLY]
    assert _defaults("Settings") == _as_documented(asdict(Settings()))
    assert _defaults("Keywords of appraise") == _as_documented({each.name: each.default for each in keywords})


def test_every_case_has_a_page_and_a_row_in_the_readme() -> None:
    cases = [folder.name for folder in sorted((ROOT / "inputs").iterdir()) if (folder / "settings.csv").is_file()]
    told = _table(_section(ROOT / "README.md", "Cases"))
    assert [row[0] for row in told] == [f"[{name}](docs/cases/{name}.md)" for name in cases]
    assert [name for name in cases if not (ROOT / "docs" / "cases" / f"{name}.md").is_file()] == []


def test_every_decision_is_listed_under_its_own_title() -> None:
    folder = ROOT / "docs" / "decisions"
    found = {file.name: file.read_text(encoding="utf-8").splitlines()[0] for file in sorted(folder.glob("0*.md"))}
    rows = re.finditer(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \|$", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    listed = [(row[2], row[1], row[3]) for row in rows]
    assert listed == [(name, name[:4], re.sub(r"^# \d+\.? ", "", title)) for name, title in found.items()]


def test_every_page_of_the_documents_is_in_the_index() -> None:
    listed = {link.split("#")[0] for link in _links(ROOT / "docs" / "README.md")}
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    pages = {page for page in pages if not page.startswith("decisions/0")}
    assert sorted(pages - listed - {"README.md"}) == []


def _commands() -> Iterator[tuple[str, list[str]]]:
    """Every `optimiser ...` in a fence, and every one in a line of text that has more than a name after it."""
    for document in DOCUMENTS:
        lines = [line for fence in _fences(document) for line in fence]
        lines += re.findall(r"`(optimiser [^`]+)`", _without_fences(document))
        for line in lines:
            for part in re.split(r"&&|\|\|?|;", line.removeprefix("$ ").strip()):
                if part.strip().startswith("optimiser "):
                    yield str(document.relative_to(ROOT)), shlex.split(part.replace("\\", "/"), comments=True)[1:]


def _flags(words: list[str]) -> list[str]:
    """The words that are options; `-10%` is a change."""
    return [word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)]


def _known_flags(command: str) -> set[str]:
    return {flag for parameter in optimiser.commands[command].params for flag in parameter.opts} | {"--help"}


def _fences(document: Path) -> Iterator[list[str]]:
    text = document.read_text(encoding="utf-8")
    for match in re.finditer(r"^```(?:sh|bat|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield match[1].splitlines()


def _without_fences(document: Path) -> str:
    return re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def _links(document: Path) -> list[str]:
    """Where the links of a document lead, without those that leave the project."""
    text = re.sub(r"`[^`\n]*`", "", _without_fences(document))
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]


def _leads_somewhere(document: Path, link: str) -> bool:
    path, _, anchor = unquote(link).partition("#")
    target = (document.parent / path) if path else document
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _without_fences(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _section(document: Path, heading: str) -> str:
    """The text under a heading, up to the next heading of any level."""
    found = re.search(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"{document.name} has no heading {heading}"
    return found[1]


def _defaults(section: str) -> dict[str, str]:
    """The default of each name in the table of a section of the page for Python."""
    rows = _table(_section(ROOT / "docs" / "python.md", section))
    return {_bare(name): _bare(default) for name, _, default in rows}


def _as_documented(defaults: dict[str, object]) -> dict[str, str]:
    words = {"options": "all", "objective": "the case's own", "progress": "none"}
    return {name: words.get(name) or repr(default).replace("'", '"') for name, default in defaults.items()}


def _table(text: str) -> list[list[str]]:
    """The cells of the first table in a text, without its heading."""
    found = re.search(r"^\|.*\|\n\|[-| ]+\|\n((?:\|.*\|\n)+)", text, re.MULTILINE)
    assert found is not None, "no table there"
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in found[1].splitlines()]


def _bare(cell: str) -> str:
    return cell.strip().strip("`")
