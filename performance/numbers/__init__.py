"""How numbers are added up, judged and watched: pure, without records."""

from performance.numbers.rating import OFF, ON, RANK, UNRATED, enough_in, judge
from performance.numbers.rollup import Part, Total, total_of
from performance.numbers.spc import CONCERN, IMPROVEMENT, Chart, Mark, xmr

__all__ = [
    "CONCERN",
    "IMPROVEMENT",
    "OFF",
    "ON",
    "RANK",
    "UNRATED",
    "Chart",
    "Mark",
    "Part",
    "Total",
    "enough_in",
    "judge",
    "total_of",
    "xmr",
]
