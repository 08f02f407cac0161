"""Reads one file in a process of its own: `python -m tabular.child OPTIONS < file`.

It needs the standard library alone, so it starts in a moment and can reach nothing else. It runs
within a limit of memory and time, because a hostile file can make any reader use up either.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict

from tabular.archive import Archive
from tabular.delimited import read_delimited
from tabular.kinds import is_zip, kind_of
from tabular.limits import Limits
from tabular.ods import read_ods
from tabular.parsed import ParsedBook, tagged
from tabular.refusals import TOO_HEAVY, UNREADABLE, Unreadable, refused
from tabular.xlsx import read_xlsx


def parse(content: bytes, limits: Limits) -> ParsedBook:
    """Every cell of a workbook or delimited file. Raises Unreadable and nothing else."""
    try:
        if not is_zip(content):
            return read_delimited(content, limits)
        archive = Archive(content, limits)
        reader = read_xlsx if kind_of(archive) == "xlsx" else read_ods
        return reader(archive, limits)
    except Unreadable:
        raise
    except MemoryError:
        raise refused(TOO_HEAVY) from None
    except Exception as error:  # a damaged file can fail anywhere in the zip or XML readers
        raise refused(UNREADABLE) from error


def answer(content: bytes, limits: Limits) -> str:
    """What the child says: the book, or the findings for which it was refused, as JSON."""
    try:
        book = parse(content, limits)
    except Unreadable as unreadable:
        return json.dumps({"refused": unreadable.findings}, default=tagged)
    pairs = {"properties": list(book.properties.items()), "names": list(book.names.items())}
    said = {"kind": book.kind, "sheets": book.sheets, "notes": book.notes, "cells": book.cells}
    return json.dumps(said | pairs, default=tagged, separators=(",", ":"), ensure_ascii=False)


def options(limits: Limits) -> str:
    """The limits as the child takes them on its command line."""
    return json.dumps(asdict(limits))


def _confine(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def main() -> None:
    """Read standard input within the limits given and answer on standard output."""
    limits = Limits(**json.loads(sys.argv[1]))
    _confine(limits)
    sys.stdout.write(answer(sys.stdin.buffer.read(), limits))


if __name__ == "__main__":
    main()
