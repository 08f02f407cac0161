"""Benchmarks: `make bench`, or one alone: `.venv/bin/python -m bench.bench_door`.

Importing this package makes the place they run in: the test mode's settings, a database of its own
in a temporary folder, and nothing of var/. The folder goes when the process ends. With
WHOLESIGHT_TEST_DATABASE=postgres it is a database of its own on the PostgreSQL that the tests use.
"""

import atexit
import logging
import os
import shutil
import tempfile

import django
import psycopg
from django.core.management import call_command
from django.db import connection

_var = tempfile.mkdtemp(prefix="wholesight-bench-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["WHOLESIGHT_MODE"] = "test"
os.environ["WHOLESIGHT_VAR"] = _var
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
for _name in ("DATABASE_URL", "WHOLESIGHT_BROKER", "WHOLESIGHT_DEBUG"):
    os.environ.pop(_name, None)


def _on_postgres() -> None:
    """Make a database of this process's own, which goes when the process ends."""
    server = os.environ.get(
        "WHOLESIGHT_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres"
    )
    name = f"wholesight_bench_{os.getpid()}"

    def ask(words: str) -> None:
        with psycopg.connect(server, autocommit=True) as asked:
            asked.execute(f"{words} {name}")

    ask("CREATE DATABASE")
    atexit.register(ask, "DROP DATABASE")
    os.environ["DATABASE_URL"] = server.rpartition("/")[0] + f"/{name}"


if os.environ.get("WHOLESIGHT_TEST_DATABASE") == "postgres":
    _on_postgres()
django.setup()
logging.disable(logging.WARNING)
call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
atexit.register(connection.close)
