"""How cells of a pack's workbook look."""

from __future__ import annotations

from typing import Any

import xlsxwriter

_BASE = {"font_name": "Arial", "font_size": 10, "valign": "top"}
_LINED = {**_BASE, "border": 1, "border_color": "#B1B4B6"}
RATING_FILLS = {"on": "#CCE2D8", "near": "#FFF0B3", "off": "#F4C7C3", "none": "#EEEFEF"}


#: Points one line of text takes.
LINE = 13.5


def height(*cells: tuple[str, float]) -> float:
    """The height of a row, in points, that shows each text whole in a column of its width."""
    lines = (-(-len(text) // max(int(width * 1.25), 1)) for text, width in cells)
    return LINE * max(1, *lines) + 1.5


class Looks:
    """The formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[tuple[str, int], Any] = {}
        self.plain = book.add_format(_BASE)
        self.wrapped = book.add_format({**_BASE, "text_wrap": True})
        self.title = book.add_format({**_BASE, "bold": True, "font_size": 14})
        self.heading = book.add_format({**_BASE, "bold": True, "font_size": 12})
        self.restricted = book.add_format({**_BASE, "bold": True, "font_color": "#A01010"})
        self.head = book.add_format(
            {
                **_LINED,
                "bold": True,
                "bg_color": "#17495C",
                "font_color": "#FFFFFF",
                "text_wrap": True,
            }
        )
        self.cell = book.add_format({**_LINED, "text_wrap": True})
        self.right = book.add_format({**_LINED, "align": "right"})
        self.link = book.add_format({**_LINED, "font_color": "#1D4E89", "underline": 1})
        self.words_link = book.add_format(
            {**_LINED, "font_color": "#1D4E89", "underline": 1, "align": "right", "text_wrap": True}
        )
        self.ratings = {
            key: book.add_format({**_LINED, "bg_color": fill, "bold": True})
            for key, fill in RATING_FILLS.items()
        }

    def number(self, unit: str, decimals: int, *, linked: bool = True) -> Any:
        """The look of a value in a unit: 61.5%, 1,240."""
        key = (unit, decimals if linked else -1 - decimals)
        if key not in self._numbers:
            places = "." + "0" * decimals if decimals and unit != "count" else ""
            pattern = f"#,##0{places}"
            pattern += '"%"' if unit == "percent" else ""
            look = {**_LINED, "num_format": pattern, "align": "right"}
            look |= {"font_color": "#1D4E89", "underline": 1} if linked else {}
            self._numbers[key] = self._book.add_format(look)
        return self._numbers[key]
