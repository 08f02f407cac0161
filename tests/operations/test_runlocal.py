"""`make run`: it starts, answers, restarts what dies, and stops cleanly."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.operations.conftest import until
from workflow.supervisor import Child

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def port():
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_port_in_use_is_said_in_words():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        with pytest.raises(CommandError, match=r"in use .* make run PORT=8001"):
            call_command("runlocal", port=holder.getsockname()[1])


def test_it_is_not_for_production(settings):
    settings.MODE = "production"
    with pytest.raises(CommandError, match=r"operators\.md"):
        call_command("runlocal")


def test_a_child_that_dies_is_started_again(tmp_path):
    said = []
    child = Child("sleeper", [sys.executable, "-c", "input()"], os.environ, tmp_path)
    child._pause = 0.0
    child.start()
    first = child.pid
    until(lambda: not child.is_alive(), 10)  # input() finds no terminal
    child.look_after(said.append)
    assert child.pid not in {0, first}
    assert said == ["The sleeper stopped by itself; starting it again in 0 s."]
    child.wait(0)


@pytest.mark.slow
def test_it_serves_and_stops_cleanly(tmp_path, port):
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "WHOLESIGHT_MODE": "test",  # no demonstration to load
        "WHOLESIGHT_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/here.sqlite3",
    }
    command = [sys.executable, "manage.py", "runlocal", "--port", str(port)]
    with (tmp_path / "said").open("wb") as said:
        program = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=said, stderr=said, start_new_session=True
        )
    text = tmp_path / "said"
    until(lambda: "Ctrl-C stops it." in text.read_text(), 60)
    began = time.monotonic()
    program.send_signal(signal.SIGINT)
    assert program.wait(15) == 0
    assert time.monotonic() - began < 8
    assert text.read_text().rstrip().endswith("Stopped.")
