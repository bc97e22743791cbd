"""The environments that are tried: the README's commands, the range of every dependency, and every supported Python."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^pip install .*$", README, re.MULTILINE)[:2]


def setup() -> ConfigParser:
    found = ConfigParser()
    found.read(ROOT / "setup.cfg", encoding="utf-8")
    return found


def required() -> dict[str, Requirement]:
    lines = setup()["options"]["install_requires"].strip().splitlines()
    return {each.name.lower(): each for each in map(Requirement, lines)}


def pinned(text: str) -> dict[str, list[str]]:
    """The versions of each package; there may be one for each range of Pythons."""
    found: dict[str, list[str]] = {}
    for line in (line.partition("#")[0].partition(";")[0].strip() for line in text.splitlines()):
        if line:
            name, _, version = line.partition("==")
            found.setdefault(name.lower(), []).append(version)
    return found


def test_every_dependency_has_a_lowest_and_a_first_version_that_is_not_allowed() -> None:
    for name, requirement in required().items():
        assert {each.operator for each in requirement.specifier} == {">=", "<"}, name


def test_the_lowest_versions_are_those_of_setup_cfg() -> None:
    script = ROOT / ".ci" / "lowest.py"
    printed = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    lowest = pinned(printed)
    for name, requirement in required().items():
        assert [f">={version}" in str(requirement.specifier) for version in lowest[name]] == [True], name


def test_the_constraints_pin_every_dependency_inside_its_range() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    versions = pinned(text)
    assert re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d", text), "constraints.txt does not say on which day everything passed"
    for name, requirement in required().items():
        assert [v for v in versions[name] if not requirement.specifier.contains(v)] == [], name
        assert versions[name], name


def test_the_supported_pythons_are_the_same_everywhere() -> None:
    classified = re.findall(r"Python :: (3\.\d+)", setup()["metadata"]["classifiers"])
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert re.search(r'^SUPPORTED="(.*)"$', run, re.MULTILINE)[1].split() == classified  # type: ignore[index]
    assert re.findall(r'"(3\.\d+)"', workflow) == classified
    assert sorted(re.findall(r"^ +(3\.\d+)$", workflow, re.MULTILINE)) == classified


def test_the_workflow_runs_the_readmes_commands_and_the_same_script() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    runs = re.findall(r"- run: (.*)$", workflow, re.MULTILINE)
    assert runs[0].startswith("sudo apt-get")
    assert runs[1:] == [".ci/run", COMMANDS[0], f'{COMMANDS[1]} -m "not slow"']
