"""Run the whole system on this machine: database, demonstration, web server and worker."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from workflow import startup
from workflow.supervisor import Child, Supervisor

HOST = "127.0.0.1"
#: Seconds the web server may take to answer.
START_LIMIT = 60
LOAD = "load_demonstration"


class Command(BaseCommand):
    """`make run`: everything needed to use the system here, in one process that minds the others."""

    help = "Run Wholesight on this machine: web server, worker and demonstration. Ctrl-C stops it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--port N, and --load-only to load the demonstration and leave."""
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
        parser.add_argument("--load-only", action="store_true", help="load, do not serve")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, load if empty, serve until stopped."""
        if settings.MODE == "production":
            raise CommandError(
                "runlocal is for one machine on its own. docs/operators.md says how to run "
                "Wholesight in production."
            )
        if not options["load_only"]:
            refuse_a_port_in_use(options["port"])
        self.began = time.monotonic()
        try:
            self.prepare()
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped before it was ready. Nothing half-loaded is kept."
            ) from None
        if not options["load_only"]:
            self.serve(options["port"])

    def say(self, text: str) -> None:
        """Print a line at once."""
        self.stdout.write(text)
        self.stdout.flush()

    # --- Preparing --------------------------------------------------------------------------------
    def prepare(self) -> None:
        """Bring the database up to date; load the demonstration into an empty one."""
        if settings.MODE == "demonstration" and LOAD in get_commands() and nobody_is_here():
            self.load()
        else:
            call_command("migrate", verbosity=0, interactive=False)
        connection.close()

    def load(self) -> None:
        """Load the demonstration, into a file of its own first where the database is a file."""
        self.say("Loading the demonstration (first time only)")
        if connection.vendor != "sqlite":
            self.manage("migrate", "--verbosity", "0", "--no-input")
            self.manage(LOAD)
        else:
            self.load_file(Path(connection.settings_dict["NAME"]))
        self.say(f"The demonstration is loaded ({time.monotonic() - self.began:.0f} s)")

    def load_file(self, database: Path) -> None:
        """Load a new SQLite file and put it in place whole: an interrupted load leaves nothing."""
        connection.close()
        loading = database.with_name(f"{database.stem}-loading.sqlite3")
        discard(loading)
        url = {"DATABASE_URL": f"sqlite:///{loading}"}
        try:
            self.manage("migrate", "--verbosity", "0", "--no-input", env=url)
            self.manage(LOAD, env=url)
            discard(database)
            loading.replace(database)
        finally:
            discard(loading)

    def manage(self, *arguments: str, env: dict[str, str] | None = None) -> None:
        """Run another command of ours in a process of its own, its lines on our screen."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env={**os.environ, **(env or {})}, check=False
        )
        if done.returncode:
            raise CommandError(
                f"'manage.py {arguments[0]}' did not finish; its message is above. "
                "Nothing half-loaded is kept: put it right and run this again."
            )

    # --- Serving ----------------------------------------------------------------------------------
    def serve(self, port: int) -> None:
        """Start the web server and the worker, say where they are, and mind them until stopped."""
        supervisor = Supervisor([web_server(port), worker()], self.say)
        supervisor.start()
        try:
            if supervisor.wait_until(lambda: answers(port), START_LIMIT):
                self.announce(port)
                supervisor.watch()
            elif not supervisor.stopping:
                raise CommandError("The web server or the worker did not start: see above.")
        finally:
            supervisor.stop()
        self.say("Stopped.")

    def announce(self, port: int) -> None:
        """Say where to go and who one can be."""
        self.say(
            f"\nWholesight is at http://{HOST}:{port}/  ({time.monotonic() - self.began:.1f} s)"
        )
        for line in startup.lines():
            self.say(line)
        connection.close()
        self.say("Ctrl-C stops it.\n")


def web_server(port: int) -> Child:
    """gunicorn, as in production, on this machine only."""
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    command += ["--bind", f"{HOST}:{port}", "config.wsgi:application"]
    return Child("web server", command, os.environ, settings.BASE_DIR)


def worker() -> Child:
    """One Celery worker with its scheduler inside."""
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "config", "worker", "--beat"]
    command += ["--pool", "prefork", "--concurrency", "1", "--loglevel", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    # On a machine of one's own, being its administrator needs no warning.
    env = {**os.environ, "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms"}
    return Child("worker", command, env, settings.BASE_DIR)


def refuse_a_port_in_use(port: int) -> None:
    """Say so, in words, before anything else is done."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} on {HOST} is in use or not ours to use. Stop what uses it, or choose "
                "another: make run PORT=8001"
            ) from error


def answers(port: int) -> bool:
    """Whether the web server gives a page, whatever the page says."""
    try:
        web = http.client.HTTPConnection(HOST, port, timeout=5)
        web.request("GET", "/")
        web.getresponse()
        return True
    except (OSError, http.client.HTTPException):
        return False


def nobody_is_here() -> bool:
    """Whether the database holds no person yet (or no tables)."""
    users = get_user_model()
    if users._meta.db_table not in connection.introspection.table_names():
        return True
    return not users._default_manager.exists()


def discard(database: Path) -> None:
    """Remove a SQLite file and its companions."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
