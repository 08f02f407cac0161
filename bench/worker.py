"""Does every job there is in a benchmark's own database, one after the other, and ends.

A process of its own, run as a file: importing the package would make another database.
"""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"

import django  # noqa: E402 - after the settings

django.setup()

from workflow import jobs  # noqa: E402 - after the apps
from workflow.models import Job  # noqa: E402


def main() -> None:
    """Run what is queued until nothing is."""
    waiting = Job.objects.active().order_by("pk").values_list("pk", flat=True)
    while (first := waiting.first()) is not None and jobs.run(first):
        pass


if __name__ == "__main__":
    main()
