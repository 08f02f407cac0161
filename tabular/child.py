"""Reads one file in a process of its own: `python -m tabular.child OPTIONS < file`.

It needs the standard library alone, so it starts in a moment. Before the file it shuts itself in
(`confinement`), because a hostile file can make any reader use up memory and time, or worse.
"""

from __future__ import annotations

import gc
import json
import sys
import zlib
from dataclasses import asdict
from xml.parsers import expat

from tabular.archive import Archive
from tabular.confinement import confine
from tabular.delimited import read_delimited
from tabular.findings import to_json
from tabular.kinds import is_zip, kind_of, unmarked_utf16
from tabular.limits import Limits
from tabular.ods import read_ods
from tabular.parsed import ParsedBook
from tabular.refusals import TOO_HEAVY, UNREADABLE, Unreadable, refused
from tabular.xlsx import read_xlsx

_UNPACKER_SHORT = "Error -4"
_NO_MEMORY = expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]


def parse(content: bytes, limits: Limits) -> ParsedBook:
    """Every cell of a workbook or delimited file. Raises Unreadable and nothing else."""
    try:
        if unmarked_utf16(content) or not is_zip(content):
            return read_delimited(content, limits)
        archive = Archive(content, limits)
        reader = read_xlsx if kind_of(archive) == "xlsx" else read_ods
        return reader(archive, limits)
    except Unreadable:
        raise
    except Exception as error:  # a damaged file can fail anywhere in the zip or XML readers
        raise refused(TOO_HEAVY if _out_of_memory(error) else UNREADABLE) from error


def _out_of_memory(error: BaseException | None) -> bool:
    """Whether memory ran out, here or in what led to here."""
    if error is None:
        return False
    parser = isinstance(error, expat.ExpatError) and error.code == _NO_MEMORY
    unpacker = isinstance(error, zlib.error) and _UNPACKER_SHORT in str(error)
    short = parser or unpacker or isinstance(error, MemoryError)
    return short or _out_of_memory(error.__context__)


def answer(content: bytes, limits: Limits) -> str:
    """What the child says: the book, or the findings for which it was refused, as JSON."""
    try:
        return parse(content, limits).to_json(limits)
    except Unreadable as unreadable:
        return json.dumps({"refused": to_json(unreadable.findings)})


def options(limits: Limits) -> str:
    """The limits as the child takes them on its command line."""
    return json.dumps(asdict(limits))


def main() -> None:
    """Read standard input within the limits given and answer on standard output."""
    limits = Limits(**json.loads(sys.argv[1]))
    gc.disable()  # it lives for one file and makes no cycles worth a search
    confine(limits)
    sys.stdout.write(answer(sys.stdin.buffer.read(), limits))


if __name__ == "__main__":
    main()
