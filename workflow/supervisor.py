"""Keeps child processes running beside each other, and stops them together."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

#: Seconds a child is given to end by itself before it is killed.
PATIENCE = 6.0
#: Seconds to wait before starting a dead child again: doubled each time, up to this.
LONGEST_PAUSE = 30.0
#: A child that ran this many seconds is taken to be well again.
WELL_AFTER = 60.0
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """On Linux, let the kernel end this child when its parent is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program, started again when it dies, with a growing pause."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], cwd: Path
    ) -> None:
        self.name = name
        self._command = list(command)
        self._env = dict(env)
        self._cwd = cwd
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._not_before = 0.0
        self._pause = 1.0

    @property
    def pid(self) -> int:
        """The process's number; 0 before it was ever started."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start it, leading a process group of its own, so that Ctrl-C reaches only us."""
        self._process = subprocess.Popen(  # noqa: S603
            self._command,
            env=self._env,
            cwd=self._cwd,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509
        )
        self._started = time.monotonic()

    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def look_after(self, say: Callable[[str], None]) -> None:
        """Start it again if it died and its pause is over."""
        if self.is_alive():
            return
        moment = time.monotonic()
        if self._process is not None:
            if moment - self._started > WELL_AFTER:
                self._pause = 1.0
            say(f"The {self.name} stopped by itself; starting it again in {self._pause:.0f} s.")
            self.signal(signal.SIGKILL)
            self._process = None
            self._not_before = moment + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        if moment >= self._not_before:
            self.start()

    def signal(self, number: int) -> None:
        """Send a signal to it and to all it started."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    def ask_to_stop(self) -> None:
        """Ask the program itself to end; it ends its own helpers."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()

    def wait(self, seconds: float) -> None:
        """Wait for its end; kill it and all it started when it takes longer."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, seconds))
        self.signal(signal.SIGKILL)
        self._process.wait()


class Supervisor:
    """Runs children until told to stop by Ctrl-C or a polite signal."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self._children = children
        self._say = say
        self.stopping = False

    def start(self) -> None:
        """Start every child, and listen for the signals that stop them."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self._children:
            child.start()

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Wait for `ready`; give up when a child dies, after `seconds`, or when told to stop."""
        end = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < end:
            if ready():
                return True
            if not all(child.is_alive() for child in self._children):
                return False
            time.sleep(0.1)
        return False

    def watch(self) -> None:
        """Look after the children until told to stop."""
        while not self.stopping:
            for child in self._children:
                child.look_after(self._say)
            time.sleep(0.2)

    def stop(self) -> None:
        """End every child, politely first, within PATIENCE seconds."""
        end = time.monotonic() + PATIENCE
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.wait(end - time.monotonic())

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True
