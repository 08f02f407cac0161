"""What git tracks names no host or machine, holds no secret, and no reserved font or crest."""

import re

import pytest

from tests.house.source import name_of, text_of, tracked

HERE = "tests/house/test_what_is_handed_on.py"
FILES = [path for path in tracked() if name_of(path) != HERE]
STYLED = [path for path in FILES if path.suffix in {".css", ".html", ".svg"}]
FORBIDDEN = {
    "a package registry's address": re.compile(
        r"--(extra-)?index-url|--trusted-host|^\s*registry\s*=|"
        r"\"resolved\":\s*\"https?:|https?://[^/\s\"']*"
        r"(\bpy[p]i\b|python[h]osted|npm[j]s|artifactory|nexus\.|registry\.)",
        re.M,
    ),
    "a path of one machine": re.compile(r"(?<![\w.<>\-])/(work|root|home/\w+|Users/\w+)/(?=[\w.])"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a token": re.compile(r"\b(ghp_\w{20,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}|xox[bp]-\w{10,})"),
    "a secret key in settings": re.compile(
        r"^(SECRET_KEY|\w+_PASSWORD)\s*=\s*[\"'][^\"'$]{8,}", re.M
    ),
    "the reserved font": re.compile(r"font-family:[^;]*GDS\s*Transport|url\([^)]*\.woff", re.I),
}
FONTS = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
SECRET_FILES = re.compile(r"(^|/)(\.env|id_rsa|secret_key)$|\.(pem|key|p12|pfx|sqlite3)$")
THIRD_PARTY = re.compile(r"(^|/)(node_modules|site-packages|vendor)/|\.min\.(js|css)$")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    looked_at = STYLED if what == "the reserved font" else FILES
    found = [
        f"{name_of(path)}: {match.group(0)[:80]}"
        for path in looked_at
        if (match := FORBIDDEN[what].search(text_of(path)))
    ]
    assert found == []


def test_no_font_and_no_crest():
    names = [name_of(path) for path in FILES]
    assert [n for n in names if n.endswith(tuple(FONTS)) or "crest" in n.lower()] == []


def test_no_secret_file():
    assert [name_of(p) for p in FILES if SECRET_FILES.search(name_of(p))] == []


def test_nobody_elses_code():
    assert [name_of(p) for p in FILES if THIRD_PARTY.search(name_of(p))] == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a package registry's address", "--index-url https://x"),
        ("a package registry's address", '"resolved": "https://x/y.tgz"'),
        ("a path of one machine", "open('/home/ann/x')"),
        ("a private key", "-----BEGIN RSA PRIVATE KEY-----"),
        ("a secret key in settings", "SECRET_KEY = 'abcdefghijkl'"),
        ("the reserved font", 'font-family: "GDS Transport"'),
    ],
)
def test_each_pattern_sees_what_it_looks_for(what, text):
    assert FORBIDDEN[what].search(text)
