"""Marks one workbook in a process of its own: `python -m tabular.marking_child SECONDS`.

Standard input is the findings, one line of JSON, and then the workbook; standard output is the
workbook marked. It ends with an error, or is ended, where openpyxl cannot.
"""

from __future__ import annotations

import json
import resource
import sys

from tabular.findings import from_json
from tabular.limits import MEBIBYTE
from tabular.marking import marked_copy

MEMORY = 1024 * MEBIBYTE
"""Address space of the child: openpyxl keeps half a million cells in about half of it."""


def main() -> None:
    """Mark the workbook on standard input within the time given and within `MEMORY`."""
    seconds = int(sys.argv[1])
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    findings = from_json(json.loads(sys.stdin.buffer.readline()))
    sys.stdout.buffer.write(marked_copy(sys.stdin.buffer.read(), findings))


if __name__ == "__main__":
    main()
