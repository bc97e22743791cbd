"""Charts: bars beside their table, few colours, alt text that says the finding."""

from __future__ import annotations

from typing import Any

from optimiser.workbook.looks import CHART_COLOURS, FONT, INK, LINE
from optimiser.workbook.tables import Table


def bars(workbook: Any, table: Table, names: str, values: str, *, title: str, most: float | None = None) -> Any:
    """A bar for each row of a table, the first row on top; `most` is the end of the scale, None for what fits."""
    chart = workbook.add_chart({"type": "bar"})
    font = {"name": FONT, "size": 9, "color": INK}
    chart.add_series(
        {
            "name": title,
            "categories": f"={table.column(names)}",
            "values": f"={table.column(values)}",
            "fill": {"color": CHART_COLOURS[0]},
            "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0.0" if most else "#,##0", "font": font},
        }
    )
    chart.set_title({"name": title, "name_font": {**font, "size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": font, "line": {"color": LINE}, "major_tick_mark": "none"})
    chart.set_x_axis(
        {"min": 0, **({"max": most} if most else {}), "visible": False, "major_gridlines": {"visible": False}}
    )
    return chart
