"""A KPI's trend on its sheet: a native line chart above the quarters it is drawn from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlsxwriter

from commissioning.quarters import Quarter
from performance.pack_workbook.layout import Json, Number, TrendBlock
from performance.pack_workbook.looks import Looks

COLOURS = ("#12436D", "#A8431A", "#801650", "#1B7A72", "#3D3D3D", "#5B4A9E")
DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
LIMITS = (("mean", "Mean"), ("lower", "Lower limit"), ("upper", "Upper limit"))
PutNumber = Callable[[Any, Number, Any], None]


class Trends:
    """Writes the trend blocks of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook, looks: Looks, snapshot: Json) -> None:
        self.book, self.looks, self.snapshot = book, looks, snapshot

    def write(self, sheet: Any, name: str, block: TrendBlock, put: PutNumber) -> None:
        """The heading, the chart, and its table with every number linked."""
        kpi = block.kpi
        sheet.write_string(block.row, 0, f"{kpi['code']} {kpi['name']}", self.looks.heading)
        if not kpi["trend"]["series"]:
            sheet.write_string(block.row + 1, 0, "No value to draw yet.", self.looks.plain)
            return
        titles = self._titles(kpi)
        for column, title in enumerate(titles):
            sheet.write_string(block.head_row, column, title, self.looks.head)
        for place, quarter in enumerate(self.snapshot["quarters"], block.head_row + 1):
            sheet.write_string(place, 0, Quarter.parse(quarter).short, self.looks.cell)
        look = self.looks.number(kpi["unit"], kpi["decimals"])
        for number in block.numbers:
            put(sheet, number, look)
        self._targets_and_limits(sheet, block)
        chart = self._chart(name, block, titles)
        words = f"Line chart of {kpi['name']} by quarter; its numbers are in the table below it."
        sheet.insert_chart(
            block.row + 1, 0, chart, {"description": words, "x_offset": 4, "y_offset": 4}
        )

    def _titles(self, kpi: Json) -> list[str]:
        trend = kpi["trend"]
        titles = ["Quarter", *(series["name"] for series in trend["series"])]
        titles += ["Target"] if any(trend["targets"]) else []
        return titles + ([words for _key, words in LIMITS] if any(trend["limits"]) else [])

    def _targets_and_limits(self, sheet: Any, block: TrendBlock) -> None:
        kpi, trend = block.kpi, block.kpi["trend"]
        look = self.looks.number(kpi["unit"], max(kpi["decimals"], 1), linked=False)
        column = 1 + len(trend["series"])
        if any(trend["targets"]):
            for row, target in enumerate(trend["targets"], block.head_row + 1):
                if target is not None:
                    sheet.write_number(row, column, float(target), look)
            column += 1
        for row, edges in enumerate(trend["limits"], block.head_row + 1):
            for place, (key, _words) in enumerate(LIMITS, column):
                if edges:
                    sheet.write_number(row, place, float(edges[key]), look)

    def _chart(self, name: str, block: TrendBlock, titles: list[str]) -> Any:
        first = block.head_row + 1
        last = block.head_row + len(self.snapshot["quarters"])
        drawn = len(block.kpi["trend"]["series"])
        chart = self.book.add_chart({"type": "line"})
        for column, title in enumerate(titles[1:], 1):
            series = {
                "name": title,
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                **_style(column - 1, drawn, title),
            }
            chart.add_series(series)
        chart.set_title({"name": block.kpi["name"], "name_font": {"size": 11}, "overlay": False})
        axis: dict[str, Any] = {"num_font": {"size": 9}, "major_gridlines": {"visible": True}}
        axis["name"] = {"percent": "%", "per_1000": "per 1,000"}.get(block.kpi["unit"], "")
        if block.kpi["unit"] == "count":
            axis["min"] = 0
        chart.set_y_axis(axis)
        chart.set_x_axis({"num_font": {"size": 9, "rotation": -45}})
        chart.set_legend({"position": "bottom", "font": {"size": 9}})
        chart.show_blanks_as("gap")
        chart.set_size({"width": 1000, "height": 330})
        return chart


def _style(place: int, drawn: int, title: str) -> dict[str, Any]:
    """Values with markers; target and limits thin, told apart by their dashes."""
    if place < drawn:
        colour = COLOURS[place % len(COLOURS)]
        return {
            "line": {"color": colour, "width": 2.25, "dash_type": DASHES[place % len(DASHES)]},
            "marker": {
                "type": MARKERS[place % len(MARKERS)],
                "size": 6,
                "fill": {"color": colour},
                "border": {"color": colour},
            },
        }
    if title == "Target":
        return {"line": {"color": "#00703C", "width": 1.5, "dash_type": "long_dash_dot"}}
    dash = "solid" if title == "Mean" else "dash"
    return {"line": {"color": "#6F777B", "width": 1, "dash_type": dash}}
