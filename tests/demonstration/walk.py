"""A person who follows every link they are shown, a few of each kind, and keeps what was answered."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import User
from tests.permissions.visitors import text_of

#: How many addresses of one kind a person looks at.
OF_A_KIND = 3


class _Links(HTMLParser):
    """The addresses a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (to := dict(attrs).get("href")):
            self.found.append(to)


class Walk:
    """What one person found: every page's text, and every link that led nowhere."""

    def __init__(self, person: User, of_a_kind: int = OF_A_KIND) -> None:
        #: What was answered, by address; and one address for each kind of page (downloads are none).
        self.pages: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.wrong: list[str] = []
        self._of_a_kind = of_a_kind
        self._client = Client(raise_request_exception=False)
        self._client.force_login(person)
        self._who = str(person)
        self._go("/")

    def _go(self, start: str) -> None:
        waiting, known = deque([(start, "")]), {start}
        of_kind: Counter[str] = Counter()
        while waiting:
            url, source = waiting.popleft()
            kind = kind_of(url)
            of_kind[kind] += 1
            if of_kind[kind] > self._of_a_kind:
                continue
            for link in self._look(url, source):
                if link not in known:
                    known.add(link)
                    waiting.append((link, url))

    def _look(self, url: str, source: str) -> Iterator[str]:
        answer = self._client.get(url, follow=True)
        if answer.status_code != 200:
            self.wrong.append(f"{self._who}: {url} on {source}: {answer.status_code}")
            return
        self.pages[url] = text = text_of(answer)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            return
        self.kinds.setdefault(kind_of(url), url)
        links = _Links()
        links.feed(text)
        for to in links.found:
            link = urldefrag(urljoin(url, to)).url
            if not urlsplit(link).netloc and link.startswith("/") and kind_of(link):
                yield link


def kind_of(url: str) -> str:
    """The name of the page among the addresses, and what its query asks for; "" for a static file."""
    parts = urlsplit(url)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return "" if parts.path.startswith("/static/") else f"nowhere: {parts.path}"
    said = sorted(str(v) for k, v in found.kwargs.items() if k in {"step", "kind"})
    asked = sorted(pair.split("=")[0] for pair in parts.query.split("&") if pair)
    return " ".join([found.view_name, *said, *asked])
