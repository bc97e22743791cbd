"""The page of faults says what the code says: every fault and warning, with what to do."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))

import faults as generator  # noqa: E402 - the folder of documents is no package

WRITTEN = (ROOT / "docs" / "reference" / "faults.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_gives():
    assert generator.page() == WRITTEN, "run: python docs/faults.py"


@pytest.mark.parametrize(
    "words",
    [
        "bands in rising order",
        "required arrangements for one service that share no borough in the same year",
        "a second row for the same",
        "a whole number of places",
        "a row that repeats an earlier row",
        "a row of totals",
        "one name for one",
        "figures for whole years",
        "each borough in at most one hub row",
    ],
)
def test_the_faults_that_readers_ask_about_are_on_the_page(words):
    assert words in WRITTEN


def test_a_module_that_raises_faults_has_a_part_of_the_page():
    raising = re.compile(r"\b(?:row\w*\.(?:fault|warn)|raise Complaint|Fault)\(")
    for room in generator.ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            title = path.stem.replace("_", " ").capitalize() if path.stem != "__init__" else room
            if raising.search(path.read_text(encoding="utf-8")) and path.stem not in ("row_reader", "source"):
                assert f"## {title}\n" in WRITTEN, path
