"""How an installation runs is said, never guessed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def started(tmp_path, *command, **given):
    """What a command of ours answers in an environment where nothing but these is set."""
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    env = {**kept, "WHOLESIGHT_VAR": str(tmp_path), **given}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "migrate"),
        ("-c", "import config.wsgi"),
        ("-m", "celery", "--app", "config", "worker"),
    ],
    ids=["a command", "the web server", "the worker"],
)
def test_without_a_mode_nothing_starts(tmp_path, command):
    answer = started(tmp_path, *command)
    assert answer.returncode != 0
    assert "WHOLESIGHT_MODE is not set. Set it to demonstration, production or test." in (
        answer.stderr
    )
    assert "WHOLESIGHT_MODE=demonstration .venv/bin/python manage.py" in answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_mode_nobody_knows(tmp_path):
    answer = started(tmp_path, "manage.py", "check", WHOLESIGHT_MODE="demo")
    assert "WHOLESIGHT_MODE is demo. Set it to" in answer.stderr


@pytest.mark.parametrize("given", [{}, {"WHOLESIGHT_MODE": "production"}])
def test_running_it_on_ones_own_machine_is_a_demonstration(tmp_path, given):
    answer = started(tmp_path, "manage.py", "runlocal", "--port", "99999", **given)
    said = "runlocal is for one machine" if given else "Port 99999 on 127.0.0.1"
    assert said in answer.stderr
