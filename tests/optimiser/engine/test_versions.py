"""The versions of a run: this package's own from a checkout too, and each library's."""

from importlib.metadata import version
from pathlib import Path

import pytest

from optimiser.engine import versions


def test_from_a_checkout_the_version_is_the_one_that_setup_cfg_gives_the_package() -> None:
    said = (line.split(" = ") for line in versions.SETUP_CFG.read_text(encoding="utf-8").splitlines() if " = " in line)
    assert versions.installed_version("optimiser") == dict(said)["version"]


@pytest.mark.parametrize("text", [None, "[metadata]\nname = another\nversion = 9.9\n", "[options]\n"])
def test_a_file_that_is_not_ours_says_nothing_of_us(
    text: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if text is not None:
        (tmp_path / "setup.cfg").write_text(text, encoding="utf-8")
    monkeypatch.setattr(versions, "SETUP_CFG", tmp_path / "setup.cfg")
    monkeypatch.setattr(versions, "version", {"optimiser": "1.2.3"}.__getitem__)
    assert versions.installed_version("optimiser") == "1.2.3"


def test_a_package_that_is_not_there_is_said_not_to_be_installed() -> None:
    assert versions.installed_version("no-such-package-anywhere") == "not installed"


def test_every_library_of_the_answer_has_its_version_after_python_and_us() -> None:
    found = versions.versions()
    assert list(found) == ["python", "optimiser", "pulp", "highspy", "numpy", "openpyxl", "xlsxwriter"]
    assert {name: found[name] for name in ("pulp", "xlsxwriter")} == {
        name: version(name) for name in ("pulp", "xlsxwriter")
    }
