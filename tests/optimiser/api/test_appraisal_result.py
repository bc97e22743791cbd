"""The frames for scripts: columns, types, and figures of the worked example in pounds."""

import pandas as pd
import pytest
import worked

from optimiser.analyses.findings import findings_of
from optimiser.api.appraisal_result import AppraisalResult
from optimiser.api.data_frame import dtypes
from optimiser.engine.run import Run
from optimiser.reports.data.appraisal_tables import MEASURE_VALUES, OPTIONS, SCORES
from optimiser.reports.data.data_table import DataTable
from optimiser.reports.data.plan_tables import PLAN_TABLES


@pytest.fixture
def found() -> AppraisalResult:
    return AppraisalResult(findings_of(worked.run()))


def types(frame: pd.DataFrame) -> dict[str, str]:
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}


@pytest.mark.parametrize("table", PLAN_TABLES, ids=lambda table: table.name)
def test_a_table_s_frame_has_its_columns_types_and_rows(found: AppraisalResult, table: DataTable[Run]) -> None:
    frame = getattr(found, table.name)
    assert types(frame) == dtypes(table)
    assert len(frame) == table.csv(worked.run()).count("\n") - 1


def test_money_is_pounds_and_blanks_are_missing(found: AppraisalResult) -> None:
    award = found.plan.query("contract == 'O' and borough == 'A'").iloc[0]
    assert (award["places"], award["unit_price"]) == (12, 9.00)
    assert found.plan.query("contract == 'K1'")["unit_price"].isna().all()
    kept = found.funding.query("service == 'carried forward'")
    assert (kept["amount"].tolist(), kept["borough"].isna().tolist()) == ([0.50], [True])


def test_the_frames_tie(found: AppraisalResult) -> None:
    cost = found.costs.groupby("option")["amount"].sum()
    spent = found.funding[found.funding["borough"].notna()].groupby("option")["amount"].sum()
    assert cost.to_dict() == pytest.approx({"as is": 410.00, "joint": 513.00})
    assert spent.to_dict() == pytest.approx(cost.to_dict())


def test_measures_have_an_option_a_row_and_are_missing_without_a_plan(found: AppraisalResult) -> None:
    assert types(found.measures) == {name: kind for name, kind in dtypes(MEASURE_VALUES).items() if name != "option"}
    assert list(found.measures.index) == ["as is", "joint", "nothing"]
    assert found.measures.loc["joint", ["cost", "outcomes", "net_present_value"]].tolist() == [513.00, 5.0, 157.60]
    assert found.measures.loc["nothing"].isna().all()


def test_scores_have_a_row_for_each_option_with_figures_and_criterion(found: AppraisalResult) -> None:
    assert types(found.scores) == dtypes(SCORES)
    rows = found.scores.query("option == 'joint'").set_index("criterion")
    assert rows["value"].tolist()[:2] == [5.0, 451.40]
    assert pd.isna(rows.loc["welcome", "value"])
    assert rows["score"].tolist() == [100, 54.86, 50]
    assert rows["band"].tolist() == ["High", "Medium", "Medium"]
    assert rows["passed"].isna().tolist() == [True, True, False]


def test_options_say_what_is_proven_and_where_each_stands(found: AppraisalResult) -> None:
    assert types(found.options) == {name: kind for name, kind in dtypes(OPTIONS).items() if name != "option"}
    assert found.options["status"].tolist() == ["optimal", "optimal", "infeasible"]
    assert found.options["rank"].tolist() == [2, 1, pd.NA]
    assert found.options["preferred"].tolist() == [False, True, False]
    assert (found.preferred, found.baseline) == ("joint", 205.00)
