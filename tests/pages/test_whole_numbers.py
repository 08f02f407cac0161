"""A number in an address or a field's name is one the databases can hold, or none."""

import pytest

from pages.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("012", 12),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("1e3", None),
        ("", None),
    ],
)
def test_whole_number(text, number):
    assert whole_number(text) == number
