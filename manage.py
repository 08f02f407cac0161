#!/usr/bin/env python
"""Django's command line for Wholesight."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["runlocal"]:  # the one command that is for one's own machine alone
        os.environ.setdefault("WHOLESIGHT_MODE", "demonstration")
    execute_from_command_line(sys.argv)
