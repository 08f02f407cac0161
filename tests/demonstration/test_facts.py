"""Every page that FACTS.md names shows the words of the papers it is named for."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TABLE = Path(__file__).parents[2] / "demonstration" / "FACTS.md"


@dataclass(frozen=True)
class Fact:
    """A row of the table: the statement, its address, the links to follow, the words to find."""

    statement: str
    address: str
    links: tuple[str, ...]
    words: tuple[str, ...]


def facts() -> list[Fact]:
    """Every row of every table."""
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[1].startswith("/p/"):
            address, *links = (part.strip() for part in cells[1].split("→"))
            words = tuple(word.strip() for word in cells[2].split(";"))
            found.append(Fact(cells[0], address, tuple(links), words))
    return found


def test_each_fact_is_on_its_page():
    call_command("load_demonstration", as_at="2026-11-22", stdout=StringIO())

    assert len(facts()) > 45
    assert [wrong for fact in facts() for wrong in missing(fact)] == []


def missing(fact: Fact) -> list[str]:
    """What is not where the table says."""
    client = Client()
    slug = fact.address.split("/")[2]
    client.force_login(User.objects.get(email=f"commissioner@{slug}.example"))
    page, address = body(client, fact.address), fact.address
    for link in fact.links:
        address = leading_to(page, link)
        if not address:
            return [f"{fact.statement}: no link “{link}” on {fact.address}"]
        page = body(client, address)
    text = plain(page)
    return [f"{address}: “{word}”" for word in fact.words if word not in text]


def body(client: Client, address: str) -> str:
    """A page's main part."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def leading_to(page: str, words: str) -> str:
    """The address of the link of these words; "" where there is none."""
    for address, shown in re.findall(r'<a\b[^>]*href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        if plain(shown).startswith(words):
            return html.unescape(address)
    return ""


def plain(page: str) -> str:
    """The words of a page, in their order."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
