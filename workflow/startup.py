"""What is said when the system has started, filled by the apps that have something to say."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Notice = Callable[[], Iterable[str]]

_notices: list[Notice] = []


def notice(function: Notice) -> Notice:
    """Register a function giving the lines to print once the address answers."""
    if function not in _notices:
        _notices.append(function)
    return function


def lines() -> list[str]:
    """Every line to print, in the order the apps registered."""
    return [line for function in _notices for line in function()]
