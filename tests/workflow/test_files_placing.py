"""A file appears whole or not at all, and the first to write it wins."""

import errno
import os
import threading

import pytest

from config.keys import secret_key
from workflow.placing import place


def test_the_first_to_write_wins(tmp_path):
    path = tmp_path / "a" / "b"
    assert place(path, b"first") is True
    assert place(path, b"second") is False
    assert path.read_bytes() == b"first"
    assert os.listdir(path.parent) == ["b"]


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        place(tmp_path / "b", b"x")
    assert os.listdir(tmp_path) == []


def test_a_file_system_without_hard_links_will_do(tmp_path, monkeypatch):
    def no_links(*_):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    assert place(tmp_path / "b", b"x") is True
    assert place(tmp_path / "b", b"y") is False
    assert (tmp_path / "b").read_bytes() == b"x"


def test_processes_starting_together_agree_on_the_signing_key(tmp_path):
    gate, keys = threading.Barrier(8), []

    def start():
        gate.wait()
        keys.append(secret_key(tmp_path / "keys" / "secret_key"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(keys)) == 1
    assert len(keys[0]) > 50


def test_an_empty_signing_key_stops_the_start(tmp_path):
    (tmp_path / "secret_key").touch()
    with pytest.raises(SystemExit, match="empty"):
        secret_key(tmp_path / "secret_key")
