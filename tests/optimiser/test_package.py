"""What `import optimiser` offers, and what it does not load."""

import inspect
import json
import pickle
import subprocess
import sys

import pytest

import optimiser
from models.case.faults import Fault
from models.plan.ledger import Violation
from optimiser import OptimiserError, errors


def test_importing_the_package_loads_neither_pandas_nor_a_solver() -> None:
    script = "import json, sys, optimiser; print(json.dumps(sorted({'pandas', 'pulp', 'click'} & set(sys.modules))))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout) == []


def test_the_package_offers_these_calls_and_the_errors_and_nothing_else() -> None:
    calls = {
        *("Settings", "appraise", "appraise_scenarios", "check_case", "compare", "decide", "draw_frontier"),
        *("new_workbook", "read_case", "sweep"),
    }
    raised = {name for name, each in vars(errors).items() if inspect.isclass(each) and issubclass(each, OptimiserError)}
    assert set(optimiser.__all__) == calls | raised
    assert all(callable(getattr(optimiser, name)) for name in optimiser.__all__)
    with pytest.raises(AttributeError, match="no attribute 'solve'"):
        _ = optimiser.solve  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error",
    [
        errors.NoSuchSolver("XYZ", ["HiGHS", "CBC"]),
        errors.BrokenAnswer("joint", [Violation("capacity", "O, day", "12", "10")]),
        errors.NoRecord("out holds no run.", "Appraise the case again."),
        errors.CaseFaults([Fault("funding", "x", "pounds", "Retype it.")]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_a_worker_process_arrives_whole(error: OptimiserError) -> None:
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert (type(arrived), str(arrived), vars(arrived)) == (type(error), str(error), vars(error))
