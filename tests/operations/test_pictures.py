"""The pictures in the papers: all are made by the one command, all are used, none is heavy."""

import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings

DOCS = Path(settings.BASE_DIR) / "docs"
PAPERS = [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]
PICTURE = re.compile(r"!\[([^\]]*)\]\((?:docs/)?pictures/([^)]+)\.png\)")


@pytest.fixture(scope="module")
def shown():
    """Every picture the papers show: its name and the words for those who do not see it."""
    found = [pair for paper in PAPERS for pair in PICTURE.findall(paper.read_text("utf-8"))]
    return {name: words for words, name in found}


def test_every_picture_is_used_and_every_one_named_is_there(shown):
    assert {path.stem for path in (DOCS / "pictures").iterdir()} == set(shown)


def test_the_one_command_takes_every_picture(shown):
    sights = runpy.run_path(str(DOCS / "sights.py"))["SIGHTS"]
    assert sorted(sight.name for sight in sights) == sorted(shown)


def test_every_picture_has_words(shown):
    assert [name for name, words in shown.items() if len(words) < 10] == []


def test_no_picture_is_heavy():
    sizes = {path.name: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    assert [name for name, size in sizes.items() if size > 120_000] == []
    assert sum(sizes.values()) < 3_000_000
