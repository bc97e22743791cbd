"""PuLP 3 and PuLP 4 give a solver the same columns: PuLP 3 sorts them by name, PuLP 4 leaves them as created."""

from pathlib import Path

import pulp
import pytest
from command_line import small_case

from models.mip.build import build
from models.mip.instance import OptionInstance
from optimiser import read_case


def test_variables_sorted_by_name_are_in_the_order_in_which_they_were_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    add = pulp.LpProblem.add_variable

    def noted(problem: pulp.LpProblem, name: str, *rest: object) -> object:
        names.append(name)
        return add(problem, name, *rest)

    case = read_case(small_case(tmp_path)).case
    monkeypatch.setattr(pulp.LpProblem, "add_variable", noted)
    build(OptionInstance(case, case.option("joint")))
    assert len(names) > 10  # among which x_2 would come after x_10
    assert names == sorted(names)
