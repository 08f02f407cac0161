"""What the child process gives up before it reads the first byte of a file.

Two walls stand against the network and the file system, each alone enough. A process whose limit of
open files is nought gets no new descriptor, so no socket and no file (any system). On Linux, on the
two processors named here, a filter of system calls (seccomp) also lets through those alone that
compute, read what is open and end; where a container forbids filters the first wall stands alone.
"""

from __future__ import annotations

import codecs
import ctypes
import os
import resource
import struct
import sys

from tabular.limits import Limits

CODECS = ("cp437", "cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
"""Looked up beforehand: their modules can not be opened later."""
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
#: Read, write, close, fstat, newfstatat, lseek, pread, readv, writev; mmap, mprotect, munmap, brk,
#: mremap, madvise; signals; the clock; futex and threads' own; random; the end.
_CALLS = {
    "x86_64": (
        *(0, 1, 3, 5, 262, 8, 17, 19, 20, 9, 10, 11, 12, 25, 28, 13, 14, 15, 131, 234, 219),
        *(96, 98, 201, 228, 230, 24, 39, 186, 202, 273, 324, 334, 318, 60, 231),
    ),
    "aarch64": (
        *(63, 64, 57, 80, 79, 62, 67, 65, 66, 222, 226, 215, 214, 216, 233, 134, 135, 139, 132),
        *(131, 128, 169, 165, 113, 115, 124, 172, 178, 98, 99, 283, 293, 278, 93, 94),
    ),
}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _KILL, _NOT_PERMITTED = 0x7FFF0000, 0x80000000, 0x00050001


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def confine(limits: Limits) -> None:
    """Hold this process to memory and time, and shut it off from files and the network for good."""
    for codec in CODECS:
        codecs.lookup(codec)
    limit_resources(limits)
    filter_system_calls()


def limit_resources(limits: Limits) -> None:
    """Memory, processor time, no file written, no descriptor opened, no process begun."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def filter_system_calls() -> bool:
    """Refuse every system call but those named above. Says whether the system does so."""
    machine = os.uname().machine
    if sys.platform != "linux" or machine not in _CALLS:
        return False
    program = filter_for(machine)
    control = ctypes.CDLL(None, use_errno=True).prctl
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    given = _Program(len(program) // 8, program)
    return bool(control(_SECCOMP, _FILTER, ctypes.byref(given), 0, 0) == 0)


def filter_for(machine: str) -> bytes:
    """The filter as the kernel takes it (classic BPF): another architecture's calls kill."""
    calls = _CALLS[machine]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), (_RETURN, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, 0))
    steps += [(_EQUAL, len(calls) - place, 0, call) for place, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _NOT_PERMITTED), (_RETURN, 0, 0, _ALLOW)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
