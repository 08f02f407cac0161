"""How a value stands to its target: the library's own rule, so that its examples are what happens."""

from commissioning.numbers.rating import (
    NEAR,
    OFF,
    ON,
    RANK,
    UNRATED,
    as_shown,
    enough_in,
    judge,
)

__all__ = ["NEAR", "OFF", "ON", "RANK", "UNRATED", "as_shown", "enough_in", "judge"]
