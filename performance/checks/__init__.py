"""Rings of checks of a return: file, row, whole, comparison. rules.py lists every one."""

from performance.checks.rings import Checked, check_file, check_part_way, check_rows, check_told
from performance.checks.rules import RULES, instructions

__all__ = [
    "RULES",
    "Checked",
    "check_file",
    "check_part_way",
    "check_rows",
    "check_told",
    "instructions",
]
