"""Reading an upload: type by content, limits, and a child process that may fail alone."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path, PurePath
from threading import Timer
from typing import IO, Any, cast

from tabular.book import Book, Sheet
from tabular.child import options
from tabular.findings import Finding, Severity, from_json
from tabular.grid import Grid
from tabular.limits import MEBIBYTE, Limits
from tabular.refusals import TOO_HEAVY, Unreadable, refused
from tabular.unpacking import columns_of, table_of

_ROOT = Path(__file__).resolve().parent.parent
_KINDS = {"xlsx": "an Excel workbook", "ods": "an OpenDocument spreadsheet", "csv": "a CSV file"}
_SUFFIXES = {".xlsx": "xlsx", ".ods": "ods", ".csv": "csv", ".txt": "csv", ".tsv": "csv"}


def read(source: bytes | Path, name: str, limits: Limits | None = None) -> Book:
    """Every cell of an uploaded sheet. `name` is the name it was sent under.

    Raises Unreadable, which holds every reason as a finding, and nothing else on account of what
    is in the file. Takes as long as `limits.seconds` at most.
    """
    limits = limits or Limits()
    content = _content(source, limits)
    answer = _ask_child(content, limits)
    try:
        said = json.loads(answer)
        if "refused" in said:
            raise Unreadable(from_json(said["refused"]))
        return _book(said, name, limits)
    except (ValueError, LookupError, TypeError) as error:
        raise refused(TOO_HEAVY) from error


def _content(source: bytes | Path, limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file_bytes:
        raise refused(
            f"This file is {size / MEBIBYTE:,.0f} MB and at most "
            f"{limits.file_bytes / MEBIBYTE:,.0f} MB is taken. Delete the sheets, pictures and "
            "empty formatted rows that are not needed, save it and send it again."
        )
    return source if isinstance(source, bytes) else source.read_bytes()


def _ask_child(content: bytes, limits: Limits) -> bytes:
    """A subprocess and not a multiprocessing child, which a worker's own process may not have."""
    command = [sys.executable, "-S", "-X", "utf8", "-m", "tabular.child", options(limits)]
    environment = {"PYTHONPATH": str(_ROOT)}
    try:
        with subprocess.Popen(  # noqa: S603 - our own interpreter and module, the file on its input
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=os.sep,
        ) as child:
            answer = _answer(child, content, limits)
        if child.returncode:
            raise refused(TOO_HEAVY)
        return answer
    except BrokenPipeError as error:
        raise refused(TOO_HEAVY) from error


def _answer(child: subprocess.Popen[bytes], content: bytes, limits: Limits) -> bytes:
    """What the child says within its time, and not a byte more than it may: then it is stopped."""
    clock = Timer(limits.seconds, child.kill)
    clock.start()
    try:
        given, said = cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout)
        for pipe in (given, said):
            _widen(pipe)
        given.write(content)
        given.close()
        answer = said.read(limits.answer_bytes + 1)
        if len(answer) <= limits.answer_bytes:
            child.wait()
        return answer
    finally:
        child.kill()  # nothing happens to one that has ended
        clock.cancel()


def _widen(pipe: IO[bytes]) -> None:
    """A mebibyte at a time instead of 64 kilobytes, where the system lets us."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, MEBIBYTE)


def _book(said: dict[str, Any], name: str, limits: Limits) -> Book:
    """The book the child told of. Raises ValueError, KeyError, IndexError or TypeError on another."""
    table, most = table_of(said["table"]), 2 * limits.cells
    return Book(
        kind=said["kind"],
        sheets=tuple(
            Sheet(
                sheet["name"],
                Grid(columns_of(sheet["columns"], sheet["height"], table, most)),
                sheet["hidden"],
                tuple(sheet["merged"]),
            )
            for sheet in said["sheets"]
        ),
        properties=dict(said["properties"]),
        names=dict(said["names"]),
        notes=(*from_json(said["notes"]), *_named_otherwise(said["kind"], name)),
        cells=said["cells"],
    )


def _named_otherwise(kind: str, name: str) -> list[Finding]:
    suffix = PurePath(name).suffix.lower()
    if _SUFFIXES.get(suffix) == kind:
        return []
    message = f"This file is {_KINDS[kind]} whatever its name says, and was read as one."
    return [Finding(Severity.NOTE, message=message, value=name)]
