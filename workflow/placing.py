"""Writing a file once: whole or not at all, never over another, safe when two do it together."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

#: What a file system says that knows no hard links.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}


def place(path: Path, content: bytes, *, mode: int = 0o600) -> bool:
    """Write `content` at `path` unless something is there already; say whether it was written.

    A reader sees either no file or the whole of it: the bytes go to a temporary file beside it,
    are forced to the disk, and the finished file is given its name in one act. Of two who write
    at the same moment one wins and the other is told False.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".placing-")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        written = _give_name(Path(name), path)
    finally:
        Path(name).unlink(missing_ok=True)
    if written:
        _force_folder(path.parent)
    return written


def _give_name(finished: Path, path: Path) -> bool:
    """Name the finished file, never replacing one that is there."""
    try:
        os.link(finished, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if path.exists():
            return False
        finished.replace(path)
    return True


def _force_folder(folder: Path) -> None:
    """Force the folder's own entry to the disk, so that the name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
