"""The front-end packages: nothing of GOV.UK's alone is served, and no host is in the lock."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from pages import front

PROJECT = Path(settings.BASE_DIR)
MODULES = PROJECT / "node_modules"
RESERVED = ("gds transport", "@font-face", "crest.svg", "/assets/", ".woff", "sourcemappingurl")


def test_font_crest_and_maps_are_taken_out():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}"
        "a{font-family:GDS Transport,arial,sans-serif}"
        ".f{background-image:url(/assets/images/govuk-crest.svg)}"
        "/*# sourceMappingURL=x.map */"
    )
    assert front.plain_css(css) == (
        "a{font-family:Arial,Helvetica,sans-serif}.f{background-image:none}"
    )


def test_what_is_served_holds_nothing_reserved(tmp_path):
    if not MODULES.is_dir():
        pytest.skip("needs node_modules (manage.py fetch_front)")
    front.write(MODULES, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(front.FILES)
    for path in tmp_path.iterdir():
        text = path.read_text().lower()
        assert [word for word in RESERVED if word in text] == []


def test_lock_names_exact_versions_and_no_host():
    lock = json.loads((PROJECT / "package-lock.json").read_text())
    assert "://" not in (PROJECT / "package-lock.json").read_text()
    wanted = json.loads((PROJECT / "package.json").read_text())
    pinned = {**wanted["dependencies"], **wanted["devDependencies"]}
    for name, version in pinned.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
        assert lock["packages"][f"node_modules/{name}"]["integrity"].startswith("sha512-")


def test_npm_runs_no_scripts_of_packages():
    assert "ignore-scripts=true" in (PROJECT / ".npmrc").read_text()


@pytest.fixture
def npm(monkeypatch):
    """Stands in for npm: counts its runs and leaves the packages where they are."""
    runs = []
    monkeypatch.setattr(front, "install", runs.append)
    monkeypatch.setattr(front, "write", lambda modules, folder: _served(folder))
    return runs


def _served(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name in front.FILES:
        (folder / name).write_text("")


def test_second_fetch_does_nothing(npm, settings, tmp_path, capsys):
    settings.VAR = tmp_path
    call_command("fetch_front")
    call_command("fetch_front")
    assert len(npm) == 1
    assert "up to date" in capsys.readouterr().out


def test_missing_file_is_fetched_again(npm, settings, tmp_path):
    settings.VAR = tmp_path
    call_command("fetch_front")
    (tmp_path / "front" / "govuk-frontend.min.css").unlink()
    call_command("fetch_front")
    assert len(npm) == 2


def test_no_npm_is_said_plainly(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    monkeypatch.setattr(front.shutil, "which", lambda *args, **kwargs: None)
    with pytest.raises(CommandError, match="npm was not found"):
        call_command("fetch_front")
