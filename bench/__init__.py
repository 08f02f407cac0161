"""Benchmarks: `make bench`, or one alone: `.venv/bin/python -m bench.bench_door`.

Importing this package makes the place they run in: the test mode's settings, a database of its own
in a temporary folder, and nothing of var/. The folder goes when the process ends.
"""

import atexit
import logging
import os
import shutil
import tempfile

import django
from django.core.management import call_command
from django.db import connection

_var = tempfile.mkdtemp(prefix="wholesight-bench-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["WHOLESIGHT_MODE"] = "test"
os.environ["WHOLESIGHT_VAR"] = _var
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
for _name in ("DATABASE_URL", "WHOLESIGHT_BROKER", "WHOLESIGHT_DEBUG"):
    os.environ.pop(_name, None)

django.setup()
logging.disable(logging.WARNING)
call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
atexit.register(connection.close)
