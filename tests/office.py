"""LibreOffice for the tests: it recalculates and prints workbooks.

Where it is not installed a test is skipped, but never where CI is set: there a missing office is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""  # without this, cells that have a stored value are not recalculated


def recalculated(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The same workbooks, every formula worked out anew."""
    return _converted(paths, folder, "xlsx")


def printed(path: Path, folder: Path) -> Path:
    """The workbook as a PDF file."""
    return _converted([path], folder, "pdf")[0]


def text_of(pdf: Path) -> str:
    """What a PDF file says."""
    command = [needed("pdftotext", "poppler"), "-layout", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout


def needed(program: str, package: str) -> str:
    """The program's path; skips the test where it is not there, and fails it where CI is set."""
    found = shutil.which(program)
    if found is None and os.environ.get("CI"):
        pytest.fail(f"{program} is not installed ({package}), and CI must try the workbook with it")
    if found is None:
        pytest.skip(f"{program} is not installed ({package}): the workbook is not tried with it here")
    return found


def _converted(paths: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    office = needed("soffice", "LibreOffice")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = folder / kind
    installation = f"-env:UserInstallation={profile.parent.as_uri()}"
    command = [office, installation, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [out / f"{path.stem}.{kind}" for path in paths]
