"""config.settings as tests see them: test mode, and a folder and database of each process's own."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_var = tempfile.mkdtemp(prefix="wholesight-test-")
atexit.register(shutil.rmtree, _var, ignore_errors=True)

os.environ["WHOLESIGHT_MODE"] = "test"
os.environ["WHOLESIGHT_VAR"] = _var
os.environ.pop("WHOLESIGHT_BROKER", None)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop beside the tests
os.environ.pop("DATABASE_URL", None)
if os.environ.get("WHOLESIGHT_TEST_DATABASE") == "postgres":
    os.environ["DATABASE_URL"] = os.environ.get(
        "WHOLESIGHT_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres"
    )

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, VAR  # noqa: E402

_front = Path(__file__).resolve().parent.parent / "var" / "front"
if _front.is_dir():
    STATICFILES_DIRS = [*STATICFILES_DIRS, _front]  # noqa: F405

#: A file, not memory: threads and child processes of a test must see the same database.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"
    )
else:
    DATABASES["default"]["TEST"] = {"NAME": f"wholesight_test_{os.getpid()}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
