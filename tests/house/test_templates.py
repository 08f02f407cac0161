"""Templates hold no style, no script and no handler of their own: the content policy forbids them."""

import re

import pytest

from tests.house.source import name_of, templates, text_of

FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=\s*[\"']", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc=)[^>]*>", re.I),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a script address": re.compile(r"(href|action|src)\s*=\s*[\"']\s*javascript:", re.I),
    "unescaped output": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
    "another host": re.compile(r"(src|href)\s*=\s*[\"'](https?:)?//[^\"']*\.(js|css|woff2?)", re.I),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [
        f"{name_of(path)}: {match.group(0)[:60]}"
        for path in templates()
        if (match := FORBIDDEN[what].search(text_of(path)))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("an inline style", '<p style="x">'),
        ("an inline script", "<script>x</script>"),
        ("an inline handler", '<a onclick="x">'),
        ("a script address", '<a href="javascript:x">'),
        ("unescaped output", "{{ x|safe }}"),
        ("another host", '<script src="https://cdn/x.js">'),
    ],
)
def test_each_pattern_sees_what_it_looks_for(what, text):
    assert FORBIDDEN[what].search(text)
