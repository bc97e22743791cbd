"""The scripts in the documents do what they say, tried on a small case in place of the example."""

import re
from pathlib import Path

import pytest
from command_line import ROOT, small_case


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_the_scripts_of_a_page_run_one_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_case(tmp_path / "inputs" / "three-boroughs")
    monkeypatch.chdir(tmp_path)
    scripts = re.findall(r"^```python\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    names: dict[str, object] = {}
    for script in scripts:
        exec(compile(script, page, "exec"), names)  # noqa: S102 - what is tried here is our own page
    printed = capsys.readouterr().out
    assert len(scripts) == {"README.md": 1, "docs/python.md": 4}[page]
    assert printed.splitlines()[0] == str(names["result"].preferred)  # type: ignore[attr-defined]
