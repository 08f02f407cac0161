"""The workbook of a pack: laid out and written from its snapshot alone, the same bytes every time."""

from performance.pack_workbook.layout import Layout, Number, lay_out
from performance.pack_workbook.writing import write

__all__ = ["Layout", "Number", "lay_out", "write"]
