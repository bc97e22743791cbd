"""`optimiser appraise` as a user runs it: results, files, exit codes, and what stays as it was."""

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from command_line import COMMAND, CSV_FILES, ROOT, csv_rows, environment_with, files_below, run_optimiser, small_case
from openpyxl import load_workbook

FILES = {"appraisal.xlsx", "appraisal.md", "result.json", "run.json", "known.json.gz", "sha256sums.txt", *CSV_FILES}
TIMED = {"result.json", "run.json", "sha256sums.txt"}
NO_PLAN = "borough,service,measure,2010/11,2011/12\nall,day programme,people,381,381"  # one more than is wanted
DEARER = "scenario,table,where,column,change\nless,demand,,2010/11,-50%\ndearer!,contracts,,annual_cost,+10%"
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal and signals")


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The small case in a folder whose path has blanks."""
    return small_case(tmp_path / "my cases" / "two towns")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the small case has been appraised, into `out`."""
    folder = tmp_path_factory.mktemp("done")
    completed = run_optimiser("appraise", small_case(folder / "two towns"), "-o", "out", cwd=folder)
    assert completed.returncode == 0, completed.stderr
    return folder


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """An output folder with an older result."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "result.json").write_text("older", encoding="utf-8")
    (folder / "notes.txt").write_text("my own", encoding="utf-8")
    return folder


def test_a_case_in_a_folder_gives_a_table_all_files_and_the_next_step(case: Path, tmp_path: Path) -> None:
    completed = run_optimiser("appraise", case.relative_to(tmp_path), cwd=tmp_path)
    output = tmp_path / "outputs" / "two towns"
    assert completed.returncode == 0
    assert (
        completed.stdout.splitlines()[0].split()
        == "option status gap cost saving kept saving weighted outcomes score rank".split()
    )
    assert [line.split()[-1] for line in completed.stdout.splitlines()[2:5]].count("preferred") == 1
    assert 'would change the preferred option, "joint".' in completed.stdout
    assert completed.stderr.splitlines()[-1] == f"Next: open {Path('outputs', 'two towns', 'appraisal.xlsx')}."
    assert {path.name for path in output.iterdir()} == FILES
    assert [path.name for path in output.parent.iterdir()] == ["two towns"]


def test_every_option_is_proven_within_the_gap_and_one_is_preferred(done: Path) -> None:
    result = json.loads((done / "out" / "result.json").read_text(encoding="utf-8"))
    assert list(result["options"]) == ["as is", "alone", "joint"]
    assert {option["status"] for option in result["options"].values()} <= {"optimal", "within gap"}
    best = max(result["options"], key=lambda name: result["options"][name]["score"])
    assert (result["preferred"], result["options"][best]["rank"]) == (best, 1)


def test_more_freedom_never_gives_fewer_outcomes_than_the_bound_allows(done: Path) -> None:
    result = json.loads((done / "out" / "result.json").read_text(encoding="utf-8"))["options"]
    assert result["alone"]["bound"] >= result["as is"]["primary"]
    assert result["joint"]["bound"] >= result["alone"]["primary"] - 1e-6


def test_the_files_tie_with_each_other_and_with_the_measures(done: Path) -> None:
    measures = {
        name: option["measures"]
        for name, option in json.loads((done / "out" / "result.json").read_text(encoding="utf-8"))["options"].items()
    }
    cost, spent, left, places = (defaultdict(Decimal) for _ in range(4))
    for row in csv_rows(done / "out" / "costs.csv"):
        cost[row["option"]] += Decimal(row["amount"])
    for row in csv_rows(done / "out" / "funding.csv"):
        (spent if row["borough"] else left)[row["option"]] += Decimal(row["amount"])
    for row in csv_rows(done / "out" / "provision.csv"):
        places[row["option"]] += int(row["places"])
    shown = {name: Decimal(str(each["cost"])) for name, each in measures.items()}
    assert dict(cost) == dict(spent) == shown
    assert dict(left) == {name: Decimal(str(each["unspent"])) for name, each in measures.items()}
    assert dict(places) == {name: each["places"] for name, each in measures.items()}


def test_the_plan_and_the_contracts_count_the_same_places(done: Path) -> None:
    total = {
        name: sum(int(row["places"]) for row in csv_rows(done / "out" / f"{name}.csv"))
        for name in ("plan", "contracts", "provision")
    }
    assert len(set(total.values())) == 1


def test_the_same_case_gives_the_same_files_but_for_seconds_whatever_order_python_keeps_its_sets_in(
    done: Path,
) -> None:
    """Each process shuffles its sets by a seed of its own: told apart here, so that the test never passes by luck."""
    for seed in ("1", "2", "777"):
        run_optimiser("appraise", "two towns", "-o", f"seed {seed}", "-q", cwd=done, PYTHONHASHSEED=seed)
    first, *others = (files_below(done / name) for name in ("out", "seed 1", "seed 2", "seed 777"))
    for other in others:
        assert other.keys() == first.keys() == FILES
        assert [name for name in FILES - TIMED if other[name] != first[name]] == []
        for name in TIMED:
            assert _without_seconds(other[name]) == _without_seconds(first[name])


def _without_seconds(result: bytes) -> list[str]:
    """The lines without the seconds, and without the hashes of the files that hold some."""
    timed = ('"seconds"', *(f"  {name}" for name in TIMED))
    return [line for line in result.decode().splitlines() if not any(part in line for part in timed)]


def test_json_prints_the_result_alone_on_stdout(done: Path) -> None:
    completed = run_optimiser("appraise", "two towns", "-o", "out json", "--json", cwd=done)
    assert completed.stdout == (done / "out json" / "result.json").read_text(encoding="utf-8")
    assert json.loads(completed.stdout)["title"] == "two towns"


def test_quiet_says_nothing(done: Path) -> None:
    completed = run_optimiser("appraise", "two towns", "-o", "out quiet", "-q", cwd=done)
    assert (completed.returncode, completed.stdout, completed.stderr) == (0, "", "")


def test_naming_an_option_appraises_it_and_the_reference_alone(done: Path) -> None:
    completed = run_optimiser("appraise", "two towns", "-o", "one", "--option", "Joint", cwd=done)
    result = json.loads((done / "one" / "result.json").read_text(encoding="utf-8"))
    assert completed.returncode == 0
    assert list(result["options"]) == ["as is", "joint"]
    assert {row["option"] for row in csv_rows(done / "one" / "plan.csv")} == {"as is", "joint"}


def test_a_scenario_is_appraised_into_a_folder_of_its_own_and_said_to_be_one(tmp_path: Path, done: Path) -> None:
    case = small_case(tmp_path / "two towns", scenarios=DEARER)
    completed = run_optimiser("appraise", case, "--scenario", "Dearer!", cwd=tmp_path)
    output = tmp_path / "outputs" / "two towns-scenario-2"
    result = json.loads((output / "result.json").read_text(encoding="utf-8"))
    plain = json.loads((done / "out" / "result.json").read_text(encoding="utf-8"))
    assert completed.returncode == 0
    assert 'This is the scenario "dearer!", not the base case.' in completed.stdout
    assert (plain["scenario"], result["scenario"]) == (None, "dearer!")
    assert result["baseline"] > plain["baseline"]
    summary = load_workbook(output / "appraisal.xlsx")["Summary"]
    lines = [str(row[0].value) for row in summary.iter_rows(max_row=8)]
    assert 'This is the scenario "dearer!", not the base case.' in lines


def test_another_objective_is_followed_and_shown_in_pounds(done: Path) -> None:
    run_optimiser("appraise", "two towns", "-o", "cheap", "--objective", "cost", cwd=done)
    cheap, best = (
        json.loads((done / name / "result.json").read_text(encoding="utf-8"))["options"]["alone"]
        for name in ("cheap", "out")
    )
    assert cheap["primary"] == cheap["measures"]["present_cost"] < best["measures"]["present_cost"]
    assert cheap["bound"] <= cheap["primary"]


def test_faults_end_with_3_each_told_with_its_line_and_nothing_is_touched(tmp_path: Path, older: Path) -> None:
    wrong = "option,from_places,unit_price\nnew day,0,2500"
    case = small_case(tmp_path / "case", prices=wrong, services="service,tier\nday programme,9\noutreach,2")
    before = files_below(older)
    completed = run_optimiser("appraise", case, "-o", older, cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (3, "")
    assert "prices" in completed.stderr
    assert "services.csv, line 2" in completed.stderr
    assert completed.stderr.splitlines()[-1].startswith("Nothing was written.")
    assert "Traceback" not in completed.stderr
    assert files_below(older) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty folder", None),
        ("empty.xlsx", b""),
        ("case.xls", b"\xd0\xcf\x11\xe0"),
        ("case.txt", b"a case"),
        ("a.xlsx", b"PK?"),
    ],
)
def test_what_is_no_case_at_all_ends_with_3_and_touches_nothing(
    tmp_path: Path, older: Path, name: str, content: bytes | None
) -> None:
    if content is None:
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_bytes(content)
    before = files_below(older)
    for command in (("appraise", name, "-o", "out"), ("check", name)):
        completed = run_optimiser(*command, cwd=tmp_path)
        assert (completed.returncode, completed.stdout) == (3, "")
        assert "expected" in completed.stderr
        assert "Traceback" not in completed.stderr
    assert files_below(older) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("apraise", "case"), 'no command "apraise". Did you mean "appraise"?'),
        (("appraise",), "Missing argument 'CASE'"),
        (("appraise", "nowhere"), "'nowhere' does not exist"),
        (("appraise", "case", "--gpa", "0.1"), "--gap"),
        (("appraise", "case", "--gap", "2"), "--gap"),
        (("appraise", "case", "--gap", "nan"), "--gap"),
        (("appraise", "case", "--time-limit", "0"), "--time-limit"),
        (("appraise", "case", "--time-limit", "inf"), "--time-limit"),
        (("appraise", "case", "--objective", "profit"), "outcomes"),
        (("appraise", "case", "--option", "jiont"), 'Did you mean "joint"?'),
        (("appraise", "case", "--solver", "GUESS"), "HiGHS"),
        (("appraise", "caes"), 'Did you mean "case"?'),
        (("appraise", "case", "--scenario", " "), "cannot be blank"),
        (("appraise", "case", "--scenario", "rain"), 'The case has no scenario "rain". It has none.'),
    ],
)
def test_a_command_not_understood_ends_with_2_and_touches_nothing(
    tmp_path: Path, older: Path, arguments: tuple[str, ...], words: str
) -> None:
    small_case(tmp_path / "case")
    before = files_below(older)
    completed = run_optimiser(*arguments, *(["-o", "out"] if "case" in arguments else []), cwd=tmp_path)
    assert (completed.returncode, completed.stdout) == (2, "")
    assert words in completed.stderr
    assert "Traceback" not in completed.stderr
    assert files_below(older) == before


def test_no_option_with_a_plan_ends_with_4_and_the_files_say_so(tmp_path: Path, older: Path) -> None:
    case = small_case(tmp_path / "case", minimum=NO_PLAN)
    completed = run_optimiser("appraise", case, "-o", older, cwd=tmp_path)
    assert completed.returncode == 4
    assert completed.stdout.count("meets every constraint (infeasible). This is proven") == 3
    assert completed.stderr.splitlines()[-1].startswith("No option has a plan. Next:")
    result = json.loads((older / "result.json").read_text(encoding="utf-8"))
    assert {option["status"] for option in result["options"].values()} == {"infeasible"}
    assert {option["measures"] for option in result["options"].values()} == {None}
    assert result["preferred"] is None
    assert [csv_rows(older / f"{name}.csv") for name in ("plan", "contracts", "costs", "funding", "provision")] == [
        []
    ] * 5


def test_an_output_that_is_a_file_ends_with_5(case: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    for output in ("taken", "taken/below"):
        completed = run_optimiser("appraise", case, "-o", output, cwd=tmp_path)
        assert completed.returncode == 5
        assert "cannot be written" in completed.stderr
        assert "Traceback" not in completed.stderr
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_case_is_never_written_over(case: Path, tmp_path: Path) -> None:
    before = files_below(case)
    completed = run_optimiser("appraise", case, "-o", case, cwd=tmp_path)
    assert completed.returncode == 5
    assert "it holds a case, whose own tables would be replaced" in completed.stderr
    assert files_below(case) == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere; Windows differs")
def test_a_read_only_output_folder_ends_with_5_and_stays_as_it_was(case: Path, tmp_path: Path, older: Path) -> None:
    before = files_below(older)
    older.chmod(0o500)
    try:
        completed = run_optimiser("appraise", case, "-o", older, cwd=tmp_path)
    finally:
        older.chmod(0o700)
    assert completed.returncode == 5
    assert files_below(older) == before


@posix
@pytest.mark.parametrize(("how", "code"), [("SIGINT", 130), ("SIGKILL", -9)])
def test_a_run_stopped_while_solving_leaves_the_output_as_it_was(
    tmp_path: Path, older: Path, how: str, code: int
) -> None:
    before = files_below(older)
    assert stopped(tmp_path, how, "solving", "--gap", "0", "-o", older)[0] == code
    after = files_below(older)
    assert {name: after[name] for name in after if not name.startswith(".optimiser-")} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@posix
def test_progress_is_shown_on_a_terminal_without_colour(tmp_path: Path) -> None:
    _, seen = stopped(tmp_path, "SIGKILL", "bound", "-o", "out", NO_COLOR="1")
    assert "as is: " in seen
    assert "\x1b" not in seen


def stopped(folder: Path, how: str, when: str, *arguments: str | Path, **more: str) -> tuple[int, str]:
    """Appraise the three-borough case on a terminal and stop it when it shows a word: exit code, and what it showed."""
    import pty  # noqa: PLC0415 - Windows has none

    ours, theirs = pty.openpty()
    command = [*COMMAND, "appraise", ROOT / "inputs" / "three-boroughs", *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment_with(**more), stdout=subprocess.DEVNULL, stderr=theirs
    ) as process:
        os.close(theirs)
        seen = b""
        while when.encode() not in seen:
            seen += os.read(ours, 1000)
        process.send_signal(signal.Signals[how])
        code = process.wait(timeout=20)
    os.close(ours)
    return code, seen.decode()


def test_names_that_a_screen_cannot_show_do_not_stop_it(tmp_path: Path) -> None:
    swapped = {
        "options": "option,level,existing\nas is,1,run\n\u0142\u00f3\u017cko,1,free",
        **dict.fromkeys(("hubs", "joint"), ""),
        "judgements": "criterion,as is,\u0142\u00f3\u017cko\nwelcome to members,High,High",
    }
    case = small_case(tmp_path / "case", **swapped)
    completed = run_optimiser("appraise", case, "-o", "out", cwd=tmp_path, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert completed.returncode == 0
    assert "\u0142\u00f3\u017cko" in (tmp_path / "out" / "result.json").read_text(encoding="utf-8")
