"""`optimiser sweep` as a user runs it: what it writes, what it keeps, and that workers change nothing."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import boards
import pytest
from command_line import TABLES, csv_rows, files_below, run_optimiser, small_case
from sentences import missing

from models.case.appraisal_inputs import Assumption
from models.plan.plan import Status
from optimiser import NoSuchInput, sweep
from optimiser.analyses.sweep import Sweep, evenly_spaced, run_sweep
from optimiser.api.data_frame import dtypes
from optimiser.api.sweeps import SweepResult
from optimiser.casefiles.reading import read
from optimiser.cli.commands.sweep import code
from optimiser.engine.answer_cache import AnswerCache, cache_bytes
from optimiser.engine.parallel import Pool, pool
from optimiser.reports.data.sweep_table import SWEEP, sweep_rows
from optimiser.reports.formats import NO_FIGURE
from optimiser.reports.prose.sweep import sweep_sentences
from optimiser.reports.sweep import write
from optimiser.solving.settings import Settings

ENDS = ("--from", "-40%", "--to", "10%", "--points", "3")
FILES = ["known.json.gz", "sha256sums.txt", "sweep.csv", "sweep.xlsx"]
CHANGES = ["-0.4", "-0.15", "0", "0.1"]


def _swept(
    case: Path, name: str = "funding", workers: int = 1, known: AnswerCache | None = None, gap: float = 0.001
) -> Sweep:
    with Pool(workers) as its:
        points = evenly_spaced(Fraction(-4, 10), Fraction(1, 10), 3)
        return run_sweep(read(case), name, points, Settings(gap=gap), its, cache=known)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return _swept(small_case(tmp_path_factory.mktemp("case")))


def test_a_sweep_without_a_plan_at_any_point_is_written_and_ends_with_its_own_code(tmp_path: Path) -> None:
    floors = TABLES["minimum"].replace("150,150", "9999,9999")
    case = small_case(tmp_path / "case", minimum=floors)
    completed = run_optimiser("sweep", case, "funding", "--points", "2", "-o", "out", cwd=tmp_path)
    assert (completed.returncode, list(files_below(tmp_path / "out"))) == (4, FILES)
    assert "No plan was found at any point" in completed.stderr
    score = boards.opened(tmp_path / "out" / "sweep.xlsx")["Score"]
    assert "There is nothing to draw" in " ".join(str(row) for row in score.iter_rows(values_only=True))


def test_a_sweep_writes_every_option_at_every_point_says_who_is_preferred_where_and_is_kept(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case")
    completed = run_optimiser("sweep", case, "funding", *ENDS, "-o", "out", cwd=tmp_path)
    first = files_below(tmp_path / "out")
    assert (completed.returncode, list(first)) == (0, FILES)
    assert completed.stdout == (
        'At 40% less: "alone" is preferred.\n'
        'From 15% less to 10% more: "joint" is ahead, but at no change and at 10% more another option may come'
        " first with plans as good.\n"
    )
    assert "12 answers: 0 from an earlier sweep, 12 new" in completed.stderr
    found = csv_rows(tmp_path / "out" / "sweep.csv")
    assert list(found[0]) == list(SWEEP.names)
    assert [row["change"] for row in found[::3]] == CHANGES
    assert [row["option"] for row in found[:3]] == ["as is", "alone", "joint"]
    again = run_optimiser("sweep", case, "funding", *ENDS, "-o", "out", cwd=tmp_path)
    assert "12 answers: 12 from an earlier sweep, 0 new" in again.stderr
    assert files_below(tmp_path / "out") == first


def test_a_finer_sweep_solves_only_the_points_that_are_new(tmp_path: Path) -> None:
    case, known = small_case(tmp_path / "case"), AnswerCache()
    _swept(case, known=known)
    points = evenly_spaced(Fraction(-4, 10), Fraction(1, 10), 5)
    finer = run_sweep(read(case), "funding", points, Settings(gap=0.001), Pool(1), cache=known)
    assert (finer.total_answers, finer.solved_answers, len(known.answers)) == (18, 6, 18)


def test_workers_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "MIN_PARALLEL_SECONDS", 0.0)
    case, files = small_case(tmp_path / "case"), []
    for workers in (1, 2):
        known = AnswerCache()
        write(found := _swept(case, workers=workers, known=known), tmp_path / "sweep.xlsx")
        files.append((SWEEP.csv(found), cache_bytes(known), (tmp_path / "sweep.xlsx").read_bytes()))
    assert files[0] == files[1]


@pytest.mark.parametrize("name", ["funding", "demand", "prices", "back office retained"])
def test_starting_from_neighbours_changes_no_value_of_what_is_best(tmp_path: Path, name: str) -> None:
    case = small_case(tmp_path / "case")
    points = {each.change: each for each in _swept(case, name, gap=0.0).points}
    by = Fraction(-15, 100)
    alone = {each.change: each for each in run_sweep(read(case), name, [by], Settings(gap=0.0), Pool(1)).points}
    found, wanted = ([each.answer for each in its[by].results.values()] for its in (points, alone))
    assert [each.status for each in found] == [each.status for each in wanted]
    assert [each.objective_value or 0.0 for each in found] == pytest.approx(
        [each.objective_value or 0.0 for each in wanted], rel=1e-7
    )


def test_the_case_as_it_stands_is_in_a_sweep_that_does_not_ask_for_it(tmp_path: Path) -> None:
    reading, more = read(small_case(tmp_path / "case")), Fraction(1, 10)
    swept_up = run_sweep(reading, "funding", [more], Settings(options=("as is",)), Pool(1))
    assert [point.change for point in swept_up.points] == [0, more]


def test_from_python_the_same_comes_as_a_frame_in_pounds(found: Sweep) -> None:
    frame = SweepResult(found, AnswerCache()).points
    assert list(frame.columns) == list(SWEEP.names)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dtypes(SWEEP)
    text = [row.split(",") for row in SWEEP.csv(found).splitlines()]
    cost = text[0].index("cost")
    assert [f"{value:.2f}" for value in frame["cost"].dropna()] == [row[cost] for row in text[1:] if row[cost]]
    assert frame["preferred"].sum() == len(found.points)


def test_the_call_for_scripts_takes_shares_as_they_are_written(tmp_path: Path) -> None:
    case = read(small_case(tmp_path / "case")).case
    frame = sweep(case, "funding", ["1/100", 0.02, Fraction(3, 100)], Settings(options=("as is",)), workers=1).points
    assert list(frame["change"]) == [0.0, 0.01, 0.02, 0.03]
    with pytest.raises(NoSuchInput, match=r'"fundings".*"funding"'):
        sweep(case, "fundings", workers=1)


def test_a_sweep_of_a_changed_case_says_so_first(tmp_path: Path) -> None:
    reading = read(small_case(tmp_path / "case"), "", [("funding", "", "2010/11", "-1%")])
    found = run_sweep(reading, "funding", [Fraction(1, 10)], Settings(options=("as is",)), Pool(1))
    assert sweep_sentences(found)[0].startswith(
        "This is the case with 1 change of --set (funding in all rows: 2010/11 lowered"
    )
    write(found, tmp_path / "sweep.xlsx")
    about = {row["Item"]: row["What it is"] for row in boards.rows(boards.opened(tmp_path / "sweep.xlsx"), "Cover")}
    assert about["Changed before"] == "the case with 1 change of --set"


def test_a_sweep_of_a_case_whose_money_is_supposed_says_so_before_anything_else(tmp_path: Path, found: Sweep) -> None:
    supposed = (Assumption("funding", "funding.csv, line 2", "grant", "£ a year", "illustrative", ""),)
    write(replace(found, case=replace(found.case, assumptions=supposed)), tmp_path / "sweep.xlsx")
    said = [cell.value for cell in boards.opened(tmp_path / "sweep.xlsx")["Who is preferred"]["A"] if cell.value]
    assert str(said[3]).startswith("The result only shows the method: the one row")


def test_the_workbook_has_the_figures_and_draws_a_line_for_each_option(tmp_path: Path, found: Sweep) -> None:
    write(found, tmp_path / "sweep.xlsx")
    book = boards.opened(tmp_path / "sweep.xlsx")
    figures = ("Weighted outcomes", "Cost", "Score")
    assert book.sheetnames == ["Cover", "Contents", "Who is preferred", *figures, "Every point", "Run record"]
    assert [len(book[name]._charts[0].series) for name in figures] == [3, 3, 3]
    costs = [list(row.values()) for row in boards.rows(book, "CostAtChanges")]
    assert [row[0] for row in costs] == [float(change) for change in CHANGES]
    assert [cost == NO_FIGURE for cost in costs[0]] == [
        False,
        *(each.measures is None for each in found.points[0].results.values()),
    ]
    assert NO_FIGURE in costs[0]
    measures = found.points[-1].results["joint"].measures
    assert measures is not None
    assert costs[-1][3] == float(measures["cost"] or 0) / 100
    assert len(boards.rows(book, "EveryPoint")) == 12


def test_a_point_at_which_another_option_could_be_preferred_is_named_and_is_ahead(tmp_path: Path, found: Sweep) -> None:
    close = tuple(
        replace(point, rivals=("alone",) if point.change in (Fraction(0), Fraction(1, 10)) else ())
        for point in found.points
    )
    told = sweep_sentences(replace(found, points=close))[1]
    assert missing(told, '"joint" is ahead', "at no change and at 10% more another option may come first") == []
    write(replace(found, points=close), tmp_path / "sweep.xlsx")
    rows = boards.rows(boards.opened(tmp_path / "sweep.xlsx"), "EveryPoint")
    stood = [(row["Preferred"], row["Certain at this point"]) for row in rows if row["Option"] == "joint"]
    assert stood[1:] == [("preferred", "yes"), ("ahead", "no"), ("ahead", "no")]


def test_a_point_where_no_option_has_a_plan_is_not_certain(found: Sweep) -> None:
    none = replace(found.points[0].appraisal, preferred=None)
    point = replace(found.points[0], appraisal=none, rivals=())
    assert [row.certain for row in sweep_rows(replace(found, points=(point,)))] == [False, False, False]


def test_the_code_says_whether_all_is_proven_and_whether_there_is_any_plan(found: Sweep) -> None:
    poorest = found.points[0]
    gone = {name: replace(each, measures=None) for name, each in poorest.results.items()}
    cut = {name: replace(each, answer=replace(each.answer, status=Status.UNPROVEN)) for name, each in gone.items()}
    none, unproven = (replace(found, points=(replace(poorest, results=its),)) for its in (gone, cut))
    assert (code(found), code(none), code(unproven)) == (0, 4, 4)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("funding", "--from", "10"), '"10" is not a percentage'),
        (("funding", "--from", "-101%"), "Give a percentage from -100%"),
        (("funding", "--from", "10%"), "--from must be less than --to."),
        (("fundings",), 'There is no input "fundings". Did you mean "funding"?'),
        (("funding", "--cluster", "10.0.0.5:8786"), "tcp://HOST:PORT"),
    ],
)
def test_what_is_not_understood_is_said_with_what_to_type(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    completed = run_optimiser("sweep", small_case(tmp_path / "case"), *arguments, cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (2, "")
    assert said in " ".join(completed.stderr.split())


def test_an_input_that_the_case_does_not_have_is_refused(tmp_path: Path) -> None:
    case = small_case(tmp_path / "case", hubs="")
    completed = run_optimiser("sweep", case, "hub-cost", cwd=tmp_path)
    assert completed.returncode == 2
    assert "The case has no hub cost" in completed.stderr
