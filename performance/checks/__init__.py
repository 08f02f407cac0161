"""Three rings of checks of a return: file, row, whole. rules.py lists every one."""

from performance.checks.rings import Checked, check_file, check_rows
from performance.checks.rules import instructions

__all__ = ["Checked", "check_file", "check_rows", "instructions"]
