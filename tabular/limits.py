"""How large and how deep an uploaded sheet may be."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The bounds a sheet is read within. The defaults refuse no honest workbook we have seen.

    Honest workbooks compress at most 18 to 1 and unpack to about 6 MB.
    """

    file_bytes: int = 25 * MEBIBYTE
    unpacked_bytes: int = 100 * MEBIBYTE
    compression: int = 100
    """Unpacked size over packed size, looked at once more than a mebibyte would unpack."""
    members: int = 2_000
    """Files inside the zip that a workbook really is."""
    sheets: int = 20
    rows: int = 200_000
    columns: int = 500
    cells: int = 5_000_000
    """Cells over all sheets, gaps beside a value and skipped rows included."""
    characters: int = 64 * MEBIBYTE
    """Text of all cells together, as often as it is shown: cells may share one long text."""
    answer_bytes: int = 128 * MEBIBYTE
    """What the child process may say; the process that asked takes in no more."""
    seconds: int = 30
    """Time the child process may take, by the clock."""
    memory_bytes: int = 512 * MEBIBYTE
    """Address space of the child process."""
