"""Charts as pure geometry: numbers in, places on the page out. The templates only draw.

A chart never stands alone: the same object holds its table, with every number and the reason
for each one that is missing.
"""

from pages.charts.bar import Bar, BarChart, bar_chart
from pages.charts.line import Break, LineChart, Point, Series, line_chart
from pages.charts.scale import Axis, axis

__all__ = [
    "Axis",
    "Bar",
    "BarChart",
    "Break",
    "LineChart",
    "Point",
    "Series",
    "axis",
    "bar_chart",
    "line_chart",
]
