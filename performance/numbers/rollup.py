"""How figures become one: the library's own rule, so that its examples are what happens."""

from commissioning.numbers.rollup import (
    NEVER_OVER_TIME,
    NEVER_TOTALLED,
    Part,
    Total,
    total_of,
)

__all__ = [
    "NEVER_OVER_TIME",
    "NEVER_TOTALLED",
    "Part",
    "Total",
    "total_of",
]
