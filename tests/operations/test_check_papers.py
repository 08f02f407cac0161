"""The papers are checked: links lead somewhere, settings are explained."""

import pytest
from django.core.management import CommandError, call_command


@pytest.fixture
def project(tmp_path, settings):
    """A small project with its papers in order."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.py").write_text('os.environ.get("WHOLESIGHT_MODE", "x")')
    (tmp_path / "docs" / "operators.md").write_text("`WHOLESIGHT_MODE` says how it runs.")
    (tmp_path / "README.md").write_text(
        "[Operators](docs/operators.md#top) [web](https://x.example)"
    )
    return tmp_path


def test_papers_in_order(project, capsys):
    call_command("check_papers")
    assert "in order" in capsys.readouterr().out


def test_a_broken_link_is_named(project):
    (project / "docs" / "a.md").write_text("See [the other](b.md).")
    with pytest.raises(CommandError, match=r"docs/a.md: the link to b.md leads nowhere"):
        call_command("check_papers")


def test_an_unexplained_setting_is_named(project):
    (project / "config" / "keys.py").write_text('os.environ["WHOLESIGHT_KEY"]')
    with pytest.raises(CommandError, match=r"WHOLESIGHT_KEY \(config/keys.py\)"):
        call_command("check_papers")


def test_the_projects_own_papers_are_in_order():
    call_command("check_papers")
