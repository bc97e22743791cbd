"""The path of every test, and which tests are slow.

`tests/fixtures` is on the path, so that `from world import world` works anywhere, and the checkout comes last: if the
package is installed, the tests try what was installed.
"""

from __future__ import annotations

import os
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).resolve().parent

# The same examples every time, so that what passed passes again; HYPOTHESIS_PROFILE=searching looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("searching", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

for folder in (HERE / "fixtures", HERE.parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))

# The shipped cases solved, whole commands in processes of their own, and the single sheets, for each of which many
# workbooks are written. (The board's workbook as a whole is fast.)
SLOW = ("cases/*", "journeys/*", "optimiser/reports/board/*/*")


@pytest.fixture(scope="session", autouse=True)
def _shared_answers(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name the folder in which the processes of this run of the tests share the answers of the example cases."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        os.environ["EXAMPLE_ANSWERS"] = str(tmp_path_factory.getbasetemp().parent)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of the slow folders, and what opens LibreOffice; a slow file elsewhere marks itself."""
    for item in items:
        path = item.path.relative_to(HERE).as_posix()
        if any(fnmatch(path, folder) for folder in SLOW) or item.get_closest_marker("libreoffice"):
            item.add_marker("slow")
