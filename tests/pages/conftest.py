"""What tests of markup share: a parser of pages, and a way to draw a scrap of template."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template import Context, Template

VOID = {"input", "br", "img", "meta", "link", "hr", "path", "circle", "rect", "polygon"}


class Page(HTMLParser):
    """The elements of a page, in order: (tag, attributes, text directly inside)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, []))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self.elements[self._open[-1]][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.elements[self._open[-1]][2].append(data.strip())

    def with_id(self, wanted: str) -> tuple[str, dict[str, str], str]:
        """The one element with an id: its tag, attributes and text."""
        found = [one for one in self.elements if one[1].get("id") == wanted]
        assert len(found) == 1, f"{len(found)} elements have the id {wanted}"
        return found[0][0], found[0][1], " ".join(found[0][2])

    def all(self, tag: str, **attrs: str) -> list[tuple[dict[str, str], str]]:
        """Every element of a tag whose attributes contain these (class_='x' for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attrs.items()}
        return [
            (found, " ".join(text))
            for name, found, text in self.elements
            if name == tag and all(value in found.get(key, "") for key, value in wanted.items())
        ]

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [attrs["id"] for _, attrs, _ in self.elements if attrs.get("id")]


@pytest.fixture
def draw() -> Callable[..., str]:
    """Draw a scrap of template with a context."""

    def drawn(source: str, **context: Any) -> str:
        return Template(source).render(Context(context))

    return drawn


@pytest.fixture
def parse() -> type[Page]:
    """Read markup into a Page."""
    return Page
