"""The service navigation: each app registers its entries in its `navigation` module."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import Resolver404, resolve


@dataclass(frozen=True)
class NavItem:
    """One entry of the navigation. `current` is worked out from the page's address.

    `also` are the beginnings of further addresses that belong to the entry.
    """

    label: str
    url: str
    current: bool = False
    also: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """The beginnings of all its addresses."""
        return (self.url, *self.also)


NavSource = Callable[[Any], Iterable[NavItem]]

_sources: list[NavSource] = []
_last: set[NavSource] = set()


def register(source: NavSource) -> NavSource:
    """Add a callable that gives the entries for a visit, in the order apps are installed."""
    if source not in _sources:
        _sources.append(source)
    return source


def register_last(source: NavSource) -> NavSource:
    """Add a callable whose entries come after those of every app."""
    _last.add(source)
    return register(source)


def items_for(visit: Any, path: str) -> list[NavItem]:
    """Give the entries for this visit; the one whose address begins the path longest is current."""
    if visit is None:
        return []
    items = [item for source in _in_order() for item in source(visit)]
    places = [place for item in items for place in item.places]
    under = [place for place in places if path == place or _is_under(path, place)]
    nearest = max(under, key=len, default=None)
    return [replace(item, current=nearest in item.places) for item in items]


def may_open(visit: Any, url: str) -> bool:
    """Whether the visitor's roles let them open the page at an address of this site.

    The gate leaves the roles of a page on its view; a page without them is everybody's.
    """
    try:
        view = resolve(url.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return False
    roles = getattr(view, "roles", None)
    return roles is None or bool(roles & getattr(visit, "roles", frozenset()))


def _in_order() -> list[NavSource]:
    return sorted(_sources, key=lambda source: source in _last)


def _is_under(path: str, url: str) -> bool:
    return url != "/" and path.startswith(url)
